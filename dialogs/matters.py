"""What all talk about matters shares: drawing one as it stands, telling people, and the strategists' list."""

from collections.abc import Collection, Iterable, Mapping

from cards import matter as matter_card
from cards import payloads
from cards import todo as todo_card
from cards.card import Card, JsonValue
from cards.more_time import NOTHING_KEPT, NOTHING_TYPED, Typed
from dialogs import worklist
from dialogs.desk import Turn
from dialogs.living import let_go
from dialogs.places import Place
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.matters import Dossier, Matter, last_day
from domain.people import PersonId
from domain.rounds import FollowUpRoundId
from storage import dossiers, living, matter_messages, outbox
from storage import matters as matter_store
from storage.database import TenantSession


async def shown(
    session: TenantSession,
    turn: Turn,
    matter: Matter,
    *,
    notice: str = "",
    typed: Typed = NOTHING_TYPED,
    kept: Mapping[str, JsonValue] = NOTHING_KEPT,
) -> Replace:
    """The matter's card for whoever is talking, as the matter stands now.

    `kept` is what its buttons carry on, when it was opened from the list of what waits.
    """
    now = await matter_store.find(session, matter.matter_id) or matter
    dossier = await dossiers.one(session, now)
    return Replace(_card(turn, dossier, notice, typed, kept))


def _card(turn: Turn, dossier: Dossier, notice: str, typed: Typed, kept: Mapping[str, JsonValue]) -> Card:
    return matter_card.matter(
        dossier,
        turn.person,
        turn.words,
        on=turn.today,
        last=last_day(dossier.follow_up_round, turn.desk.calendar),
        notice=notice,
        typed=typed,
        kept=kept,
    )


async def tell(
    session: TenantSession, turn: Turn, matter: Matter, recipients: Iterable[PersonId], what: str
) -> None:
    """A message about the matter to each of them but the one who is talking, in working hours."""
    await send(session, turn, matter, set(recipients) - {turn.person.person_id}, what)


async def send(
    session: TenantSession, turn: Turn, matter: Matter, recipients: Iterable[PersonId], what: str
) -> None:
    """A message about the matter to each of them, in working hours."""
    await matter_messages.send(
        session,
        matter.matter_id,
        recipients,
        what,
        follow_up_round_id=matter.follow_up_round_id,
        at=turn.at,
        not_before=turn.desk.calendar.next_open(turn.at),
    )


async def redraw_lists(
    session: TenantSession, turn: Turn, follow_up_round_id: FollowUpRoundId, people: Collection[PersonId]
) -> None:
    """Have every list of these people show how things stand now."""
    await outbox.hold(session, follow_up_round_id, people)
    for each in await living.of(session, follow_up_round_id, people):
        await outbox.put_card_update(
            session,
            follow_up_round_id=follow_up_round_id,
            person_id=each.person_id,
            recipient_id=each.recipient_id,
            message_id=each.message_id,
            at=turn.at,
        )


async def list_again(
    session: TenantSession, turn: Turn, follow_up_round_id: FollowUpRoundId, message_id: str
) -> None:
    """The list takes the place of the card in which the question was written."""
    if message_id:
        await let_go(session, follow_up_round_id, turn.person.person_id, message_id, turn.at)


def receipt(turn: Turn, place: Place, said: str) -> Replace:
    """The list that the question was asked from, with what has come of it."""
    return Replace(
        worklist.card(
            turn,
            place.view,
            page=place.about.worklist.page,
            receipt=said,
            drafted=place.drafted,
            on_behalf=place.of_another,
        )
    )


def gone(turn: Turn) -> Refuse:
    """When a card is about a matter that is not there, or not the reader's."""
    text = turn.words.say("That question is not yours to answer, or not here any longer.")
    return Refuse(text, is_denied=True)


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """One of those that wait for the strategists, with all that can be said about it."""
    matter_id = payloads.matter_of(submitted.data).matter_id
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        chosen = await matter_store.find(session, matter_id)
        if chosen is None:
            return gone(turn)
        return await shown(session, turn, chosen, kept=todo_card.kept(submitted.data))


async def waiting_for_strategists(session: TenantSession) -> list[Matter]:
    """The open matters that a strategist is to decide, the oldest first."""
    every = await matter_store.every_open(session)
    return [each for each in every if each.is_for_strategists]
