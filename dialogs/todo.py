"""“Att göra”: the strategists' one list of what waits for them, and what is settled from it."""

from cards import payloads
from cards import todo as todo_card
from cards.card import Card
from cards.fields import text_of
from cards.todo import FROM_HERE, Waiting
from dialogs import matters
from dialogs.desk import Turn
from dialogs.drafting import Handler
from dialogs.turn import CardSubmitted, Replace, Reply, Show
from domain.matters import MatterId
from storage import dossiers, letters, strangers
from storage import matters as matter_store
from storage.database import TenantSession


async def asked(turn: Turn) -> Reply:
    """`att göra`: everything that waits, the first page."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        return Show(await card(session, turn))


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """A page of it; or one matter with all that can be said about it."""
    if "matter" in submitted.data:
        return await matters.show(turn, submitted)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        return Replace(await card(session, turn, page=todo_card.page_in(submitted.data)))


def listed(handler: Handler) -> Handler:
    """The same handler for a button that may stand in the list, which then comes back with what was done."""

    async def listing(turn: Turn, submitted: CardSubmitted) -> Reply:
        reply = await handler(turn, submitted)
        if text_of(submitted.data, FROM_HERE) != "true" or not isinstance(reply, Replace):
            return reply
        async with turn.desk.database.reading(turn.contact.tenant_id) as session:
            if await _still_open(session, submitted):
                # What was wrong with it is told in its own card.
                return reply
            page = todo_card.page_in(submitted.data)
            return Replace(await card(session, turn, page=page, notice=reply.card.summary))

    return listing


async def card(session: TenantSession, turn: Turn, *, page: int = 0, notice: str = "") -> Card:
    """The list as it is now."""
    return todo_card.todo(await _waiting(session), turn.words, page=page, notice=notice)


async def number(session: TenantSession) -> int:
    """How many things wait for a strategist."""
    of_matters = len(await matters.waiting_for_strategists(session))
    return of_matters + await strangers.number(session) + len(await letters.bouncing(session))


async def _waiting(session: TenantSession) -> list[Waiting]:
    open_matters = await matters.waiting_for_strategists(session)
    found = await dossiers.of(session, open_matters)
    return [*found.values(), *await strangers.every(session), *await letters.bouncing(session)]


async def _still_open(session: TenantSession, submitted: CardSubmitted) -> bool:
    matter_id: MatterId = payloads.matter_of(submitted.data).matter_id
    matter = await matter_store.find(session, matter_id)
    return matter is not None and matter.is_open
