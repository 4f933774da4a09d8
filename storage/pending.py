"""What people have asked for in a round and not been answered about yet, as their lists tell it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from domain.matters import OPEN_STATES, MatterKind, MatterState
from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.reminders import OwnDeadline
from domain.rounds import FollowUpRound, FollowUpRoundId
from storage import deadlines
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
    return _by_person(await session.run(_in_states(), values))


async def of_one(
    session: TenantSession, follow_up_round: FollowUpRound, person_id: PersonId
) -> tuple[Pending, OwnDeadline | None]:
    """One person's open questions, and what `deadlines.own` has: every list needs both, and asks once."""
    values = {
        "follow_up_round_id": follow_up_round.follow_up_round_id,
        "people": [person_id],
        "states": sorted({*OPEN_STATES, MatterState.GRANTED}),
    }
    rows = (await session.run(_in_states(), values)).all()
    waiting = _by_person(row for row in rows if row.state in OPEN_STATES)
    return waiting.get(person_id, NOTHING), deadlines.granted_in(rows, follow_up_round)


def _by_person(rows: Iterable[Row[Any]]) -> dict[PersonId, Pending]:
    found: dict[PersonId, Pending] = {}
    for row in rows:
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
def _in_states() -> Select[Any]:
    return (
        select(
            matter.c.person_id,
            matter.c.kind,
            matter.c.state,
            matter.c.plan_activity_id,
            matter.c.until,
            matter.c.settled_at,
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
