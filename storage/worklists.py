"""A round's plan activities with the latest answer of this round and of an earlier one."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any, TypeVar

from domain.answers import (
    Answer,
    NextYear,
    Obstacle,
    ObstacleKind,
    Progress,
    PromiseFate,
    Statement,
)
from domain.people import OrgUnitId, Person, PersonId
from domain.plan import Indicator, Measure, MeasureId, OrgUnit, OrgUnitKind, PlanActivity, PlanActivityId
from domain.rounds import FollowUpRound
from domain.worklist import WorkItem, Worklist
from storage import pending, standing_queries
from storage import worklist_queries as queries
from storage.database import TenantSession
from storage.found import Found
from storage.making import members, quickly

Columns = Sequence[Any]
Kind = TypeVar("Kind")

_PARTS = (queries.PLAN_ACTIVITY, queries.MEASURE, queries.ORG_UNIT, queries.ANSWER, queries.ANSWER)
PLAN_ACTIVITY, MEASURE, ORG_UNIT, NOW, BEFORE = (
    slice(*ends) for ends in pairwise(accumulate(map(len, _PARTS), initial=0))
)
OWNER_NAME, ANSWERED_BY_NAME, ANSWERED_FOR_NAME, CO_OWNERS = -4, -3, -2, -1
# Where in an answer's columns what is said begins, and who said it and when.
STATED, SAID = queries.ANSWER.index("progress"), queries.ANSWER.index("answered_by")
PROGRESS = members(Progress)
# Of these there is one for each row.
work_item, plan_activity = quickly(WorkItem), quickly(PlanActivity)
answer, statement = quickly(Answer), quickly(Statement)
NOBODY: frozenset[PersonId] = frozenset()
MEASURES_IN_MIND = 1024
# Some thousandths of a second.
IN_ONE_BREATH = 250


async def items(
    session: TenantSession, follow_up_round: FollowUpRound, owners: Collection[PersonId] | None = None
) -> tuple[WorkItem, ...]:
    """All of the round's plan activities in the plan's order, or those that these people own or co-own."""
    about = _about(follow_up_round)
    if owners is None:
        rows = await session.run(queries.every_item(), about)
    else:
        rows = await session.run(queries.items_of(), {**about, "people": list(owners)})
    return await _read(rows)


async def now(
    session: TenantSession, follow_up_round: FollowUpRound, unit: OrgUnitId | None = None
) -> tuple[WorkItem, ...]:
    """All of them (of one unit, if given) with the answers of this round and not those before it."""
    about = _about(follow_up_round)
    if unit is None:
        return await _read(await session.run(standing_queries.every_item_now(), about))
    return await _read(await session.run(standing_queries.items_now_in(), {**about, "unit": unit}))


async def left(
    session: TenantSession, follow_up_round: FollowUpRound, units: Collection[OrgUnitId] | None = None
) -> tuple[WorkItem, ...]:
    """Only what has no answer in this round (in these units, if given), without what was said before it."""
    about = _about(follow_up_round)
    if units is None:
        return await _read(await session.run(standing_queries.items_left(), about))
    if not units:
        return ()
    rows = await session.run(standing_queries.items_left_in(), {**about, "units": sorted(units)})
    return await _read(rows)


async def of_owner(session: TenantSession, follow_up_round: FollowUpRound, person: Person) -> Worklist:
    """One person's list."""
    theirs = await items(session, follow_up_round, [person.person_id])
    waits_for, own = await pending.of_one(session, follow_up_round, person.person_id)
    return Worklist(
        owner=person,
        follow_up_round=follow_up_round,
        items=theirs,
        deadline=own.day if own else None,
        asked_until=waits_for.asked_until,
        handed_to=waits_for.handed_to,
    )


async def item(
    session: TenantSession, follow_up_round: FollowUpRound, plan_activity_id: PlanActivityId
) -> WorkItem | None:
    """One plan activity in the round; None when it is not (or no longer) in the plan."""
    about = {**_about(follow_up_round), "plan_activity_id": plan_activity_id}
    row = (await session.run(queries.one_item(), about)).first()
    return _item(row) if row else None


async def some(
    session: TenantSession, follow_up_round: FollowUpRound, plan_activity_ids: Sequence[PlanActivityId]
) -> tuple[WorkItem, ...]:
    """Those plan activities in that order, without any that has left the plan."""
    about = {**_about(follow_up_round), "plan_activity_ids": list(plan_activity_ids)}
    rows = await session.run(queries.some_items(), about) if plan_activity_ids else ()
    found = {each.plan_activity.plan_activity_id: each for each in map(_item, rows)}
    return tuple(found[each] for each in plan_activity_ids if each in found)


async def under(
    session: TenantSession, follow_up_round: FollowUpRound, measure_id: MeasureId
) -> tuple[WorkItem, ...]:
    """Everything that the units do for one measure, in the plan's order."""
    about = {**_about(follow_up_round), "measure_id": measure_id}
    return tuple(_item(row) for row in await session.run(queries.items_under(), about))


async def others_answered(
    session: TenantSession, follow_up_round: FollowUpRound, plan_activity: PlanActivity
) -> bool:
    """Whether another unit has answered about the same measure in the round."""
    about = {
        "follow_up_round_id": follow_up_round.follow_up_round_id,
        "plan_id": follow_up_round.plan_id,
        "measure_id": plan_activity.measure_id,
        "org_unit_id": plan_activity.org_unit_id,
    }
    return (await session.run(queries.others_answered(), about)).first() is not None


async def outstanding(
    session: TenantSession, follow_up_round: FollowUpRound, people: Collection[PersonId] | None = None
) -> dict[PersonId, int]:
    """How many plan activities each owner and co-owner (of `people`, if given) has still to answer.

    Those with none are not in it. It is counted by the database, however many plan activities there are.
    """
    about = _about(follow_up_round)
    if people is None:
        rows = await session.run(queries.outstanding(), about)
    else:
        rows = await session.run(queries.outstanding_of(), {**about, "people": list(people)})
    return {PersonId(row.person_id): row.left for row in rows}


def _about(follow_up_round: FollowUpRound) -> dict[str, object]:
    return {
        "follow_up_round_id": follow_up_round.follow_up_round_id,
        "reference_date": follow_up_round.reference_date,
        "plan_id": follow_up_round.plan_id,
    }


async def _read(rows: Found) -> tuple[WorkItem, ...]:
    return tuple(await made(_item, rows.all()))


async def made(make: Callable[[Columns], Kind], rows: Sequence[Columns]) -> list[Kind]:
    """What is made of each row. However many there are, nobody who writes to us waits until all are read."""
    found: list[Kind] = []
    for start in range(0, len(rows), IN_ONE_BREATH):
        if start:
            await asyncio.sleep(0)
        found += map(make, rows[start : start + IN_ONE_BREATH])
    return found


def _item(row: Columns) -> WorkItem:
    answered = answer_of(row[NOW])
    return work_item(
        plan_activity=to_plan_activity(row[PLAN_ACTIVITY], row[CO_OWNERS]),
        measure=to_measure(*row[MEASURE]),
        org_unit=to_org_unit(*row[ORG_UNIT]),
        answer=answered,
        answered_by_name=row[ANSWERED_BY_NAME] or (answered.source if answered else ""),
        answered_for_name=row[ANSWERED_FOR_NAME] or "",
        owner_name=row[OWNER_NAME],
        previous=answer_of(row[BEFORE]),
    )


def to_plan_activity(columns: Columns, co_owner_ids: str | None) -> PlanActivity:
    """The plan activity in the columns of `worklist_queries.PLAN_ACTIVITY`, with its co-owners."""
    row_id, number, title, description, measure_id, org_unit_id, owner_id, start, end, *indicator = columns
    return plan_activity(
        plan_activity_id=row_id,
        number=number,
        title=title,
        description=description,
        measure_id=measure_id,
        org_unit_id=org_unit_id,
        owner_id=owner_id,
        co_owner_ids=_people(co_owner_ids) if co_owner_ids else NOBODY,
        start=start,
        end=end,
        indicator=_indicator(indicator),
    )


def _people(ids: str) -> frozenset[PersonId]:
    return frozenset([PersonId(int(each)) for each in ids.split(",")])


def _indicator(columns: Columns) -> Indicator | None:
    name, unit, target, target_year = columns
    if name is None:
        return None
    return Indicator(
        name=name,
        unit=unit or "",
        target=None if target is None else Decimal(target),
        target_year=target_year,
    )


# Few measures and units stand behind many items, and are the same objects for all of them.
@lru_cache(maxsize=MEASURES_IN_MIND)
def to_measure(measure_id: int, number: int, title: str, description: str) -> Measure:
    """The measure in the columns of `worklist_queries.MEASURE`."""
    return Measure(measure_id=MeasureId(measure_id), number=number, title=title, description=description)


@lru_cache(maxsize=MEASURES_IN_MIND)
def to_org_unit(org_unit_id: int, name: str, kind: str) -> OrgUnit:
    """The unit in the columns of `worklist_queries.ORG_UNIT`."""
    return OrgUnit(org_unit_id=OrgUnitId(org_unit_id), name=name, kind=OrgUnitKind(kind))


def answer_of(columns: Columns) -> Answer | None:
    """The answer in the columns of `worklist_queries.ANSWER`; None where there is none."""
    return None if columns[0] is None else answer_in(columns)


def answer_in(columns: Columns) -> Answer:
    """The same where there is one; columns behind them are passed over."""
    answer_id, follow_up_round_id, plan_activity_id = columns[:STATED]
    answered_by, answered_at, unchanged, answered_for, reason, by_mail, source, given_at, *_ = columns[SAID:]
    return answer(
        answer_id=answer_id,
        follow_up_round_id=follow_up_round_id,
        plan_activity_id=plan_activity_id,
        statement=_statement(columns[STATED:SAID]),
        answered_by=answered_by,
        answered_at=answered_at,
        unchanged=unchanged,
        answered_for=answered_for,
        reason=reason,
        by_mail=by_mail,
        source=source,
        given_at=given_at,
    )


def _statement(columns: Columns) -> Statement:
    progress, percent, comment, obstacle_kind, obstacle_text, next_step, needs_decision, *more = columns
    new_end, indicator_value, evidence, promise, next_year, next_year_note = more
    return statement(
        progress=PROGRESS[progress],
        percent=percent,
        comment=comment,
        obstacle=Obstacle(kind=ObstacleKind(obstacle_kind), text=obstacle_text) if obstacle_kind else None,
        next_step=next_step,
        needs_decision=needs_decision,
        new_end=new_end,
        indicator_value=None if indicator_value is None else as_typed(indicator_value),
        evidence=evidence,
        promise=PromiseFate(promise) if promise else None,
        next_year=NextYear(next_year) if next_year else None,
        next_year_note=next_year_note,
    )


def as_typed(value: Decimal) -> Decimal:
    """A number without the decimals that the database has put behind it: 12.5, not 12.5000000000."""
    plain = Decimal(value).normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral() else plain
