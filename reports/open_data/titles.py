"""What the columns and the sheets are called in the workbook."""

from collections.abc import Mapping

from reports.wording import Wording


def titles(words: Wording) -> Mapping[str, str]:
    """What each column of a plan activity is called, by its name in CSV."""
    return {**_of_report(words), **_of_plan(words), **_of_answer(words), **_of_source(words)}


def _of_report(words: Wording) -> dict[str, str]:
    say = words.say
    return {
        "municipality": say("Municipality"),
        "plan_year": say("The plan’s year"),
        "occasion": say("Follow-up"),
        "reference_date": say("State as at"),
        "is_preliminary": say("Preliminary"),
        "report_version": say("The report’s version"),
    }


def _of_plan(words: Wording) -> dict[str, str]:
    say = words.say
    return {
        "number": say("Number"),
        "title": say("Activity"),
        "org_unit": say("Unit"),
        "org_unit_kind": say("Sector or company"),
        "measure_number": say("Measure number"),
        "measure_title": say("Measure"),
        "owner": say("Owner"),
        "co_owners": say("Co-owners"),
        "start": say("Start date"),
        "end": say("End date"),
        "has_new_owner": say("New owner"),
        "indicator_name": say("Indicator"),
        "indicator_unit": say("The indicator’s unit"),
        "indicator_target": say("The indicator’s target"),
        "indicator_target_year": say("Target year"),
        "description": say("Description"),
        "strategic_priority": say("Strategic priority"),
        "focus_areas": say("Focus areas"),
        "working_methods": say("Working methods"),
        "plan_activity_id": say("Activity id"),
    }


def _of_answer(words: Wording) -> dict[str, str]:
    say = words.say
    return {
        "progress": say("State"),
        "percent": say("Share done"),
        "new_end": say("New end date"),
        "comment": say("Comment"),
        "obstacle_kind": say("Kind of obstacle"),
        "obstacle": say("Obstacle"),
        "next_step": say("Next step"),
        "needs_decision": say("Needs a decision"),
        "indicator_value": say("The indicator’s value"),
        "evidence": say("Evidence"),
        "promise": say("What became of the previous next step"),
        "next_year": say("Next year"),
        "next_year_note": say("About next year"),
        "previous_progress": say("Previous state"),
        "change": say("What has changed"),
        "previous_percent": say("Previous share done"),
        "previous_new_end": say("Previous new end date"),
        "previous_next_step": say("Previous next step"),
    }


def _of_source(words: Wording) -> dict[str, str]:
    """Where an answer has come from."""
    say = words.say
    return {
        "answered_at": say("Answered at"),
        "answered_by": say("Answered by"),
        "is_on_behalf": say("On behalf of the owner"),
        "answered_for": say("Answered for"),
        "reason": say("Why somebody else answered"),
        "is_late": say("After the last day to answer"),
        "is_unchanged": say("Unchanged since last time"),
        "is_corrected": say("Corrected"),
        "corrects_answer_ids": say("Ids of the corrected answers"),
        "answer_id": say("Answer id"),
        "previous_answer_id": say("Previous answer id"),
        "previous_answered_at": say("Previously answered at"),
    }
