"""Gathers everything a round's report is made of, as it stands now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.calendar import WorkCalendar
from domain.people import PersonId
from domain.plan import PlanActivity, PlanActivityId
from domain.report.data import IndicatorRecord, IndicatorValue, PlanActivityRecord, ReportData
from domain.response_ledger import round_before
from domain.rounds import FollowUpRound, begun
from domain.worklist import WorkItem
from storage import groups, plan_outlines, plans, worklists
from storage import people as people_store
from storage import rounds as round_store
from storage.database import TenantSession
from storage.report_data import answered, earlier, outline
from storage.report_data.records import Recorder, round_record


async def of_round(
    session: TenantSession, follow_up_round: FollowUpRound, calendar: WorkCalendar
) -> ReportData:
    """The data of a round's report: the same as long as nothing has changed."""
    compared = begun(await round_store.every(session))
    previous = round_before(follow_up_round, compared)
    group = await groups.of_tenant(session)
    plan = next(each for each in await plans.every(session) if each.plan_id == follow_up_round.plan_id)
    plan_outline = await plan_outlines.of_plan(session, plan.plan_id)
    gathered = await _gather(session, follow_up_round, previous, calendar)
    return ReportData(
        municipality=group.name,
        plan_year=plan.year,
        plan_title=plan.title,
        is_example=plan.is_example,
        follow_up_round=round_record(follow_up_round),
        previous_round=round_record(previous) if previous else None,
        measures=await outline.measures(session, plan.plan_id, plan_outline),
        org_units=outline.units(plan_outline),
        plan_activities=tuple(
            gathered.record(item) for item in await worklists.items(session, follow_up_round)
        ),
        earlier=await earlier.rounds(session, follow_up_round, compared),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gathered:
    """What the records of the plan activities are put together from, each by plan activity.

    `continues` are which plan activity of an earlier year each carries on.
    """

    recorder: Recorder
    names: Mapping[PersonId, str]
    answer_ids: Mapping[PlanActivityId, Sequence[int]]
    before: Mapping[PlanActivityId, answered.Answered]
    continues: Mapping[PlanActivityId, PlanActivityId]
    values: Mapping[PlanActivityId, Sequence[IndicatorValue]]

    def record(self, item: WorkItem) -> PlanActivityRecord:
        """One plan activity's."""
        about = item.plan_activity
        before = self._before(about.plan_activity_id)
        given = self.answer_ids.get(about.plan_activity_id, ())
        return PlanActivityRecord(
            plan_activity_id=about.plan_activity_id,
            number=about.number,
            title=about.title,
            description=about.description,
            measure=item.measure.number,
            org_unit=item.org_unit.name,
            owner=item.owner_name,
            co_owners=tuple(sorted(self.names.get(each, "") for each in about.co_owner_ids)),
            start=about.start,
            end=about.end,
            indicator=self._indicator(about),
            answer=self.recorder.now(item.answer, corrects=given) if item.answer else None,
            before=self.recorder.before(before.answer) if before else None,
            has_new_owner=before is not None and before.owner_id not in {None, about.owner_id},
        )

    def _before(self, plan_activity_id: PlanActivityId) -> answered.Answered | None:
        """The previous round's answer, to the plan activity itself or to the one that it carries on."""
        own = self.before.get(plan_activity_id)
        continued = self.continues.get(plan_activity_id)
        return own if own or continued is None else self.before.get(continued)

    def _indicator(self, about: PlanActivity) -> IndicatorRecord | None:
        indicator = about.indicator
        if indicator is None:
            return None
        return IndicatorRecord(
            name=indicator.name,
            unit=indicator.unit,
            target=indicator.target,
            target_year=indicator.target_year,
            values=answered.through_the_years(about.plan_activity_id, self.values, self.continues),
        )


async def _gather(
    session: TenantSession,
    follow_up_round: FollowUpRound,
    previous: FollowUpRound | None,
    calendar: WorkCalendar,
) -> _Gathered:
    names = await people_store.names(session)
    return _Gathered(
        recorder=Recorder(calendar=calendar, follow_up_round=follow_up_round, previous=previous, names=names),
        names=names,
        answer_ids=await answered.ids(session, follow_up_round),
        before=await answered.latest(session, previous) if previous else {},
        continues=await answered.continued(session),
        values=await answered.indicator_values(session, follow_up_round),
    )
