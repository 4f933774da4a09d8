"""What has changed since the latest version: corrected, late, come or gone, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards import progress, rounds
from cards.card import Card
from cards.message import Button
from cards.paging import page_of
from cards.payloads import AboutUnit
from cards.plain_text import LONGEST_NAME, excerpt
from cards.render import render
from cards.report import wording
from cards.report.payloads import AboutReport
from cards.turning import page_buttons, page_words
from cards.verbs import Verb
from cards.words import Words
from domain.report.approval import Approval
from domain.report.corrections import Correction, CorrectionKind
from domain.report.data import AnswerRecord, PlanActivityRecord

ROWS_ON_A_PAGE = 8
LONGEST_TITLE, LONGEST_TEXT = 160, 100
NOTHING = "–"

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One difference as the template wants it."""

    title: str
    lines: Sequence[str]


def corrections(view: Approval, words: Words, *, page: int = 0) -> Card:
    """The differences in the plan's order, each with whose answer it is and when it came."""
    shown = page_of(view.corrections, page, ROWS_ON_A_PAGE)
    round_id = view.follow_up_round.follow_up_round_id
    heading = _heading(view, words)
    turn = page_buttons(AboutUnit(follow_up_round_id=round_id), Verb.SHOW_CORRECTIONS, shown, words)
    back = Button(
        title=words.say("Back"),
        verb=Verb.SHOW_REPORT,
        data=AboutReport(follow_up_round_id=round_id).data,
    )
    return render(
        "corrections",
        words,
        summary=f"{heading}, {rounds.title(view.follow_up_round, words)}",
        occasion=rounds.title(view.follow_up_round, words),
        heading=heading,
        nothing="" if shown.items else words.say("No answer and no activity has changed."),
        rows=[_row(each, words) for each in shown.items],
        page_of=page_words(shown, words),
        buttons=[*turn, back],
    )


def _heading(view: Approval, words: Words) -> str:
    if view.latest is None:
        return words.say("No version is approved yet")
    return words.say("Changed since version {n}", n=words.number(view.latest.version))


def _row(correction: Correction, words: Words) -> Row:
    about = correction.plan_activity
    lines = [_kind(correction.kind, words), *_answers(correction, words), *_plan(correction, words)]
    return Row(title=excerpt(f"{about.number} {about.title}", LONGEST_TITLE), lines=lines)


def _kind(which: CorrectionKind, words: Words) -> str:
    names = {
        CorrectionKind.LATE_ANSWER: words.say("Answered after that version"),
        CorrectionKind.CORRECTED: words.say("Corrected answer"),
        CorrectionKind.PLAN_CHANGED: words.say("Changed in the plan"),
        CorrectionKind.ADDED: words.say("New in the plan"),
        CorrectionKind.REMOVED: words.say("Removed from the plan"),
    }
    return names[which]


def _answers(correction: Correction, words: Words) -> list[str]:
    """What was said before and is said now, and by whom."""
    if correction.kind not in {CorrectionKind.LATE_ANSWER, CorrectionKind.CORRECTED}:
        return []
    before, after = correction.before, correction.after
    was = progress.label(before.answer.progress if before and before.answer else None, words)
    now = after.answer if after else None
    if now is None:
        return []
    said = before.answer if before else None
    differences = _differences(_said_facts(said, words), _said_facts(now, words)) if said else []
    return [f"{was} → {progress.label(now.progress, words)}", *differences, _said(now, words)]


def _said(now: AnswerRecord, words: Words) -> str:
    name, when = excerpt(now.answered_by, LONGEST_NAME), wording.when(now.answered_at, words)
    if now.is_late:
        return words.say("{name}, {when}, after the last day to answer", name=name, when=when)
    return words.say("{name}, {when}", name=name, when=when)


def _plan(correction: Correction, words: Words) -> list[str]:
    """The facts of the plan that differ, each before and now."""
    before, after = correction.before, correction.after
    if correction.kind is not CorrectionKind.PLAN_CHANGED or before is None or after is None:
        return []
    return _differences(_plan_facts(before, words), _plan_facts(after, words))


def _differences(before: Sequence[Fact], after: Sequence[Fact]) -> list[str]:
    """The facts that differ, each before and now."""
    return [
        f"{name}: {excerpt(was, LONGEST_TEXT) or NOTHING} → {excerpt(now, LONGEST_TEXT) or NOTHING}"
        for (name, was), (_, now) in zip(before, after, strict=True)
        if was != now
    ]


def _said_facts(answer: AnswerRecord, words: Words) -> list[Fact]:
    say = words.say
    percent, value = answer.percent, answer.indicator_value
    return [
        (say("Percent"), "" if percent is None else words.number(percent)),
        (say("Comment"), answer.comment),
        (say("Obstacle"), answer.obstacle),
        (say("Next step"), answer.next_step),
        (say("Needs a decision"), say("Yes") if answer.needs_decision else ""),
        (say("New end date"), words.full_day(answer.new_end) if answer.new_end else ""),
        (say("Indicator value"), "" if value is None else words.number(value)),
    ]


def _plan_facts(record: PlanActivityRecord, words: Words) -> list[Fact]:
    say = words.say
    return [
        (say("Number"), record.number),
        (say("Title"), record.title),
        (say("Description"), record.description),
        (say("Measure"), words.number(record.measure)),
        (say("Unit"), record.org_unit),
        (say("Owner"), record.owner),
        (say("Co-owners"), ", ".join(record.co_owners)),
        (say("Start"), words.full_day(record.start)),
        (say("End"), words.full_day(record.end)),
    ]
