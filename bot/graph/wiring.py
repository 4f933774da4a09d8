"""Puts together everything that asks Microsoft Graph, as far as the settings let it be asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiohttp import ClientSession

from bot.graph.accounts import GraphAccounts
from bot.graph.client import GraphClient
from bot.graph.directory import GraphDirectory
from bot.settings import Settings
from bot.teams.entra import acquirer
from bot.teams.token import CachedTokens, NoTokens
from domain.calendar import WorkCalendar
from domain.people import TenantId
from scheduler.accounts import Census
from scheduler.directory import NoDirectory, Roster
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
    """What the clock asks Graph: who has which role, and what has become of people where that is allowed."""

    roster: Roster
    census: Census | None


def questions(
    settings: Settings, client: GraphClient | None, database: Database, clock: Clock, calendar: WorkCalendar
) -> Questions:
    """Everything that the settings let the clock ask; without Graph no group gives any role."""
    tenant_id = TenantId(settings.tenant_id)
    roster = Roster(
        tenant_id=tenant_id,
        database=database,
        directory=NoDirectory() if client is None else GraphDirectory(client),
        groups=settings.groups,
        clock=clock,
    )
    if client is None or not settings.asks_about_people:
        return Questions(roster=roster, census=None)
    accounts = GraphAccounts(client)
    census = Census(tenant_id=tenant_id, database=database, accounts=accounts, calendar=calendar, clock=clock)
    return Questions(roster=roster, census=census)
