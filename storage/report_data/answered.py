"""What has been answered, by plan activity: before, since corrected, and of indicators through the years."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.answers import Answer
from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.report.data import IndicatorValue
from domain.rounds import FollowUpRound
from storage import worklists
from storage.database import TenantSession
from storage.report_data import queries


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer, and whose the plan activity was when it was given; None where that was not kept."""

    answer: Answer
    owner_id: PersonId | None


async def latest(session: TenantSession, a_round: FollowUpRound) -> dict[PlanActivityId, Answered]:
    """The last answer to each plan activity in a round."""
    found = {}
    for row in await session.run(queries.latest_answers(), _about(a_round)):
        answer = worklists.answer_of(row[:-1])
        assert answer is not None
        owner = None if row.owner_id is None else PersonId(row.owner_id)
        found[answer.plan_activity_id] = Answered(answer=answer, owner_id=owner)
    return found


async def ids(session: TenantSession, a_round: FollowUpRound) -> dict[PlanActivityId, list[int]]:
    """The ids of all answers to each plan activity in a round, the oldest first."""
    found: dict[PlanActivityId, list[int]] = defaultdict(list)
    for row in await session.run(queries.answer_ids(), _about(a_round)):
        found[PlanActivityId(row.plan_activity_id)].append(row.id)
    return found


async def continued(session: TenantSession) -> dict[PlanActivityId, PlanActivityId]:
    """Which plan activity of an earlier year each carries on."""
    rows = await session.run(queries.continued())
    return {PlanActivityId(row.id): PlanActivityId(row.continues_id) for row in rows}


async def indicator_values(
    session: TenantSession, a_round: FollowUpRound
) -> dict[PlanActivityId, tuple[IndicatorValue, ...]]:
    """Each plan activity's values up to a round; a correction takes the place of what it corrects."""
    found: dict[PlanActivityId, dict[date, IndicatorValue]] = defaultdict(dict)
    for row in await session.run(queries.indicator_values(), {"reference_date": a_round.reference_date}):
        found[PlanActivityId(row.plan_activity_id)][row.reference_date] = IndicatorValue(
            reference_date=row.reference_date,
            value=worklists.as_typed(row.indicator_value),
            answer_id=row.id,
        )
    return {plan_activity_id: tuple(values.values()) for plan_activity_id, values in found.items()}


def through_the_years(
    plan_activity_id: PlanActivityId,
    values: Mapping[PlanActivityId, Sequence[IndicatorValue]],
    continues: Mapping[PlanActivityId, PlanActivityId],
) -> tuple[IndicatorValue, ...]:
    """A plan activity's own values and those of the ones that it carries on, the oldest first."""
    chain = [plan_activity_id]
    while (further := continues.get(chain[-1])) is not None and further not in chain:
        chain.append(further)
    return tuple(value for each in reversed(chain) for value in values.get(each, ()))


def _about(a_round: FollowUpRound) -> dict[str, object]:
    return {"follow_up_round_id": a_round.follow_up_round_id}
