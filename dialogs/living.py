"""A list that has been posted becomes the living one in its chat, and the former one shrinks to a line."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cards import payloads
from cards.fields import PayloadError
from dialogs.desk import Desk, Turn
from dialogs.turn import CardSubmitted, Listed, Replace, Reply
from domain.drafts import Draft
from domain.people import PersonId, TenantId
from domain.rounds import FollowUpRoundId
from storage import drafts, living, outbox
from storage.database import TenantSession
from storage.living import LivingMessage

# A question with a reason is written in less; whoever goes away from it has their list redrawn afterwards.
LONGEST_WRITING = timedelta(minutes=15)
OF_THE_FORM = "answer."


async def posted(desk: Desk, tenant_id: TenantId, listed: Listed, message_id: str, at: datetime) -> None:
    """A new message with the list stands in the chat."""
    async with desk.database.writing(tenant_id) as session:
        # What is on its way to the person is held first, as it is by everybody who changes both.
        await outbox.hold(session, listed.follow_up_round_id, {listed.person_id})
        shown = LivingMessage(
            person_id=listed.person_id, recipient_id=listed.recipient_id, message_id=message_id
        )
        retired = await living.put_all(session, listed.follow_up_round_id, [shown], at)
        await outbox.redraw_last(session, listed.follow_up_round_id, retired, at)
    if retired:
        desk.wake()


async def note_writing(turn: Turn, submitted: CardSubmitted, reply: Reply) -> None:
    """Where a card in which somebody writes has taken the list's place, no list is to take it back meanwhile.

    The answer form sees to that itself, with its draft.
    """
    is_writing = isinstance(reply, Replace) and reply.card.has_fields and submitted.message_id
    if not is_writing or submitted.verb.startswith(OF_THE_FORM):
        return
    try:
        about = payloads.worklist_of(submitted.data)
    except PayloadError:
        # A button that is about no list stands in no list's message.
        return
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await living.occupy(
            session,
            about.follow_up_round_id,
            turn.person.person_id,
            submitted.message_id,
            turn.at + LONGEST_WRITING,
        )


async def shown_in(desk: Desk, tenant_id: TenantId, listed: Listed, message_id: str, at: datetime) -> None:
    """The list stands in a message that was there before, since a button in it was pressed.

    It is the living one only where there is none: a newer list further down goes on being that.
    """
    async with desk.database.reading(tenant_id) as session:
        found = await living.of(session, listed.follow_up_round_id, [listed.person_id])
    if not any(each.recipient_id == listed.recipient_id for each in found):
        await posted(desk, tenant_id, listed, message_id, at)


async def is_held(
    session: TenantSession,
    follow_up_round_id: FollowUpRoundId,
    person_id: PersonId,
    message_id: str,
    typed: Iterable[tuple[PersonId, Draft]],
) -> bool:
    """Whether something else than the list stands in the person's message, as far as we know.

    `typed` are the person's drafts and open forms in the round.
    """
    if message_id and any(draft.message_id == message_id for _, draft in typed):
        return True
    found = await living.in_chats(session, follow_up_round_id, [person_id])
    return any(each.message_id == message_id and each.occupied_until for each in found)


async def let_go(
    session: TenantSession,
    follow_up_round_id: FollowUpRoundId,
    person_id: PersonId,
    message_id: str,
    at: datetime,
) -> None:
    """The list stands in the message again: what was held back is redrawn after all."""
    await drafts.close(session, person_id, message_id)
    # What is to be sent before where it is to stand, as everybody who changes both takes them.
    await outbox.resume_card_update(session, person_id, message_id, at)
    await living.occupy(session, follow_up_round_id, person_id, message_id, None)
