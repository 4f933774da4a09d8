"""From what we know to what the API says of it."""

from decimal import Decimal

from bot.api import types
from domain import answers, plan, rounds
from domain.report.seal import Seal
from domain.summary import compiled
from domain.summary.tally import Tally
from domain.white_spots import PlanOutline
from storage.answer_feed import FedAnswer
from storage.plan_pages import ListedPlanActivity


def plan_of(found: plan.Plan, outline: PlanOutline) -> types.Plan:
    """The plan with its measures and units."""
    return types.Plan(
        plan_id=found.plan_id,
        year=found.year,
        title=found.title,
        org_units=[
            types.OrgUnit(org_unit_id=each.org_unit_id, name=each.name, kind=each.kind)
            for each in sorted(outline.org_units.values(), key=lambda unit: unit.org_unit_id)
        ],
        measures=[
            types.Measure(
                measure_id=each.measure_id,
                number=each.number,
                title=each.title,
                description=each.description,
                adopted_by=[of.org_unit_id for of in outline.adoptions if of.measure_id == each.measure_id],
            )
            for each in outline.measures
        ],
    )


def plan_activity(found: ListedPlanActivity, *, with_names: bool) -> types.PlanActivity:
    """One plan activity."""
    activity, indicator = found.plan_activity, found.plan_activity.indicator
    return types.PlanActivity(
        plan_activity_id=activity.plan_activity_id,
        number=activity.number,
        title=activity.title,
        description=activity.description,
        measure_id=activity.measure_id,
        org_unit_id=activity.org_unit_id,
        start=activity.start,
        end=activity.end,
        indicator=None
        if indicator is None
        else types.Indicator(
            name=indicator.name,
            unit=indicator.unit,
            target=_decimal(indicator.target),
            target_year=indicator.target_year,
        ),
        owner=found.owner_name if with_names else None,
    )


def follow_up_round(found: rounds.FollowUpRound) -> types.Round:
    """One round."""
    return types.Round(
        round_id=found.follow_up_round_id,
        plan_id=found.plan_id,
        occasion=found.occasion,
        reference_date=found.reference_date,
        opens_at=found.opens_at,
        deadline=found.deadline,
        closes_at=found.closes_at,
        state=found.state,
    )


def answer(fed: FedAnswer, *, with_names: bool) -> types.Answer:
    """One answer."""
    found, said = fed.answer, fed.answer.statement
    return types.Answer(
        answer_id=found.answer_id,
        plan_activity_id=found.plan_activity_id,
        number=fed.number,
        org_unit_id=fed.org_unit_id,
        progress=said.progress,
        percent=said.percent,
        comment=said.comment,
        obstacle=types.Obstacle(kind=said.obstacle.kind, text=said.obstacle.text) if said.obstacle else None,
        next_step=said.next_step,
        needs_decision=said.needs_decision,
        new_end=said.new_end,
        indicator_value=_decimal(said.indicator_value),
        evidence=said.evidence,
        promise=said.promise,
        next_year=said.next_year,
        next_year_note=said.next_year_note,
        unchanged=found.unchanged,
        on_behalf=found.is_on_behalf,
        answered_at=found.answered_at,
        answered_by=fed.answered_by if with_names else None,
        answered_for=(fed.answered_for or None) if with_names else None,
        source=found.source or None,
        given_at=found.given_at,
    )


def summary(found: compiled.Summary) -> types.Summary:
    """How a round stands."""
    counted, changes = found.counted, found.counted.changes
    return types.Summary(
        round=follow_up_round(found.follow_up_round),
        compared_with=found.previous.follow_up_round_id if found.previous else None,
        is_preliminary=found.preliminary,
        counts=_tally(found.whole),
        needs_decision=counted.decisions,
        by_measure=[
            types.MeasureTally(measure_id=each.measure_id, number=each.number, counts=_tally(tally))
            for each, tally in counted.by_measure
        ],
        by_org_unit=[
            types.OrgUnitTally(org_unit_id=each.org_unit_id, name=each.name, counts=_tally(tally))
            for each, tally in counted.by_unit
        ],
        changes=types.Changes(
            compared=changes.compared,
            became_delayed=changes.became_delayed,
            back_on_track=changes.back_on_track,
            finished=changes.finished,
            dropped=changes.dropped,
            new_owners=changes.new_owners,
            moved_ends=changes.moved_ends,
        ),
        obstacles=[types.ObstacleTally(kind=each.kind, count=each.count) for each in counted.obstacles],
        approved=types.Approved(version=found.approved.version, answers_since=found.approved.answers_since)
        if found.approved
        else None,
    )


def report_version(seal: Seal, latest: int, *, with_names: bool) -> types.ReportVersion:
    """One approved version, of which `latest` is the last."""
    return types.ReportVersion(
        version=seal.version,
        sha256=seal.sha256,
        sealed_at=seal.sealed_at,
        sealed_by=seal.sealed_by_name if with_names else None,
        reason=seal.reason,
        is_superseded=seal.version < latest,
    )


def _tally(tally: Tally) -> types.Tally:
    counts = {progress.value: tally.of(progress) for progress in answers.Progress}
    return types.Tally(
        total=tally.total,
        answered=tally.answered,
        missing=tally.missing,
        unchanged=tally.unchanged,
        on_behalf=tally.on_behalf,
        **counts,
    )


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
