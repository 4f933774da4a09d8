"""What can be wrong with a mapping file, with the file that it describes, and with a row in that."""

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import LageskollError


class MappingProblemKind(StrEnum):
    """Why a mapping cannot be used."""

    MISSING = "missing"
    UNKNOWN_NAME = "unknown_name"
    NAME_TWICE = "name_twice"
    NOT_A_CHOICE = "not_a_choice"
    WRONG_SHAPE = "wrong_shape"
    NOT_ONE_LINE = "not_one_line"
    TOO_LONG = "too_long"
    ABOUT_OR_ALWAYS = "about_or_always"
    COLUMN_TWICE = "column_twice"
    SUBJECT_TWICE = "subject_twice"
    NO_NUMBER = "no_number"
    NO_PROGRESS = "no_progress"
    NO_WORDS_HERE = "no_words_here"
    UNKNOWN_CODE = "unknown_code"
    CODE_LEFT_OUT = "code_left_out"
    SAME_WORD = "same_word"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingProblem:
    """One thing to mend in a mapping: its line, what it is called there, and what it takes to say it."""

    kind: MappingProblemKind
    line: int
    name: str = ""
    value: str = ""
    choices: tuple[str, ...] = ()


class MappingRefusedError(LageskollError):
    """The mapping cannot be used; each of its problems says what to mend."""

    def __init__(self, problems: tuple[MappingProblem, ...]) -> None:
        super().__init__(", ".join(f"{each.line}: {each.kind} {each.name}" for each in problems))
        self.problems = problems


class TableFault(StrEnum):
    """Why a file could not be read as the mapping says, or not be written so."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    NOT_IN_ENCODING = "not_in_encoding"
    NOT_WRITABLE = "not_writable"
    BROKEN_QUOTES = "broken_quotes"
    NO_HEADING = "no_heading"
    HEADING_TWICE = "heading_twice"
    NO_ROWS = "no_rows"


class TableRefusedError(LageskollError):
    """The file could not be read or written; `fault` says why, and the rest where and what."""

    def __init__(
        self, fault: TableFault, *, line: int = 0, detail: str = "", place: str = "", encoding: str = ""
    ) -> None:
        super().__init__(f"{fault}: line {line} {place} {detail} {encoding}")
        self.fault = fault
        self.line = line
        self.detail = detail
        self.place = place
        self.encoding = encoding


class CellFault(StrEnum):
    """What is wrong with a cell before anybody has asked what it says about an activity."""

    EMPTY = "empty"
    UNKNOWN_WORD = "unknown_word"
    NOT_A_DAY = "not_a_day"
    NOT_AN_INSTANT = "not_an_instant"
    TOO_LONG = "too_long"
    TWICE = "twice"
    CELLS_MISSING = "cells_missing"
    CELLS_TOO_MANY = "cells_too_many"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProblem:
    """What is wrong in one row: the column as it is called in the file, and what could stand there."""

    kind: CellFault
    column: str = ""
    value: str = ""
    choices: tuple[str, ...] = ()
    line: int = 0
