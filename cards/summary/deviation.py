"""One plan activity as the director reads it: where it stands, whose it is, why, and what comes next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cards import authorship, progress
from cards.message import Button
from cards.plain_text import LONGEST_NAME, excerpt
from cards.progress import State
from cards.words import Words
from domain.answers import Statement
from domain.worklist import WorkItem

LONGEST_TITLE = 200
LONGEST_REASON = 300

# What can be done about a plan activity from where it is listed.
ButtonsOf = Callable[[WorkItem], Sequence[Button]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One plan activity as the template wants it; `decision` is empty when none is needed.

    `more` are a new end date and where the evidence is, when they are given; `given` is when and by whom it
    was answered, and empty where that is not told.
    """

    title: str
    state: State
    place: str
    given: str = ""
    reason: str = ""
    next_step: str = ""
    decision: str = ""
    more: Sequence[str] = ()
    buttons: Sequence[Button] = ()


def no_buttons(item: WorkItem) -> Sequence[Button]:  # noqa: ARG001 - as all such functions are called
    """None."""
    return ()


def deviations(items: Sequence[WorkItem], words: Words) -> list[Deviation]:
    """The items in short, with what their owners said."""
    return [deviation(item, words) for item in items]


def deviation(item: WorkItem, words: Words) -> Deviation:
    """One of them; a missing answer is told as such, with how it stood last time."""
    title = excerpt(f"{item.plan_activity.number} {item.plan_activity.title}", LONGEST_TITLE)
    if item.answer is None:
        return Deviation(
            title=title, state=_missing(words), place=_place(item, words), more=_last(item, words)
        )
    statement, is_old = item.answer.statement, item.answer.unchanged
    return Deviation(
        title=title,
        state=progress.state(statement, words),
        place=_place(item, words),
        reason=_reason(statement, words),
        next_step=_next_step(statement, words, is_old=is_old),
        decision="◆ " + words.say("Needs a decision") if statement.needs_decision else "",
        more=_more(statement, words, is_old=is_old),
    )


def _missing(words: Words) -> State:
    seen = progress.look(None)
    return State(symbol=seen.symbol, colour=seen.colour, words=progress.word(None, words))


def _last(item: WorkItem, words: Words) -> list[str]:
    if item.previous is None:
        return []
    return [words.say("Last time: {state}", state=progress.in_short(item.previous.statement, words))]


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
    if step:
        return words.say("Next step: {step}", step=step)
    # Only what deviates has to say what comes next.
    return words.say("No next step is given.") if statement.progress.is_off_track else ""
