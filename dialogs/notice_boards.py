"""The bot is added to a team: a strategist gets the overview in the channel, anybody else a polite word."""

from datetime import datetime

from cards.words import Words
from dialogs.desk import Desk
from dialogs.turn import AddedToTeam, Nothing, RemovedFromTeam, Reply, Say
from domain.permissions import STRATEGISTS, has_any
from storage import audit, notice_boards
from storage import people as people_store


async def added(desk: Desk, incoming: AddedToTeam, words: Words, at: datetime) -> Reply:
    """Remember the channel when a strategist adds us; the clock hangs the card there."""
    async with desk.database.writing(incoming.sender.tenant_id) as session:
        person = await people_store.by_entra_object_id(session, incoming.sender.entra_object_id)
        if person is None or not has_any(person, STRATEGISTS):
            return Say(words.say("Only the environmental strategists can hang the overview in a channel."))
        if await notice_boards.put(session, incoming.place, incoming.team_name, person.person_id, at):
            await audit.record(
                session,
                deed="notice_board.added",
                subject=f"channel:{incoming.place.conversation_id}",
                at=at,
                actor_id=person.person_id,
            )
    desk.wake()
    return Nothing()


async def removed(desk: Desk, incoming: RemovedFromTeam, at: datetime) -> Reply:
    """We have been removed from the team: the channel is written to no longer."""
    async with desk.database.writing(incoming.sender.tenant_id) as session:
        if await notice_boards.take_down(session, incoming.place.conversation_id):
            await audit.record(
                session,
                deed="notice_board.removed",
                subject=f"channel:{incoming.place.conversation_id}",
                at=at,
            )
    return Nothing()
