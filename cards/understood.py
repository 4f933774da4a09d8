"""What was understood of answers in words, row by row, before anything is saved; and the receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cards import due, field_words, progress
from cards.asking import Press
from cards.card import Card, JsonValue
from cards.message import Button, message
from cards.payloads import AboutItem, AboutWorklist, data_of
from cards.plain_text import cut_to_fit, excerpt
from cards.progress import State
from cards.render import CardTooLargeError, render
from cards.said import AboutUnderstood, SaidOfItem, data_of_typed, data_of_understood
from cards.verbs import Verb
from cards.words import Words
from cards.worklist_row import numbered_title, said_in_short
from domain.answers import Progress, Statement
from domain.doubts import DoubtKind, doubts
from domain.text_answers import MOST_ROWS, Puzzle
from domain.understood import Astray, Hitch, Reading, Understood
from domain.worklist import Worklist

LONGEST_TITLE = 90
LONGEST_EXCERPT = 110
LONGEST_NOTICE = 800
MOST_ASTRAY = 10
# Long texts may leave room for fewer.
ROWS_IN_A_CARD = (MOST_ROWS, MOST_ROWS // 2, MOST_ROWS // 5)
# Of the six buttons that a card may have one saves and one goes back.
MOST_TO_COMPLETE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as the template wants it. `missing` says what is needed before it can be saved."""

    title: str
    state: State | None
    said: list[str]
    missing: str
    label: str
    data: dict[str, JsonValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What the card tells besides the rows: whose list it is, and its key.

    `astray` are lines that belong to no row, `notice` says why something was not saved. Without `can_save` it
    only shows what was said, so that it can be copied.
    """

    about: AboutWorklist
    key: str
    astray: Sequence[str] = ()
    notice: str = ""
    can_save: bool = True


def understood(reading: Reading, telling: Telling, words: Words) -> Card:
    """The card, with as many rows as there is room for."""
    for most in ROWS_IN_A_CARD[:-1]:
        try:
            return _drawn(reading, telling, words, most)
        except CardTooLargeError:
            continue
    return _drawn(reading, telling, words, ROWS_IN_A_CARD[-1])


def saved(view: Worklist, many: int, refusals: Sequence[str], words: Words, today: date) -> Card:
    """How many were saved, what was not and why, and how far one has come."""
    about = AboutWorklist(
        follow_up_round_id=view.follow_up_round.follow_up_round_id, owner_id=view.owner.person_id
    )
    heading = (
        words.count("✔ {n} answer is saved", "✔ {n} answers are saved", many)
        if many
        else words.say("Nothing was saved")
    )
    back = Button(title=words.say("To my activities"), verb=Verb.SHOW_WORKLIST, data=data_of(about))
    return message(words, heading, [*refusals, due.in_one_line(view, words, today)], buttons=[back])


def _drawn(reading: Reading, telling: Telling, words: Words, most: int) -> Card:
    shown = reading.rows[:most]
    to_save = [row for row in shown if row.statement is not None]
    to_complete = [row for row in shown if row.statement is None]
    return render(
        "understood",
        words,
        summary=words.say("This is how I understood you"),
        notice=cut_to_fit(telling.notice, LONGEST_NOTICE),
        can_save=telling.can_save,
        to_save=[_row(row, telling, words) for row in to_save],
        to_complete=[_row(row, telling, words) for row in to_complete],
        astray=[*_lost(reading, words), *_lines(telling.astray, words)][:MOST_ASTRAY],
        more=_more(len(reading.rows) - len(shown), words),
        presses=[
            *(_saving(shown, telling, words) if to_save and telling.can_save else []),
            *(_completing(to_complete, telling, words) if telling.can_save else []),
            Press(title=words.say("To my activities"), verb=Verb.SHOW_WORKLIST, data=data_of(telling.about)),
        ],
    )


def _saving(shown: Sequence[Understood], telling: Telling, words: Words) -> list[Press]:
    many = len([row for row in shown if row.statement is not None])
    said = tuple(_of_item(row) for row in shown)
    return [
        Press(
            title=words.count("Save the answer", "Save {n} answers", many),
            verb=Verb.SAVE_UNDERSTOOD,
            data=data_of_understood(AboutUnderstood(worklist=telling.about, key=telling.key, said=said)),
            is_main=True,
        )
    ]


def _completing(to_complete: Sequence[Understood], telling: Telling, words: Words) -> list[Press]:
    return [
        Press(
            title=words.say("Complete {number}", number=row.number),
            verb=Verb.EDIT_UNDERSTOOD,
            data=_edit(row, telling),
        )
        for row in to_complete[:MOST_TO_COMPLETE]
    ]


def _row(row: Understood, telling: Telling, words: Words) -> Row:
    title = excerpt(numbered_title(row.number, row.item), LONGEST_TITLE)
    return Row(
        title=title,
        state=_state(row, words),
        said=_said(row, words),
        missing="" if row.statement else _missing(row, words),
        label=words.say("Open in the form: {title}", title=title),
        data=_edit(row, telling),
    )


def _state(row: Understood, words: Words) -> State | None:
    """How it goes, as far as it was understood."""
    if row.statement is not None:
        return progress.state(row.statement, words)
    if row.form.progress not in set(Progress):
        return None
    return progress.state(Statement(progress=Progress(row.form.progress)), words)


def _said(row: Understood, words: Words) -> list[str]:
    lines = []
    if row.unchanged:
        lines.append(words.say("The same as last time, marked as unchanged"))
    if row.statement is not None:
        lines += said_in_short(row.statement, words)
    else:
        texts = (row.form.comment, row.form.obstacle_text)
        lines += [words.say("“{text}”", text=excerpt(text, LONGEST_EXCERPT)) for text in texts if text]
    if row.item.answer is not None:
        lines.append(words.say("Replaces the answer from {when}", when=words.moment(row.item.answer.said_at)))
    about_numbers = [each for each in doubts(row.form) if each.kind is not DoubtKind.EMPTY_PHRASE]
    lines += [f"⚠ {text}" for text in field_words.doubt_texts(about_numbers, words).values()]
    return lines


def _missing(row: Understood, words: Words) -> str:
    say = words.say
    match row.why_not:
        case Puzzle.NOT_UNDERSTOOD:
            return say("I did not understand how it is going.")
        case Puzzle.SEVERAL_MEANINGS:
            return say("I am not sure how it is going: what you wrote can mean several things.")
        case Puzzle.DONE_LATER:
            return say("Is it done, or not until later? Choose in the form.")
        case Puzzle.MORE_THAN_UNCHANGED:
            return say("Unchanged, but with something new? Then it needs an answer of its own.")
        case Hitch.NOTHING_TO_REPEAT:
            return say("There is no answer from last time that can be repeated. It needs one of its own.")
        case Hitch.SAID_TWICE:
            return say("You wrote about it more than once. Choose in the form.")
        case None:
            return " ".join(field_words.fault_texts(row.faults, row.form, words).values())


def _lost(reading: Reading, words: Words) -> list[str]:
    found = []
    for number, why in reading.astray:
        if why is Astray.NO_SUCH_ROW:
            found.append(words.say("There is no {number} on your list.", number=number))
        else:
            found.append(
                words.say("{number} can be two rows. Write the number that begins the row.", number=number)
            )
    return found


def _lines(astray: Sequence[str], words: Words) -> list[str]:
    return [
        words.say("I did not understand “{text}”.", text=excerpt(each, LONGEST_EXCERPT)) for each in astray
    ]


def _more(many: int, words: Words) -> str:
    if many <= 0:
        return ""
    return words.count(
        "{n} more row is not shown. Save these first, and then write about it again.",
        "{n} more rows are not shown. Save these first, and then write about them again.",
        many,
    )


def _edit(row: Understood, telling: Telling) -> dict[str, JsonValue]:
    return data_of_typed(
        AboutItem(
            worklist=telling.about,
            plan_activity_id=row.plan_activity_id,
            based_on=row.item.answer.answer_id if row.item.answer else 0,
            key=telling.key,
        ),
        row.form,
    )


def _of_item(row: Understood) -> SaidOfItem:
    return SaidOfItem(
        plan_activity_id=row.plan_activity_id,
        based_on=row.item.answer.answer_id if row.item.answer else 0,
        form=row.form,
        unchanged=row.unchanged,
    )
