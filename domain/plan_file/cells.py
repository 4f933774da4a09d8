"""One row of a plan file before anybody has understood it, and how its cells become values."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from domain.plan_file.problems import Problem, ProblemKind
from domain.plan_file.sheets import SEPARATOR, Layout, Place, Section
from domain.plan_file.vocabulary import CHOICES, NO, YES

FIRST_YEAR = 2000
LAST_YEAR = 2100
LARGEST_NUMBER = 10**9
LONGEST_WORD = 80
# Word processors and narrow table columns leave hyphens at line ends inside words.
SPLIT_WORD = re.compile(r"(?<=\w)[-\u2010\u00ad][ \t]*\r?\n\s*(?=\w)")
LINE_END = re.compile(r"\r\n?|[\u0085\u2028\u2029]")

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorCell:
    """A formula that failed (`#N/A`); an empty code is one that has not been calculated."""

    code: str


Cell = str | float | bool | date | ErrorCell | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """One row: its cells by field, and where it stands."""

    place: Place
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPlan:
    """A file as rows. `is_example` marks all people and plan activities that do not say otherwise."""

    layout: Layout
    rows: Mapping[Section, tuple[RawRow, ...]]
    problems: tuple[Problem, ...] = ()
    examples: tuple[Place, ...] = ()
    is_example: bool = False


def one_line(text: str) -> str:
    """Text on one line: split words joined, spaces single, nothing invisible left that a database refuses."""
    return " ".join(SPLIT_WORD.sub("", _printable(text)).replace("\u00ad", "").split())


def several_lines(text: str) -> str:
    """Text that may have several lines, without blanks at their ends."""
    return "\n".join(line.rstrip() for line in _printable(text).strip().split("\n"))


def _printable(text: str) -> str:
    normal = unicodedata.normalize("NFC", LINE_END.sub("\n", text))
    return "".join(
        character
        for character in normal
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
    )


def shown(cell: Cell) -> str:
    """A cell as text on one line, as a person would read it in the file."""
    return one_line(_text(cell))


def _text(cell: Cell) -> str:
    match cell:
        case bool():
            return YES if cell else NO
        case float() | int():
            # Excel keeps 1.1 as a binary fraction; fifteen digits is what it shows itself.
            return f"{cell:.15g}"
        case date():
            return cell.isoformat()[: len("2023-01-15")]
        case ErrorCell():
            return cell.code
        case tuple():
            return f"{SEPARATOR} ".join(cell)
    return cell or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReader:
    """Reads one row's cells into values; what cannot be read becomes a problem and an empty value."""

    row: RawRow
    problems: list[Problem] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Where the row stands."""
        return self.row.place

    def is_filled(self, name: str) -> bool:
        """Whether anything stands in the cell."""
        return bool(shown(self.row.cells.get(name)))

    def is_unreadable(self, name: str) -> bool:
        """Whether a formula failed or the text was far too long; that has been said already."""
        return isinstance(self.row.cells.get(name), ErrorCell) or self.is_filled(name)

    def text(self, name: str, limit: int, *, required: bool = True) -> str:
        """Text on one line."""
        return self._limited(name, one_line(self._readable(name)), limit, required=required)

    def lines(self, name: str, limit: int, *, required: bool = False) -> str:
        """Text that may have several lines."""
        return self._limited(name, several_lines(self._readable(name)), limit, required=required)

    def email(self, name: str, *, required: bool = True) -> str:
        """An e-mail address in lower case; its form is checked later."""
        return self.text(name, 254, required=required).lower()

    def whole(self, name: str, low: int, high: int, *, required: bool = True) -> int | None:
        """A whole number between two limits."""
        text = self.text(name, LONGEST_WORD, required=required)
        if not text:
            return None
        if not re.fullmatch(r"[+-]?\d{1,15}", text, re.ASCII):
            self._refuse(name, ProblemKind.NOT_A_WHOLE_NUMBER, text)
            return None
        if not low <= int(text) <= high:
            kind = ProblemKind.YEAR_OUT_OF_RANGE if low == FIRST_YEAR else ProblemKind.NUMBER_OUT_OF_RANGE
            self._refuse(name, kind, text, low=low, high=high)
            return None
        return int(text)

    def year(self, name: str, *, required: bool = True) -> int | None:
        """A year that a plan could be about."""
        return self.whole(name, FIRST_YEAR, LAST_YEAR, required=required)

    def decimal(self, name: str) -> Decimal | None:
        """A number with at most six decimals, written with a comma or a full stop."""
        text = self.text(name, LONGEST_WORD, required=False)
        if not text:
            return None
        try:
            number = Decimal(re.sub(r"[\s\u2009]", "", text).replace(",", ".").replace("\u2212", "-"))
        except InvalidOperation:
            self._refuse(name, ProblemKind.NOT_A_NUMBER, text)
            return None
        if not number.is_finite() or abs(number) >= LARGEST_NUMBER:
            self._refuse(name, ProblemKind.NOT_A_NUMBER, text)
            return None
        return round(number, 6).normalize() + 0

    def day(self, name: str, *, required: bool = True) -> date | None:
        """A date: a date cell, or text such as 2023-01-15."""
        text = self.text(name, LONGEST_WORD, required=required)
        if not text:
            return None
        try:
            day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
        except ValueError:
            day = None
        if day is None:
            self._refuse(name, ProblemKind.NOT_A_DATE, text)
            return None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self._refuse(name, ProblemKind.YEAR_OUT_OF_RANGE, text, low=FIRST_YEAR, high=LAST_YEAR)
            return None
        return day

    def choice(self, name: str, choices: type[Choice], *, required: bool = True) -> Choice | None:
        """One of a closed set, by its Swedish word or its English value."""
        text = self.text(name, LONGEST_WORD, required=required)
        return self._chosen(name, text, choices) if text else None

    def choices(self, name: str, choices: type[Choice]) -> tuple[Choice, ...]:
        """Several of a closed set, at least one, in the set's own order."""
        texts = self.names(name, required=True)
        found = {self._chosen(name, text, choices) for text in texts}
        return tuple(choice for choice in choices if choice in found)

    def names(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        """A list: a YAML list, or text with semicolons between; each name once."""
        cell = self.row.cells.get(name)
        parts = cell if isinstance(cell, tuple) else self._readable(name).split(SEPARATOR)
        found = dict.fromkeys(one_line(part) for part in parts if one_line(part))
        if required and not found:
            self._missing(name)
        return tuple(found)

    def yes_no(self, name: str, *, otherwise: bool) -> bool:
        """Yes or no; `otherwise` when nothing is said."""
        text = self.text(name, LONGEST_WORD, required=False)
        answers = {"ja": True, "nej": False, "true": True, "false": False, "yes": True, "no": False}
        if not text:
            return otherwise
        if text.casefold() not in answers:
            self._refuse(name, ProblemKind.UNKNOWN_CHOICE, text, choices=(YES, NO))
        return answers.get(text.casefold(), otherwise)

    def refuse(self, name: str, kind: ProblemKind, value: str = "") -> None:
        """Say that something else is wrong with the row."""
        self._refuse(name, kind, value)

    def _chosen(self, name: str, text: str, choices: type[Choice]) -> Choice | None:
        words = CHOICES[choices]
        for choice in choices:
            if text.casefold() in {choice.value, words[choice].casefold()}:
                return choice
        self._refuse(name, ProblemKind.UNKNOWN_CHOICE, text, choices=tuple(words.values()))
        return None

    def _readable(self, name: str) -> str:
        cell = self.row.cells.get(name)
        if not isinstance(cell, ErrorCell):
            return _text(cell)
        kind = ProblemKind.FORMULA_ERROR if cell.code else ProblemKind.FORMULA_NOT_CALCULATED
        self._refuse(name, kind, cell.code)
        return ""

    def _limited(self, name: str, text: str, limit: int, *, required: bool) -> str:
        if required and not text:
            self._missing(name)
        if len(text) > limit:
            self._refuse(name, ProblemKind.TEXT_TOO_LONG, text, high=limit)
            return ""
        return text

    def _missing(self, name: str) -> None:
        if not isinstance(self.row.cells.get(name), ErrorCell):
            self._refuse(name, ProblemKind.MISSING_FIELD, "")

    def _refuse(
        self,
        name: str,
        kind: ProblemKind,
        value: str,
        *,
        choices: tuple[str, ...] = (),
        low: int = 0,
        high: int = 0,
    ) -> None:
        short = value if len(value) <= LONGEST_WORD else f"{value[: LONGEST_WORD - 1]}…"
        self.problems.append(
            Problem(place=self.place, kind=kind, field=name, value=short, choices=choices, low=low, high=high)
        )
