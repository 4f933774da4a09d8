"""What people have asked for in a round and not been answered about yet, as their lists tell it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, select

from domain.matters import OPEN_STATES, MatterKind, MatterState
from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import MatterRow, PersonRow

matter = table_of(MatterRow)
person = table_of(PersonRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """One person's open questions.

    `handed_to` has, for each plan activity that somebody is asked to take over, that person's name, or ""
    when the strategists are to decide. `asked_until` is the later deadline that has been asked for.
    """

    handed_to: Mapping[PlanActivityId, str] = field(default_factory=dict)
    asked_until: date | None = None


NOTHING = Pending()


async def of(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, people: Collection[PersonId]
) -> dict[PersonId, Pending]:
    """The open questions of each of these people that has any."""
    values = {"follow_up_round_id": follow_up_round_id, "people": list(people), "states": sorted(OPEN_STATES)}
    found: dict[PersonId, Pending] = {}
    for row in await session.run(_open(), values):
        theirs = found.get(PersonId(row.person_id), NOTHING)
        if row.kind == MatterKind.MORE_TIME:
            theirs = replace(theirs, asked_until=row.until)
        elif row.kind == MatterKind.HANDOVER and row.plan_activity_id is not None:
            name = row.name or "" if row.state == MatterState.ASKED else ""
            handed_to = {**theirs.handed_to, PlanActivityId(row.plan_activity_id): name}
            theirs = replace(theirs, handed_to=handed_to)
        found[PersonId(row.person_id)] = theirs
    return found


@prepared
def _open() -> Select[Any]:
    return (
        select(
            matter.c.person_id,
            matter.c.kind,
            matter.c.state,
            matter.c.plan_activity_id,
            matter.c.until,
            person.c.name,
        )
        .join_from(matter, person, person.c.id == matter.c.counterpart_id, isouter=True)
        .where(
            matter.c.tenant_id == OF_TENANT,
            matter.c.follow_up_round_id == bindparam("follow_up_round_id"),
            matter.c.person_id.in_(bindparam("people", expanding=True)),
            matter.c.state.in_(bindparam("states", expanding=True)),
        )
        .order_by(matter.c.id)
    )
