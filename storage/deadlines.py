"""The later deadlines that people have been granted in a round, as the reminders need to know them."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from domain.matters import MatterKind, MatterState
from domain.people import PersonId
from domain.reminders import OwnDeadline
from domain.rounds import FollowUpRound
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import MatterRow

matter = table_of(MatterRow)


async def own(
    session: TenantSession, follow_up_round: FollowUpRound, people: Collection[PersonId] | None = None
) -> dict[PersonId, OwnDeadline]:
    """Everybody's (of `people`, if given) own deadline, when it is later than the round's.

    Of several the one that was asked for last counts.
    """
    about = {
        "follow_up_round_id": follow_up_round.follow_up_round_id,
        "kind": MatterKind.MORE_TIME.value,
        "state": MatterState.GRANTED.value,
        "deadline": follow_up_round.deadline,
    }
    if people is None:
        rows = await session.run(_granted(), about)
    else:
        rows = await session.run(_granted_to(), {**about, "people": list(people)})
    return {PersonId(row.person_id): OwnDeadline(day=row.until, since=row.settled_at) for row in rows}


def granted_in(matters: Iterable[Row[Any]], follow_up_round: FollowUpRound) -> OwnDeadline | None:
    """The same of one person, among their matters in the order in which they came."""
    found = None
    for row in matters:
        is_granted = row.kind == MatterKind.MORE_TIME and row.state == MatterState.GRANTED
        if is_granted and row.settled_at and row.until and row.until > follow_up_round.deadline:
            found = OwnDeadline(day=row.until, since=row.settled_at)
    return found


@prepared
def _granted() -> Select[Any]:
    return _every()


@prepared
def _granted_to() -> Select[Any]:
    return _every().where(matter.c.person_id.in_(bindparam("people", expanding=True)))


def _every() -> Select[Any]:
    return (
        select(matter.c.person_id, matter.c.until, matter.c.settled_at)
        .where(
            matter.c.tenant_id == OF_TENANT,
            matter.c.follow_up_round_id == bindparam("follow_up_round_id"),
            matter.c.kind == bindparam("kind"),
            matter.c.state == bindparam("state"),
            matter.c.until > bindparam("deadline"),
            matter.c.settled_at.is_not(None),
        )
        .order_by(matter.c.id)
    )
