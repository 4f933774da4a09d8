"""What many people own and co-own in a round, as `worklists` has it of one, in several narrow questions.

The wide question of `worklists` has fifty columns for answers, most of them empty, and has the same measures
and units again and again. For one list that is cheaper than to ask more than once; for a batch it is not.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.answers import Answer
from domain.people import PersonId
from domain.plan import Measure, OrgUnit
from domain.rounds import FollowUpRound
from domain.worklist import WorkItem
from storage import worklist_batch_queries as queries
from storage import worklists
from storage.database import TenantSession
from storage.worklist_queries import ANSWER, PLAN_ACTIVITY

Columns = Sequence[Any]

WIDTH = len(PLAN_ACTIVITY)
POSITION, CONTINUES, OWNER_NAME, CO_OWNERS = range(WIDTH, WIDTH + 4)
ID, MEASURE, ORG_UNIT = map(PLAN_ACTIVITY.index, ("id", "measure_id", "org_unit_id"))
ANSWERED_BY_NAME, ANSWERED_FOR_NAME = len(ANSWER), len(ANSWER) + 1
UNSAID = (None, "", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answers:
    """The latest to each plan activity: in the round, with who answered and for whom, and before it."""

    now: dict[int, tuple[Answer, str, str]] = field(default_factory=dict)
    before: dict[int, Answer] = field(default_factory=dict)

    def last_time(self, row: Columns) -> Answer | None:
        """The later one of those to a plan activity and to what it continues."""
        own = self.before.get(row[ID])
        carried = self.before.get(row[CONTINUES]) if row[CONTINUES] is not None else None
        if own is None or carried is None:
            return own or carried
        return max(own, carried, key=lambda each: each.answer_id)


async def items(
    session: TenantSession, follow_up_round: FollowUpRound, owners: Collection[PersonId]
) -> tuple[WorkItem, ...]:
    """The round's plan activities that these people own or co-own, in the plan's order."""
    about = {"plan_id": follow_up_round.plan_id, "people": list(owners)}
    rows = (await session.run(queries.plan_activities(), about)).all()
    if not rows:
        return ()
    answers = await _answers(session, follow_up_round, rows)
    measures = await _measures(session, rows)
    org_units = await _org_units(session, rows)
    if not all(row[MEASURE] in measures and row[ORG_UNIT] in org_units for row in rows):
        # The plan was written anew between two questions.
        return await worklists.items(session, follow_up_round, owners)
    rows.sort(key=lambda row: (measures[row[MEASURE]].number, row[POSITION], row[ID]))

    def item(row: Columns) -> WorkItem:
        return _item(row, measures[row[MEASURE]], org_units[row[ORG_UNIT]], answers)

    return tuple(await worklists.made(item, rows))


async def _answers(
    session: TenantSession, follow_up_round: FollowUpRound, rows: Iterable[Columns]
) -> _Answers:
    wanted = {row[place] for row in rows for place in (ID, CONTINUES)} - {None}
    in_round = {"follow_up_round_id": follow_up_round.follow_up_round_id}
    to_them = {"reference_date": follow_up_round.reference_date, "plan_activities": sorted(wanted)}
    ids = (await session.run(queries.latest_answers(), in_round | to_them)).scalars().all()
    said = (await session.run(queries.answers(), in_round | {"ids": ids})).all() if ids else []
    found = _Answers()
    for answer, by_name, for_name in await worklists.made(_answer, said):
        if answer.follow_up_round_id == follow_up_round.follow_up_round_id:
            found.now[answer.plan_activity_id] = answer, by_name, for_name
        else:
            found.before[answer.plan_activity_id] = answer
    return found


def _answer(row: Columns) -> tuple[Answer, str, str]:
    answer = worklists.answer_in(row)
    return answer, row[ANSWERED_BY_NAME] or answer.source, row[ANSWERED_FOR_NAME] or ""


async def _measures(session: TenantSession, rows: Iterable[Columns]) -> Mapping[int, Measure]:
    wanted = {"ids": list({row[MEASURE] for row in rows})}
    return {row[0]: worklists.to_measure(*row) for row in await session.run(queries.measures(), wanted)}


async def _org_units(session: TenantSession, rows: Iterable[Columns]) -> Mapping[int, OrgUnit]:
    wanted = {"ids": list({row[ORG_UNIT] for row in rows})}
    return {row[0]: worklists.to_org_unit(*row) for row in await session.run(queries.org_units(), wanted)}


def _item(row: Columns, measure: Measure, org_unit: OrgUnit, answers: _Answers) -> WorkItem:
    answered, by_name, for_name = answers.now.get(row[ID], UNSAID)
    return worklists.work_item(
        plan_activity=worklists.to_plan_activity(row[:WIDTH], row[CO_OWNERS]),
        measure=measure,
        org_unit=org_unit,
        answer=answered,
        answered_by_name=by_name,
        answered_for_name=for_name,
        owner_name=row[OWNER_NAME],
        previous=answers.last_time(row),
    )
