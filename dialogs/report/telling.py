"""Those concerned are told once that a version of the report has been approved."""

from dialogs.desk import Turn
from domain.matters import MatterKind
from domain.permissions import SEALERS, STRATEGISTS, has_any
from domain.rounds import FollowUpRoundId
from storage import matters as matter_store
from storage import people as people_store
from storage.database import TenantSession


async def approved(
    session: TenantSession, turn: Turn, follow_up_round_id: FollowUpRoundId, version: int
) -> None:
    """The strategists, and other directors, get a message; whoever approved it knows."""
    everybody = await people_store.everybody(session)
    for person in everybody.values():
        is_concerned = has_any(person, STRATEGISTS | SEALERS)
        if is_concerned and person.person_id != turn.person.person_id:
            await matter_store.tell(
                session,
                key=f"approved:{follow_up_round_id}:{version}:{person.person_id}",
                kind=MatterKind.APPROVED,
                follow_up_round_id=follow_up_round_id,
                recipient_id=person.person_id,
                told_by=turn.person.person_id,
                at=turn.at,
                not_before=turn.desk.calendar.next_open(turn.at),
            )
