"""A strategist answers for somebody who cannot, and whoever should have answered is told."""

from dialogs import worklist
from dialogs.desk import Turn
from dialogs.places import Place
from dialogs.turn import CardSubmitted, Reply
from domain.matters import MatterKind
from storage import notices
from storage.database import TenantSession


async def show_list(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The list of whoever the strategist answers for."""
    return await worklist.show(turn, submitted)


async def tell(session: TenantSession, turn: Turn, place: Place) -> None:
    """Tell whoever should have answered, in one message a day however many answers there are."""
    if place.on_behalf_of is None:
        return
    follow_up_round_id, teller = place.follow_up_round.follow_up_round_id, turn.person.person_id
    await notices.tell(
        session,
        key=f"answered_for:{follow_up_round_id}:{place.on_behalf_of}:{teller}:{turn.today.isoformat()}",
        kind=MatterKind.ANSWERED_FOR,
        follow_up_round_id=follow_up_round_id,
        plan_activity_id=place.item.plan_activity.plan_activity_id,
        recipient_id=place.on_behalf_of,
        told_by=teller,
        reason=place.reason,
        at=turn.at,
        not_before=turn.desk.calendar.next_open(turn.at),
    )
