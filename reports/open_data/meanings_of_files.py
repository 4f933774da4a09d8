"""What files have besides the report’s data: the JSON file’s own fields, figures, and made-out columns."""

from collections.abc import Mapping

from domain.report.figures import Fact
from reports.open_data.json_file import (
    CorrectionRecord,
    FigureRecord,
    Figures,
    MeasureFigures,
    OpenData,
    UnitFigures,
    VersionRecord,
)
from reports.open_data.meanings import Meanings
from reports.open_data.text import SectionRecord, SentenceRecord, TextRecord
from reports.wording import Wording


def of_json(words: Wording) -> Mapping[type, Meanings]:
    """The JSON file's own records."""
    return {
        OpenData: _file(words),
        VersionRecord: _version(words),
        CorrectionRecord: _correction(words),
        Figures: _figures(words),
        MeasureFigures: _of_measure(words),
        UnitFigures: _of_unit(words),
        FigureRecord: _figure(words),
        TextRecord: _text(words),
        SectionRecord: _section(words),
        SentenceRecord: _sentence(words),
    }


def _file(words: Wording) -> Meanings:
    say = words.say
    return {
        "language": say(
            "The language of texts that Lägeskoll has written. Names and codes are always the same."
        ),
        "mark": say("The mark that every document made of the same data carries."),
        "sha256": say("The SHA-256 of the data as canonical JSON (RFC 8785)."),
        "is_draft": say("Whether nobody has approved the data."),
        "is_preliminary": say("Whether answers may still come in, so that the figures can change."),
        "is_superseded": say("Whether a later version has been approved."),
        "made_on": say("The day that the file was made."),
        "diary_number": say("The reference number in the municipality’s register."),
        "sender": say("Who sends the report."),
        "seal": say("Who approved the data, and when; nothing for a draft."),
        "earlier_versions": say("The versions approved before this one, the first one first."),
        "corrections": say("What differs from the version before."),
        "figures": say("The figures, each with the ids of the answers that it comes from."),
        "narrative": say("The report’s text, with the source of every sentence."),
        "data": say("Everything that the report is made of."),
    }


def _version(words: Wording) -> Meanings:
    say = words.say
    return {
        "version": say("The version’s number, from 1."),
        "sha256": say("The SHA-256 of the version’s data."),
        "sealed_by": say("Who approved the version. Names a person."),
        "sealed_at": say("When it was approved."),
        "reason": say("Why a new version was made; empty for the first one."),
    }


def _correction(words: Wording) -> Meanings:
    say = words.say
    return {
        "kind": say("What has happened since the version before."),
        "plan_activity_id": say("The activity that it concerns."),
        "answer_id_before": say("The answer in the version before; nothing when there was none."),
        "answer_id_after": say("The answer now; nothing when there is none."),
    }


def _figures(words: Wording) -> Meanings:
    say = words.say
    return {
        "whole": say("The figures of the whole plan."),
        "by_measure": say("The same figures for each measure."),
        "by_unit": say("The same figures for each sector and company."),
    }


def _of_measure(words: Wording) -> Meanings:
    say = words.say
    return {"measure": say("The measure’s number in the plan."), "figures": say("The measure’s figures.")}


def _of_unit(words: Wording) -> Meanings:
    say = words.say
    return {
        "org_unit": say("The name of the sector or company."),
        "figures": say("The unit’s figures."),
    }


def _figure(words: Wording) -> Meanings:
    say = words.say
    return {
        "value": say("How many activities."),
        "plan_activity_ids": say("Which activities, in the plan’s order."),
        "answer_ids": say("The answers in the follow-up that the figure comes from."),
        "earlier_answer_ids": say("The answers in the follow-up before that the figure compares with."),
    }


def _text(words: Wording) -> Meanings:
    say = words.say
    return {
        "title": say("The report’s title."),
        "subtitle": say("The follow-up that the report is about."),
        "sections": say("The text’s sections, in the order in which they are read."),
    }


def _section(words: Wording) -> Meanings:
    say = words.say
    return {
        "title": say("The section’s heading."),
        "anchor": say("The section’s name in links."),
        "sentences": say("The section’s sentences. What tables and charts show is among the figures."),
    }


def _sentence(words: Wording) -> Meanings:
    say = words.say
    return {
        "text": say("The sentence, as it stands in the report."),
        "source": say("Where the sentence comes from, as it stands in the report’s notes."),
        "answer_ids": say("The answers that the sentence comes from."),
        "plan_activity_ids": say("The activities behind the sentence, where it does not come from answers."),
    }


def of_columns(words: Wording) -> Meanings:
    """The columns that are made out of several fields."""
    say = words.say
    return {
        "is_preliminary": say("Whether answers may still come in, so that the figures can change."),
        "report_version": say("The number of the approved version; empty for a draft."),
        "progress": say("How the activity is going, or that it has no answer."),
        "change": say("What has changed since the follow-up before; empty when nothing has."),
        "is_on_behalf": say("Whether a strategist answered instead of the owner."),
        "is_corrected": say("Whether the answer has replaced an earlier one in the same follow-up."),
    }


def of_facts(words: Wording) -> Mapping[Fact, str]:
    """Each figure: what is counted."""
    return {**_standing(words), **_changes(words), **_promises(words), **_obstacles(words)}


def _standing(words: Wording) -> dict[Fact, str]:
    say = words.say
    return {
        Fact.EVERY: say("All activities in the follow-up, answered or not. Shares are always of these."),
        Fact.ANSWERED: say("Activities with an answer."),
        Fact.MISSING: say("Activities without an answer. They are not counted as anything else."),
        Fact.NOT_STARTED: say("Activities that have not been started."),
        Fact.ON_TRACK: say("Activities that are going according to plan."),
        Fact.DELAYED: say("Activities that are delayed."),
        Fact.DONE: say("Activities that are done."),
        Fact.DROPPED: say("Activities that have been dropped."),
        Fact.OFF_TRACK: say("Activities that are delayed or dropped."),
        Fact.UNCHANGED: say("Activities whose last answer was repeated with one tap."),
        Fact.ON_BEHALF: say("Activities that a strategist answered for instead of the owner."),
        Fact.LATE: say("Activities answered after the last day to answer."),
        Fact.CORRECTED: say("Activities whose answer has replaced an earlier one in the same follow-up."),
        Fact.NEEDS_DECISION: say("Activities where somebody else has to decide something."),
    }


def _changes(words: Wording) -> dict[Fact, str]:
    say = words.say
    return {
        Fact.COMPARED: say("Activities with an answer both now and in the follow-up before."),
        Fact.BECAME_DELAYED: say("Activities that are delayed now and were not before."),
        Fact.BACK_ON_TRACK: say(
            "Activities that go according to plan now and were delayed or dropped before."
        ),
        Fact.BECAME_DONE: say("Activities that are done now and were not before."),
        Fact.BECAME_DROPPED: say("Activities that are dropped now and were not before."),
        Fact.NEW_OWNER: say("Activities that have got another owner since the follow-up before."),
        Fact.MOVED_END: say("Activities that have got another new end date than in the follow-up before."),
    }


def _promises(words: Wording) -> dict[Fact, str]:
    say = words.say
    return {
        Fact.PROMISED: say("Activities that had a next step in the follow-up before."),
        Fact.PROMISE_KEPT: say("Activities whose next step from the follow-up before is done."),
        Fact.PROMISE_UNDER_WAY: say("Activities whose next step from the follow-up before is under way."),
        Fact.PROMISE_MOVED: say("Activities whose next step from the follow-up before was moved to later."),
        Fact.PROMISE_GIVEN_UP: say("Activities whose next step from the follow-up before was let go."),
        Fact.PROMISE_UNSPOKEN: say(
            "Activities whose next step from the follow-up before nobody has spoken of."
        ),
    }


def _obstacles(words: Wording) -> dict[Fact, str]:
    say = words.say
    return {
        Fact.LACKS_MONEY: say("Activities whose obstacle is money."),
        Fact.AWAITS_PROCUREMENT: say("Activities whose obstacle is a procurement."),
        Fact.LACKS_STAFF: say("Activities whose obstacle is a lack of staff."),
        Fact.AWAITS_DECISION: say("Activities whose obstacle is a decision that has not been taken."),
        Fact.AWAITS_OTHER_PARTY: say("Activities whose obstacle is with another party."),
    }
