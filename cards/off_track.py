"""What is delayed or dropped and why, and what needs a decision: the part that the director reads first."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards import authorship, progress, rounds
from cards.card import Card
from cards.message import Button
from cards.paging import Page, page_of
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.progress import State
from cards.render import render
from cards.turning import page_buttons, page_words
from cards.verbs import Verb
from cards.words import Words
from domain.answers import Progress, Statement
from domain.summary.compiled import Summary
from domain.worklist import WorkItem

ITEMS_ON_A_PAGE = 8
LONGEST_TITLE = 200
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One plan activity as the template wants it; `decision` is empty when none is needed.

    `more` are a new end date and where the evidence is, when they are given.
    """

    title: str
    state: State
    place: str
    reason: str
    next_step: str
    decision: str
    more: list[str]


def off_track(view: Summary, words: Words, *, page: int = 0) -> Card:
    """Everything that deviates or needs a decision, `ITEMS_ON_A_PAGE` at a time."""
    shown = page_of(noteworthy(view), page, ITEMS_ON_A_PAGE)
    heading = words.say("Deviations and decisions")
    return render(
        "off_track",
        words,
        summary=f"{heading}. {in_short(view, words)}",
        occasion=rounds.title(view.follow_up_round, words),
        heading=heading,
        standing=in_short(view, words),
        deviations=deviations(shown.items, words),
        page_of=page_words(shown, words),
        buttons=_buttons(view, shown, words),
    )


def noteworthy(view: Summary) -> tuple[WorkItem, ...]:
    """What needs a decision first, then what is dropped or delayed; each once."""
    told = {item.plan_activity.plan_activity_id for item in view.decisions}
    rest = (item for item in view.off_track if item.plan_activity.plan_activity_id not in told)
    return (*view.decisions, *rest)


def deviations(items: Sequence[WorkItem], words: Words) -> list[Deviation]:
    """The items with what their owners said."""
    return [
        _deviation(item, item.answer.statement, words, is_old=item.answer.unchanged)
        for item in items
        if item.answer
    ]


def in_short(view: Summary, words: Words) -> str:
    """How many there are of each: ▲ 5 försenade · ✕ 1 avbruten · ◆ 2 behöver beslut."""
    states = (Progress.DELAYED, Progress.DROPPED)
    said = [progress.counted(state, view.whole.of(state), words) for state in states if view.whole.of(state)]
    if view.decisions:
        decisions = words.count("{n} needs a decision", "{n} need a decision", len(view.decisions))
        said.append(f"◆{progress.JOINED}{decisions.replace(' ', progress.NO_BREAK)}")
    return " · ".join(said) or _nothing(view, words)


def _nothing(view: Summary, words: Words) -> str:
    """Nothing deviates; but who has not answered has not said so."""
    answered, missing = view.whole.answered, view.whole.missing
    if not answered:
        return words.say("Nobody has answered yet, so the deviations are not known.")
    if missing:
        return words.say(
            "None of the {answered} answered activities is delayed or dropped, and none needs a decision. "
            "{missing} have no answer.",
            answered=words.number(answered),
            missing=words.number(missing),
        )
    return words.say("Nothing is delayed or dropped, and nothing needs a decision.")


def _deviation(item: WorkItem, statement: Statement, words: Words, *, is_old: bool) -> Deviation:
    return Deviation(
        title=excerpt(f"{item.plan_activity.number} {item.plan_activity.title}", LONGEST_TITLE),
        state=progress.state(statement, words),
        place=_place(item, words),
        reason=_reason(statement, words),
        next_step=_next_step(statement, words, is_old=is_old),
        decision=_decision(statement, words),
        more=_more(statement, words, is_old=is_old),
    )


def _place(item: WorkItem, words: Words) -> str:
    """The unit, the owner and who answered instead, each named once."""
    instead = authorship.instead(item, words)
    is_named = item.answer is not None and item.answer.answered_for == item.plan_activity.owner_id
    owner = "" if is_named else excerpt(item.owner_name, LONGEST_NAME)
    parts = (excerpt(item.org_unit.name, LONGEST_NAME), owner, instead)
    return " · ".join(part for part in parts if part)


def _more(statement: Statement, words: Words, *, is_old: bool) -> list[str]:
    # The next step says it already, where there is one.
    more = [words.say("Unchanged since last time")] if is_old and not statement.next_step else []
    if statement.new_end:
        more.append(words.say("New end date: {day}", day=words.full_day(statement.new_end)))
    if statement.evidence:
        more.append(words.say("Evidence: {link}", link=excerpt(statement.evidence, LONGEST_REASON)))
    return more


def _reason(statement: Statement, words: Words) -> str:
    if statement.obstacle is None:
        return excerpt(statement.comment, LONGEST_REASON)
    kind = progress.obstacle_word(statement.obstacle.kind, words)
    return words.say(
        "Obstacle: {kind}. {text}", kind=kind, text=excerpt(statement.obstacle.text, LONGEST_REASON)
    ).rstrip()


def _next_step(statement: Statement, words: Words, *, is_old: bool) -> str:
    step = excerpt(statement.next_step, LONGEST_REASON)
    if step and is_old:
        return words.say("Next step, unchanged since last time: {step}", step=step)
    return words.say("Next step: {step}", step=step) if step else words.say("No next step is given.")


def _decision(statement: Statement, words: Words) -> str:
    return "◆ " + words.say("Needs a decision") if statement.needs_decision else ""


def _buttons(view: Summary, page: Page[WorkItem], words: Words) -> list[Button]:
    round_id = view.follow_up_round.follow_up_round_id
    back = Button(
        title=words.say("Back"),
        verb=Verb.SHOW_SUMMARY,
        data=data_of(AboutUnit(follow_up_round_id=round_id)),
    )
    return [*page_buttons(AboutUnit(follow_up_round_id=round_id), Verb.SHOW_OFF_TRACK, page, words), back]
