"""How the other units have answered about the same measure; units and activities are named, people never."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cards import progress, rounds
from cards.card import Card
from cards.message import Button
from cards.paging import Page, page_of
from cards.payloads import AboutItem, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.progress import State
from cards.render import render
from cards.turning import leaf_buttons, page_words
from cards.verbs import Verb
from cards.words import Words
from cards.worklist_row import said_in_short
from domain.answers import Answer
from domain.others import Others, UnitAnswers
from domain.plan import Measure
from domain.rounds import FollowUpRound
from domain.worklist import WorkItem

ROWS_ON_A_PAGE = 6
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One activity as the template wants it; `left` stands under the last of a unit's, if it has more."""

    unit: str
    title: str
    state: State
    said: Sequence[str]
    left: str = ""


def others(
    view: Others,
    measure: Measure,
    follow_up_round: FollowUpRound,
    words: Words,
    *,
    about: AboutItem,
    may_answer: bool,
) -> Card:
    """What the others have answered, `ROWS_ON_A_PAGE` at a time; `may_answer` offers the form."""
    shown = page_of(list(_rows(view, words)), about.leaf, ROWS_ON_A_PAGE)
    heading = words.say("How others answered")
    return render(
        "others",
        words,
        summary=f"{heading}: {standing(view, follow_up_round, words)}",
        occasion=rounds.title(follow_up_round, words),
        heading=heading,
        place=words.say(
            "Measure {number}: {title}",
            number=words.number(measure.number),
            title=excerpt(measure.title, LONGEST_TITLE),
        ),
        standing=standing(view, follow_up_round, words),
        rows=shown.items,
        page_of=page_words(shown, words),
        buttons=_buttons(shown, about, words, may_answer=may_answer),
    )


def standing(view: Others, follow_up_round: FollowUpRound, words: Words) -> str:
    """How many of the other units have answered, and how many have not."""
    told, silent = len(view.units), view.silent
    if not told + silent:
        return words.say("No other unit works with this measure.")
    answered = words.count("{n} other unit has answered.", "{n} other units have answered.", told)
    if not told:
        answered = words.say("No other unit has answered yet.")
    if not silent:
        return answered
    if not follow_up_round.is_open:
        left = words.count("{n} unit did not answer.", "{n} units did not answer.", silent)
    else:
        left = words.count("{n} unit has not answered yet.", "{n} units have not answered yet.", silent)
    return f"{answered} {left}" if told else left


def _rows(view: Others, words: Words) -> Iterator[Row]:
    for unit in view.units:
        rows = [_row(item, item.answer, words) for item in unit.answered if item.answer]
        yield from rows[:-1]
        yield replace(rows[-1], left=_left(unit, words))


def _row(item: WorkItem, answer: Answer, words: Words) -> Row:
    said = answer.statement
    unchanged = [words.say("Unchanged since last time")] if answer.unchanged else []
    return Row(
        unit=excerpt(item.org_unit.name, LONGEST_NAME),
        title=excerpt(f"{item.plan_activity.number} {item.plan_activity.title}", LONGEST_TITLE),
        state=progress.state(said, words),
        said=[*said_in_short(said, words), *unchanged],
    )


def _left(unit: UnitAnswers, words: Words) -> str:
    if not unit.missing:
        return ""
    return words.count(
        "{n} more activity has no answer.", "{n} more activities have no answer.", unit.missing
    )


def _buttons(page: Page[Row], about: AboutItem, words: Words, *, may_answer: bool) -> list[Button]:
    buttons = leaf_buttons(about, Verb.SHOW_OTHERS, page, words.say("Previous"), words.say("Next"))
    if may_answer:
        form = data_of(replace(about, leaf=0))
        buttons.append(Button(title=words.say("To the form"), verb=Verb.OPEN_FORM, data=form))
    back = Button(title=words.say("To the list"), verb=Verb.SHOW_WORKLIST, data=data_of(about.worklist))
    return [*buttons, back]
