"""Puts together everything that asks Microsoft Graph, as far as the settings let it be asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiohttp import ClientSession

from bot.entra.acquiring import acquirer
from bot.entra.own_token import CachedTokens, NoTokens
from bot.graph.accounts import GraphAccounts
from bot.graph.client import GraphClient
from bot.graph.directory import GraphDirectory
from bot.graph.installer import GraphInstaller
from bot.graph.memberships import rights
from bot.settings import Settings
from dialogs.rights import Rights
from domain.calendar import WorkCalendar
from domain.people import TenantId
from scheduler.accounts import Census
from scheduler.directory import NoDirectory, Roster
from scheduler.installations import Installations
from storage.database import Database

Clock = Callable[[], datetime]


def graph_client(settings: Settings, session: ClientSession) -> GraphClient | None:
    """The one way to Graph; None while it may not be asked."""
    if not settings.graph:
        return None
    is_open = settings.is_development
    tokens = NoTokens() if is_open else CachedTokens(acquirer(settings, scope=settings.graph_scope))
    return GraphClient(session=session, tokens=tokens, url=settings.graph_url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """What is asked of Graph: who has which role, at each tick and when somebody acts (`rights`); where
    that is allowed what has become of people, and that the app be installed. `client` is whom to ask.
    """

    roster: Roster
    client: GraphClient | None = None
    rights: Rights | None = None
    census: Census | None = None
    installations: Installations | None = None


def questions(
    settings: Settings, session: ClientSession, database: Database, clock: Clock, calendar: WorkCalendar
) -> Questions:
    """Everything that the settings let us ask; without Graph no group gives any role."""
    client = graph_client(settings, session)
    tenant_id = TenantId(settings.tenant_id)
    roster = Roster(
        tenant_id=tenant_id,
        database=database,
        directory=NoDirectory() if client is None else GraphDirectory(client),
        groups=settings.groups,
        clock=clock,
    )
    if client is None:
        return Questions(roster=roster)
    accounts = GraphAccounts(client)
    census = Census(tenant_id=tenant_id, database=database, accounts=accounts, calendar=calendar, clock=clock)
    installer = GraphInstaller(client, app_id=settings.app_id, catalog_app_id=settings.graph_catalog_app_id)
    installations = Installations(tenant_id=tenant_id, database=database, installer=installer, clock=clock)
    return Questions(
        roster=roster,
        client=client,
        rights=rights(settings, client, database),
        census=census if settings.asks_about_people else None,
        installations=installations if settings.installs_for_people else None,
    )
