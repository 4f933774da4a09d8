"""A strategist answers for somebody who cannot, and whoever should have answered is told."""

from dialogs import worklist
from dialogs.desk import Author, Turn
from dialogs.places import Place
from dialogs.turn import CardSubmitted, Reply
from domain.calendar import WorkCalendar
from domain.matters import MatterKind
from storage import notices
from storage.database import TenantSession


async def show_list(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The list of whoever the strategist answers for."""
    return await worklist.show(turn, submitted)


async def tell(session: TenantSession, author: Author, place: Place, calendar: WorkCalendar) -> None:
    """Tell whoever should have answered, in one message a day however many answers there are."""
    if place.on_behalf_of is None or author.person_id is None:
        return
    follow_up_round_id, teller = place.follow_up_round.follow_up_round_id, author.person_id
    today = calendar.local_day(author.at)
    await notices.tell(
        session,
        key=f"answered_for:{follow_up_round_id}:{place.on_behalf_of}:{teller}:{today.isoformat()}",
        kind=MatterKind.ANSWERED_FOR,
        follow_up_round_id=follow_up_round_id,
        plan_activity_id=place.item.plan_activity.plan_activity_id,
        recipient_id=place.on_behalf_of,
        told_by=teller,
        reason=place.reason,
        at=author.at,
        not_before=calendar.next_open(author.at),
    )
