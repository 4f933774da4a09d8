"""A list that has been posted becomes the living one in its chat, and the former one shrinks to a line."""

from datetime import datetime

from dialogs.desk import Desk
from dialogs.turn import Listed
from domain.people import TenantId
from storage import living, outbox
from storage.living import LivingMessage


async def posted(desk: Desk, tenant_id: TenantId, listed: Listed, message_id: str, at: datetime) -> None:
    """A new message with the list stands in the chat."""
    async with desk.database.writing(tenant_id) as session:
        # What is on its way to the person is held first, as it is by everybody who changes both.
        await outbox.hold(session, listed.follow_up_round_id, {listed.person_id})
        shown = LivingMessage(
            person_id=listed.person_id, recipient_id=listed.recipient_id, message_id=message_id
        )
        retired = await living.put_all(session, listed.follow_up_round_id, [shown], at)
        await outbox.retire(session, listed.follow_up_round_id, retired, at)
    if retired:
        desk.wake()


async def shown_in(desk: Desk, tenant_id: TenantId, listed: Listed, message_id: str, at: datetime) -> None:
    """The list stands in a message that was there before, since a button in it was pressed.

    It is the living one only where there is none: a newer list further down goes on being that.
    """
    async with desk.database.reading(tenant_id) as session:
        found = await living.of(session, listed.follow_up_round_id, [listed.person_id])
    if not any(each.recipient_id == listed.recipient_id for each in found):
        await posted(desk, tenant_id, listed, message_id, at)
