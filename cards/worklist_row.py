"""One plan activity in the owner's list: left to answer, or answered."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from cards import authorship, progress
from cards.card import JsonValue
from cards.payloads import data_of_row
from cards.plain_text import LONGEST_NAME, NO_BREAK, cut, excerpt
from cards.progress import State
from cards.words import Words
from domain.answers import Answer, Statement, may_repeat
from domain.people import Language
from domain.plan import PlanActivityId
from domain.worklist import WorkItem

LONGEST_TITLE = 200
LONGEST_EXCERPT = 140
LONGEST_PLACE = 150
LONGEST_NUMBER = 20
LONGEST_LABEL = 300
# A plan has some tens of measures, and each stands on many cards.
MEASURES_IN_MIND = 1024


class Sight(NamedTuple):
    """What the rows of one card have in common. `drafted` are those with something typed and not saved.

    `data` is what a button carries that is about the whole list.
    Whoever answers `on_behalf` of somebody gives a reason in the form, so nothing is saved from a row.
    """

    data: Mapping[str, JsonValue]
    words: Words
    key: str
    today: date
    drafted: Collection[PlanActivityId] = frozenset()
    handed_to: Mapping[PlanActivityId, str] = MappingProxyType({})
    on_behalf: bool = False


class LeftRow(NamedTuple):
    """Something that is left to answer; `label` is what the whole row says to a screen reader."""

    title: str
    place: str
    last_time: str
    handed: str
    draft: str
    label: str
    can_repeat: bool
    repeat_label: str
    data: dict[str, JsonValue]


class DoneRow(NamedTuple):
    """Something that has its answer."""

    title: str
    place: str
    state: State
    said: list[str]
    saved: str
    draft: str
    label: str
    data: dict[str, JsonValue]


def left_row(number: int, item: WorkItem, sight: Sight) -> LeftRow:
    """A row to answer; pressing it anywhere opens the form."""
    words, title = sight.words, numbered_title(number, item)
    last_time, handed, draft = _last_time(item.previous, words), _handed(item, sight), _draft(item, sight)
    said = ". ".join(filter(None, [f"{words.say('Update')}: {title}", handed, draft, last_time]))
    return LeftRow(
        title=title,
        place=_place(item, words),
        last_time=last_time,
        handed=handed,
        draft=draft,
        # A name may be empty, and then there are two spaces where it would be.
        label=excerpt(said, LONGEST_LABEL) if handed else cut(said.replace(NO_BREAK, " "), LONGEST_LABEL),
        can_repeat=not sight.on_behalf and may_repeat(item.previous, sight.today),
        repeat_label=f"{words.say('Unchanged')}: {title}",
        data=_data(item, sight),
    )


def done_row(number: int, item: WorkItem, answer: Answer, sight: Sight) -> DoneRow:
    """An answered row; pressing it anywhere opens the answer for changing."""
    words, title = sight.words, numbered_title(number, item)
    state, said = progress.state(answer.statement, words), said_in_short(answer.statement, words)
    draft, saved = _draft(item, sight), authorship.saved(item, answer, words)
    parts = [f"{words.say('Change')}: {title}", draft, state.words, *said, saved]
    return DoneRow(
        title=title,
        place=_place(item, words),
        state=state,
        said=said,
        saved=saved,
        draft=draft,
        label=excerpt(". ".join(filter(None, parts)), LONGEST_LABEL),
        data=_data(item, sight),
    )


def numbered_title(number: int, item: WorkItem) -> str:
    """The row's own number, by which it can be answered in words, and what it is about."""
    return excerpt(f"{number}. {item.plan_activity.title}", LONGEST_TITLE)


def said_in_short(statement: Statement, words: Words) -> list[str]:
    """All that the director will see, in a few lines; the form has it in full."""
    obstacle = statement.obstacle
    lines = [
        excerpt(statement.comment, LONGEST_EXCERPT),
        words.say(
            "Obstacle: {kind}. {text}",
            kind=progress.obstacle_word(obstacle.kind, words),
            text=excerpt(obstacle.text, LONGEST_EXCERPT),
        ).rstrip()
        if obstacle
        else "",
        words.say("New end date: {day}", day=words.full_day(statement.new_end)) if statement.new_end else "",
        words.say("Next step: {step}", step=excerpt(statement.next_step, LONGEST_EXCERPT))
        if statement.next_step
        else "",
        f"◆ {words.say('Needs a decision')}" if statement.needs_decision else "",
        words.say("Evidence: {link}", link=excerpt(statement.evidence, LONGEST_EXCERPT))
        if statement.evidence
        else "",
    ]
    return [line for line in lines if line]


def _data(item: WorkItem, sight: Sight) -> dict[str, JsonValue]:
    based_on = item.answer.answer_id if item.answer else 0
    return data_of_row(sight.data, item.plan_activity.plan_activity_id, based_on, sight.key)


def _place(item: WorkItem, words: Words) -> str:
    number = excerpt(item.plan_activity.number, LONGEST_NUMBER)
    return f"{number} · {_measure(item.measure.number, item.measure.title, words.language)}"


@lru_cache(maxsize=MEASURES_IN_MIND)
def _measure(number: int, title: str, language: Language) -> str:
    words = Words(language=language)
    return words.say("Measure {number}: {title}", number=number, title=excerpt(title, LONGEST_PLACE))


def _draft(item: WorkItem, sight: Sight) -> str:
    if item.plan_activity.plan_activity_id not in sight.drafted:
        return ""
    return f"✎ {sight.words.say('Draft kept')}"


def _handed(item: WorkItem, sight: Sight) -> str:
    name = sight.handed_to.get(item.plan_activity.plan_activity_id)
    if name is None:
        return ""
    if not name:
        return f"⇄ {sight.words.say('The environment office decides who is to take over')}"
    asked = sight.words.say("{name} has been asked to take over", name=excerpt(name, LONGEST_NAME))
    return f"⇄ {asked}"


def _last_time(previous: Answer | None, words: Words) -> str:
    if previous is None:
        return words.say("Not followed up before")
    stood = progress.last_time(previous.statement, words)
    comment = excerpt(previous.statement.comment, LONGEST_EXCERPT)
    return f"{stood} – {comment}" if comment else stood
