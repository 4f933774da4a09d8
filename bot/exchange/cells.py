"""What stands in a cell of another system's file, and what it is in our words: each way, and back again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from bot.exchange.mapping import Column, DayForm, FileForm
from bot.exchange.mapping_checks import same
from bot.exchange.problems import CellFault, CellProblem
from bot.exchange.subjects import CODES, FREE_TEXTS, Subject
from domain import typed
from reports.open_data.csv_file import as_written, shielded

# More than any field takes; what is longer yet is no answer.
LONGEST_CELL = 20_000
THOUSAND = 3
PARTS = {"YYYY": r"(?P<year>[0-9]{4})", "MM": r"(?P<month>[0-9]{2})", "DD": r"(?P<day>[0-9]{2})"}
DAYS: Mapping[DayForm, re.Pattern[str]] = {
    form: re.compile(re.sub("YYYY|MM|DD", lambda part: PARTS[part[0]], form.value.replace(".", r"\.")))
    for form in DayForm
}
CLOCK = re.compile(r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Writes and reads cells in the form that the mapping gives them, with clock times in `time_zone`.

    In our words a code is its value, a day is ISO 8601, an instant is ISO 8601 with its offset, and a number
    is as somebody types it in the card; "" where there is none.
    """

    form: FileForm
    time_zone: tzinfo

    def written(self, column: Column, ours: str) -> str:
        """What stands in the column's cell for what is ours."""
        if column.always is not None:
            return column.always
        if not ours or column.about is None:
            return ""
        if ours in column.words:
            return column.words[ours][0]
        match column.about:
            case Subject.NEW_END:
                return self._day(date.fromisoformat(ours))
            case Subject.ANSWERED_AT:
                at = datetime.fromisoformat(ours).astimezone(self.time_zone)
                return f"{self._day(at.date())} {at:%H:%M:%S}"
            case Subject.INDICATOR_VALUE:
                number = typed.number_of(ours)
                return ours if number is None else f"{number:f}".replace(".", self.form.decimal_mark)
        return shielded(ours) if column.about in FREE_TEXTS else ours

    def understood(self, column: Column, cell: str) -> str | CellProblem:
        """What a cell says in our words, or why nobody can tell."""
        text = as_written(cell).strip()
        if len(text) > LONGEST_CELL:
            return _problem(CellFault.TOO_LONG, column, text)
        if not text or column.about is None:
            return ""
        if column.words:
            return _meant(column, text)
        match column.about:
            case Subject.NEW_END:
                day = self._day_of(text)
                return day.isoformat() if day else _problem(CellFault.NOT_A_DAY, column, text)
            case Subject.ANSWERED_AT:
                at = self._instant_of(text)
                return at.isoformat() if at else _problem(CellFault.NOT_AN_INSTANT, column, text)
            case Subject.INDICATOR_VALUE:
                return self._number(text)
        return _coded(column, text) if column.about in CODES else text

    def _day(self, day: date) -> str:
        parts = {"YYYY": f"{day.year:04}", "MM": f"{day.month:02}", "DD": f"{day.day:02}"}
        return re.sub("YYYY|MM|DD", lambda part: parts[part[0]], self.form.day.value)

    def _day_of(self, text: str) -> date | None:
        found = DAYS[self.form.day].fullmatch(text)
        if found is None:
            return None
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            return None

    def _instant_of(self, text: str) -> datetime | None:
        """A day with a clock time, in the municipality's; or an instant that tells its own offset."""
        day_text, _, clock = text.partition(" ")
        day, found = self._day_of(day_text), CLOCK.fullmatch(clock.strip())
        try:
            if day is None or found is None:
                at = datetime.fromisoformat(text)
                return at.astimezone(UTC) if at.tzinfo else None
            hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
            at = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=self.time_zone)
            return at.astimezone(UTC)
        except (ValueError, OverflowError):
            return None

    def _number(self, text: str) -> str:
        """The number as somebody would type it; what is none is left to the rules of the card."""
        whole, mark, part = text.partition(self.form.decimal_mark)
        # Three decimals may be thousands to the card, and never where the mapping says what the mark is.
        end = "0" if len(part) == THOUSAND else ""
        number = typed.number_of(f"{whole},{part}{end}") if mark else None
        return text if number is None else typed.as_typed(number)


def _meant(column: Column, text: str) -> str | CellProblem:
    """Our code for one of their words."""
    for code, words in column.words.items():
        if same(text) in {same(word) for word in words}:
            return code
    if column.about is Subject.NUMBER:
        # What is not listed goes by our own number.
        return text
    known = tuple(word for words in column.words.values() for word in words)
    return _problem(CellFault.UNKNOWN_WORD, column, text, known)


def _coded(column: Column, text: str) -> str | CellProblem:
    codes = CODES[column.about] if column.about else ()
    found = next((code for code in codes if code == same(text)), None)
    return found or _problem(CellFault.UNKNOWN_WORD, column, text, codes)


def _problem(kind: CellFault, column: Column, text: str, choices: tuple[str, ...] = ()) -> CellProblem:
    return CellProblem(kind=kind, column=column.name, value=text, choices=choices)
