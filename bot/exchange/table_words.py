"""Why another system's file, or a row in it, was refused: what to do about it."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from bot.exchange.mapping import FileMapping
from bot.exchange.problems import CellFault, CellProblem, TableFault, TableRefusedError
from bot.exchange.rows import ReadRow
from bot.exchange.subjects import FORM_FIELDS, Subject
from bot.exchange.table import LARGEST_FILE, MOST_ROWS
from cards import field_words
from cards.plan_file.reasons import shortened
from cards.words import Words
from domain.answer_form import FieldFault
from domain.brought import (
    BroughtFault,
    Conflict,
    ConflictKind,
    Doubted,
    NotOpen,
    Outcome,
    Refused,
    SameAsBefore,
    Saved,
    UnknownPlanActivity,
    UnknownRound,
)
from domain.rounds import RoundState

MEGABYTE = 1024 * 1024
MOST_CHOICES = 25
# A field that the form asks for in two ways is one column in a file.
SUBJECTS: Mapping[str, Subject] = {
    **{name: about for about, name in FORM_FIELDS.items()},
    "percent_other": Subject.PERCENT,
    "new_end_other": Subject.NEW_END,
    "external_id": Subject.EXTERNAL_ID,
    "answered_by": Subject.ANSWERED_BY,
    "given_at": Subject.ANSWERED_AT,
}


def file_sentence(error: TableRefusedError, words: Words) -> str:
    """Why the whole file was refused, or could not be written."""
    blanks = {
        "line": error.line,
        "detail": shortened(error.detail),
        "place": shortened(error.place),
        "encoding": error.encoding,
    }
    return {**_unread(words, blanks), **_unlike(words, blanks)}[error.fault]


def _unread(words: Words, blanks: Mapping[str, object]) -> dict[TableFault, str]:
    say = words.say
    return {
        TableFault.EMPTY: say("The file is empty."),
        TableFault.TOO_LARGE: say(
            "The file is larger than {megabytes} MB. Take out what is not about this plan.",
            megabytes=words.number(LARGEST_FILE // MEGABYTE),
        ),
        TableFault.TOO_MANY_ROWS: say(
            "The file has more than {n} rows. Take out what is not about this plan.",
            n=words.number(MOST_ROWS),
        ),
        TableFault.NOT_IN_ENCODING: say(
            "The file is not written in {encoding}: look at line {line}. Change “encoding” in the mapping.",
            **blanks,
        ),
        TableFault.NOT_WRITABLE: say(
            "“{detail}” in the answer about {place} cannot be written in {encoding}. "
            "Choose utf-8-sig as “encoding” in the mapping.",
            **blanks,
        ),
    }


def _unlike(words: Words, blanks: Mapping[str, object]) -> dict[TableFault, str]:
    say = words.say
    return {
        TableFault.BROKEN_QUOTES: say(
            "The quotation marks on line {line} do not go together. Export the file anew.", **blanks
        ),
        TableFault.NO_HEADING: say(
            "The file has no columns called {detail}. "
            "Change the names or “delimiter” in the mapping, or export the file with these columns.",
            **blanks,
        ),
        TableFault.HEADING_TWICE: say(
            "The file has two columns called “{detail}” (line {line}). Rename one of them.", **blanks
        ),
        TableFault.NO_ROWS: say("The file has no rows with answers."),
    }


def why(row: ReadRow, outcome: Outcome | None, mapping: FileMapping, words: Words) -> Iterator[str]:
    """Each reason why a row is refused; nothing for one that is well."""
    for problem in row.problems:
        yield _cell(problem, words)
    match outcome:
        case None | Saved() | SameAsBefore():
            return
        case Refused(faults=faults):
            yield from _faults(faults, row, mapping, words)
        case Doubted(doubts=doubts):
            for name, sentence in field_words.doubt_texts(doubts, words).items():
                yield _at(name, sentence, mapping, words)
        case Conflict(kind=kind):
            yield _conflict(kind, words)
        case NotOpen(state=state):
            is_early = state is RoundState.PLANNED
            yield (
                words.say("the follow-up has not opened.")
                if is_early
                else words.say("the follow-up is closed.")
            )
        case UnknownRound():
            yield words.say("the follow-up is not there any longer.")
        case UnknownPlanActivity():
            yield words.say("the plan has no activity {number}.", number=shortened(row.number))
        case _:
            assert_never(outcome)


def _cell(problem: CellProblem, words: Words) -> str:
    blanks = {
        "field": problem.column,
        "value": shortened(problem.value),
        "choices": words.listed(list(problem.choices[:MOST_CHOICES])),
        "line": problem.line,
    }
    say = words.say
    return {
        CellFault.EMPTY: say("{field} is empty. Fill it in.", **blanks),
        CellFault.UNKNOWN_WORD: say("{field} cannot be “{value}”. The mapping knows {choices}.", **blanks),
        CellFault.NOT_A_DAY: say("{field} must be a day as the mapping has it, not “{value}”.", **blanks),
        CellFault.NOT_AN_INSTANT: say(
            "{field} must be a day and a clock time as the mapping has them, not “{value}”.", **blanks
        ),
        CellFault.TOO_LONG: say("{field} is too long. Shorten it.", **blanks),
        CellFault.TWICE: say("{field} “{value}” stands on line {line} too. Keep one of them.", **blanks),
        CellFault.CELLS_MISSING: say(
            "it has {value} cells of {choices}. Look for a line break outside quotation marks.", **blanks
        ),
        CellFault.CELLS_TOO_MANY: say(
            "it has {value} cells instead of {choices}. Look for a delimiter outside quotation marks.",
            **blanks,
        ),
    }[problem.kind]


def _faults(
    faults: Mapping[str, FieldFault | BroughtFault], row: ReadRow, mapping: FileMapping, words: Words
) -> Iterator[str]:
    for name, fault in faults.items():
        if isinstance(fault, FieldFault):
            sentence = field_words.fault_texts({name: fault}, row.form, words)[name]
        else:
            sentence = _of_brought(fault, words)
        yield _at(name, sentence, mapping, words)


def _at(name: str, sentence: str, mapping: FileMapping, words: Words) -> str:
    """What is said of a field, with its column's name, or that it has none."""
    about = SUBJECTS.get(name)
    column = mapping.column_about(about) if about else None
    if column is not None:
        return words.say("{field}: {sentence}", field=column.name, sentence=sentence)
    return words.say(
        "{sentence} The mapping has no column about {field}.", field=about or name, sentence=sentence
    )


def _of_brought(fault: BroughtFault, words: Words) -> str:
    say = words.say
    return {
        BroughtFault.MISSING: say("Fill it in."),
        BroughtFault.TOO_LONG: say("Shorten it to at most 100 characters."),
        BroughtFault.NOT_TEXT: say("Take out the characters that cannot be shown."),
        BroughtFault.UNKNOWN_PERSON: say("Nobody in the plan has that e-mail address."),
        BroughtFault.NOT_THEIRS: say("The activity is somebody else’s to answer for."),
        BroughtFault.IN_THE_FUTURE: say("The time has not come yet."),
        BroughtFault.BEFORE_LAST_TIME: say("It is older than the answer of the follow-up before."),
    }[fault]


def _conflict(kind: ConflictKind, words: Words) -> str:
    say = words.say
    return {
        ConflictKind.EXTERNAL_ID_TAKEN: say(
            "an answer with that id has been read in before, with other content. Give a new answer a new id."
        ),
        ConflictKind.NEWER_ANSWER: say("somebody has answered later than this."),
        ConflictKind.CHANGED_MEANWHILE: say("somebody has answered meanwhile. Try again."),
    }[kind]
