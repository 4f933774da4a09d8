"""What every field of a report's data means; complete, which a test sees to."""

from collections.abc import Mapping

from domain.report.data import (
    AnswerRecord,
    EarlierRound,
    IndicatorRecord,
    IndicatorValue,
    MeasureRecord,
    PlanActivityRecord,
    ProgressCount,
    ReportData,
    RoundRecord,
    UnitRecord,
)
from reports.wording import Wording

Meanings = Mapping[str, str]


def of_data(words: Wording) -> Mapping[type, Meanings]:
    """By record and the name of the field, in the order in which the records are best read."""
    return {
        ReportData: _report(words),
        RoundRecord: _follow_up_round(words),
        MeasureRecord: _plan_measure(words),
        UnitRecord: _org_unit(words),
        PlanActivityRecord: _plan_activity(words),
        AnswerRecord: {**_answer(words), **_about_the_answer(words)},
        IndicatorRecord: _indicator(words),
        IndicatorValue: _indicator_value(words),
        EarlierRound: _earlier(words),
        ProgressCount: _progress_count(words),
    }


def _report(words: Wording) -> Meanings:
    say = words.say
    return {
        "schema": say("Which edition of this description the data follow."),
        "municipality": say("The municipality, or the municipality with its companies."),
        "plan_year": say("The year that the action plan is for."),
        "plan_title": say("What the action plan is called."),
        "is_example": say("Whether it is a plan for trying things out."),
        "follow_up_round": say("The follow-up that the report is about."),
        "previous_round": say("The follow-up before it, which earlier answers are compared with."),
        "measures": say("The measures of the plan."),
        "org_units": say("The sectors and companies that the plan concerns."),
        "plan_activities": say("The activities, in the plan’s order, each with its answer."),
        "earlier": say("How the follow-ups before it came out, the oldest first."),
    }


def _follow_up_round(words: Wording) -> Meanings:
    say = words.say
    return {
        "follow_up_round_id": say("The follow-up’s own number in Lägeskoll."),
        "occasion": say("The accounts that the follow-up is made for."),
        "reference_date": say("The day that the answers describe."),
        "deadline": say("The last day to answer. What comes later is marked as late."),
        "opens_at": say("When answers began to be taken."),
        "closes_at": say("When no more answers are taken."),
        "state": say("Whether answers can come in. The figures are preliminary until it has closed."),
        "reopened_because": say("Why it was opened again after having closed; empty when it was not."),
    }


def _plan_measure(words: Wording) -> Meanings:
    say = words.say
    return {
        "number": say("The measure’s number in the plan."),
        "title": say("What the measure is called."),
        "description": say("What the measure means, as the plan has it."),
        "strategic_priority": say("The strategic priority that the measure serves."),
        "focus_areas": say("The focus areas that the measure serves."),
        "working_methods": say("The ways of working that the measure is carried out by."),
        "adopted_by": say("The sectors and companies that have adopted the measure."),
    }


def _org_unit(words: Wording) -> Meanings:
    say = words.say
    return {
        "name": say("The name of the sector or company."),
        "kind": say("Whether it is a sector of the municipality or a company that it owns."),
    }


def _plan_activity(words: Wording) -> Meanings:
    say = words.say
    return {
        "plan_activity_id": say("The activity’s own number in Lägeskoll, the same in every version."),
        "number": say("The activity’s number in the plan."),
        "title": say("What is to be done."),
        "description": say("More about what is to be done, as the plan has it."),
        "measure": say("The number of the measure that the activity belongs to."),
        "org_unit": say("The sector or company that carries the activity out."),
        "owner": say("Who answers for the activity. Names a person."),
        "co_owners": say("Who answers for it together with the owner. Names people."),
        "start": say("The first day, according to the plan."),
        "end": say("The last day, according to the plan."),
        "indicator": say("What shows that the activity has effect."),
        "answer": say("The latest answer in the follow-up; nothing when there is none."),
        "before": say("The latest answer in the follow-up before; nothing when there is none."),
        "has_new_owner": say(
            "Whether the activity has got another owner since the follow-up before, as far as is known."
        ),
    }


def _answer(words: Wording) -> Meanings:
    say = words.say
    return {
        "progress": say("How the activity is going."),
        "percent": say("How much is done, 0–100 per cent, as the owner judges it."),
        "comment": say("What the owner has written about the state."),
        "obstacle_kind": say("What kind of obstacle stands in the way."),
        "obstacle": say("What stands in the way, in the owner’s words."),
        "next_step": say("What the owner will do next, and is asked about in the next follow-up."),
        "needs_decision": say("Whether somebody else has to decide something."),
        "new_end": say("When it will be done instead, where the plan’s last day does not hold."),
        "indicator_value": say("The indicator’s value on the day that the answers describe."),
        "evidence": say("A link to something that shows it. Lägeskoll has not looked at it."),
        "promise": say("What became of the next step from the follow-up before."),
        "next_year": say("What is to become of the activity in the next plan. Asked at the annual accounts."),
        "next_year_note": say("What the owner has written about the next plan."),
    }


def _about_the_answer(words: Wording) -> Meanings:
    say = words.say
    return {
        "answer_id": say("The answer’s own number in Lägeskoll, by which every figure can be traced."),
        "answered_at": say("When the answer was given."),
        "answered_by": say("Who gave the answer. Names a person."),
        "answered_for": say("The owner, where a strategist answered instead. Names a person."),
        "reason": say("Why a strategist answered instead of the owner."),
        "unchanged": say("Whether the owner repeated the last answer with one tap."),
        "is_late": say("Whether the answer came after the last day to answer."),
        "corrects": say("The ids of earlier answers in the same follow-up that this one replaced."),
    }


def _indicator(words: Wording) -> Meanings:
    say = words.say
    return {
        "name": say("What is counted."),
        "unit": say("What it is counted in, such as MWh, tonnes or per cent."),
        "target": say("The value to reach."),
        "target_year": say("The year when the value is to be reached."),
        "values": say("The values given so far, the oldest first."),
    }


def _indicator_value(words: Wording) -> Meanings:
    say = words.say
    return {
        "reference_date": say("The day that the value describes."),
        "value": say("The value, in the indicator’s unit."),
        "answer_id": say("The answer that the value was given in."),
    }


def _earlier(words: Wording) -> Meanings:
    say = words.say
    return {
        "occasion": say("The accounts that the follow-up was made for."),
        "reference_date": say("The day that its answers describe."),
        "total": say("How many activities were followed up then, answered or not."),
        "counts": say("How many stood in each state. The rest had no answer."),
    }


def _progress_count(words: Wording) -> Meanings:
    say = words.say
    return {"progress": say("The state."), "count": say("How many activities stood there.")}
