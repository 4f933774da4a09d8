"""“Unchanged for the rest”: what will be saved, activity by activity, before anything is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cards import progress
from cards.card import Card, JsonValue
from cards.fields import LARGEST_ID, ONCE, PayloadError, text_of
from cards.message import Button
from cards.payloads import AboutWorklist, data_of, item_of, worklist_of
from cards.plain_text import excerpt
from cards.progress import State
from cards.render import render
from cards.verbs import Verb
from cards.words import Words
from cards.worklist_row import numbered_title
from domain.answers import OVER, Answer, NotRepeatable, why_not_repeat
from domain.plan import PlanActivityId
from domain.worklist import WorkItem, Worklist

# So many at a time are still read before they are saved; the rest come in the next step.
MOST_TOGETHER = 20
MOST_LEFT_OUT = 20
LONGEST_TITLE = 120
LONGEST_EXCERPT = 140
LONGEST_IDS = MOST_TOGETHER * 11


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutRest:
    """What is to be repeated: exactly what the card showed, whatever else is on the list by then."""

    worklist: AboutWorklist
    plan_activity_ids: tuple[PlanActivityId, ...]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """One activity with what will be saved for it."""

    title: str
    state: State
    said: list[str]


def data_of_rest(about: AboutRest) -> dict[str, JsonValue]:
    """What the button carries."""
    ids = ",".join(str(each) for each in about.plan_activity_ids)
    return data_of(about.worklist) | {"items": ids, ONCE: about.key}


def rest_of(data: Mapping[str, JsonValue]) -> AboutRest:
    """Parse what the button sent."""
    ids = text_of(data, "items")
    numbers = ids.split(",") if len(ids) <= LONGEST_IDS else []
    if not numbers or not all(
        each.isascii() and each.isdigit() and int(each) <= LARGEST_ID for each in numbers
    ):
        raise PayloadError("items")
    chosen = tuple(dict.fromkeys(PlanActivityId(int(each)) for each in numbers))
    about = worklist_of(data)
    return AboutRest(worklist=about, plan_activity_ids=chosen, key=item_of({**data, "item": chosen[0]}).key)


def ask(
    view: Worklist,
    repeatable: Sequence[WorkItem],
    about: AboutWorklist,
    words: Words,
    *,
    key: str,
    today: date,
) -> Card:
    """Show what will be saved for each of those, and what is left out and why."""
    chosen = [each.plan_activity.plan_activity_id for each in repeatable[:MOST_TOGETHER]]
    left_out = [each for each in view.numbered if each[1] in view.outstanding and each[1] not in repeatable]
    many = len(chosen)
    heading = words.count("Save {n} activity as unchanged?", "Save {n} activities as unchanged?", many)
    payload = AboutRest(worklist=about, plan_activity_ids=tuple(chosen), key=key)
    return render(
        "repetition",
        words,
        summary=heading,
        heading=heading,
        rows=[
            _repeated(number, item, item.previous, words)
            for number, item in view.numbered
            if item.previous and item.plan_activity.plan_activity_id in chosen
        ],
        more=_more(len(repeatable) - many, words),
        left_out=[_left_out(*each, words, today) for each in left_out[:MOST_LEFT_OUT]],
        not_shown=_not_shown(len(left_out) - MOST_LEFT_OUT, words),
        buttons=[
            Button(
                title=words.count("Save as unchanged", "Save {n} as unchanged", many),
                verb=Verb.REPEAT_REST,
                data=data_of_rest(payload),
            ),
            Button(title=words.say("Back"), verb=Verb.SHOW_WORKLIST, data=data_of(about)),
        ],
    )


def _repeated(number: int, item: WorkItem, previous: Answer, words: Words) -> Repeated:
    statement = previous.statement
    step = excerpt(statement.next_step, LONGEST_EXCERPT)
    said = [
        excerpt(statement.comment, LONGEST_EXCERPT),
        words.say("New end date: {day}", day=words.full_day(statement.new_end)) if statement.new_end else "",
        words.say("Next step: {step}", step=step) if step else "",
    ]
    return Repeated(
        title=excerpt(numbered_title(number, item), LONGEST_TITLE),
        state=progress.state(statement, words),
        said=[line for line in said if line],
    )


def _left_out(number: int, item: WorkItem, words: Words, today: date) -> tuple[str, str]:
    return excerpt(numbered_title(number, item), LONGEST_TITLE), _reason(item.previous, words, today)


def _reason(previous: Answer | None, words: Words, today: date) -> str:
    match why_not_repeat(previous, today):
        case NotRepeatable.WAS_THE_END if previous:
            if previous.statement.progress not in OVER:
                return words.say("last time: was to end with the year")
            last_time = progress.in_short(previous.statement, words)
            return words.say("last time: {short}", short=last_time)
        case NotRepeatable.PROMISE_HAS_PASSED if previous and previous.statement.new_end:
            day = words.full_day(previous.statement.new_end)
            return words.say("the new end date, {day}, has passed", day=day)
        case _:
            return words.say("not followed up before")


def _more(number: int, words: Words) -> str:
    if number <= 0:
        return ""
    return words.count("{n} more comes in the next step.", "{n} more come in the next step.", number)


def _not_shown(number: int, words: Words) -> str:
    return words.count("and {n} more", "and {n} more", number) if number > 0 else ""
