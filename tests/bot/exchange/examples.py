"""The mapping and the file that the documentation shows, and every other mapping that there could be."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import strategies as some

from bot.exchange.cells import Cells
from bot.exchange.mapping import Column, DayForm, DecimalMark, Delimiter, Encoding, FileForm, FileMapping
from bot.exchange.mapping_checks import same
from bot.exchange.mapping_file import read_mapping
from bot.exchange.subjects import CODES, FREE_TEXTS, ONLY_WRITTEN, Subject
from domain import typed
from tests.house.source import ROOT

MAPPING_FILE = ROOT / "docs" / "api" / "mapping-example.yaml"
TABLE_FILE = ROOT / "docs" / "api" / "mapping-example.csv"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
LINES = some.text(some.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
# Any text that JSON and a database can hold, and the beginnings that a spreadsheet takes for formulas.
TEXTS = some.text(some.characters(exclude_categories=["Cs"]) | some.sampled_from("=+-@'\"; \t\r\n,|\ufeff"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A mapping and some rows in our words."""

    mapping: FileMapping
    rows: list[dict[Subject, str]]

    @property
    def cells(self) -> Cells:
        return Cells(form=self.mapping.file, time_zone=STOCKHOLM)


def the_mapping(old: str = "", new: str = "", *, to_import: bool = True) -> FileMapping:
    """The one in the documentation, with something else in it."""
    text = MAPPING_FILE.read_text(encoding="utf-8")
    assert old in text
    return read_mapping(text.replace(old, new).encode(), to_import=to_import)


def _value(about: Subject) -> some.SearchStrategy[str]:
    if about in CODES:
        return some.sampled_from(["", *CODES[about]])
    match about:
        case Subject.NUMBER:
            return LINES
        case Subject.PERCENT:
            return some.integers(0, 100).map(str)
        case Subject.NEW_END:
            return some.dates(min_value=date(1, 1, 1)).map(date.isoformat)
        case Subject.INDICATOR_VALUE:
            numbers = some.decimals(Decimal(-99_999_999), Decimal(99_999_999), places=4)
            return numbers.map(lambda number: typed.as_typed(number.normalize() + 0))
        case _:
            assert about in FREE_TEXTS
            # A mark at the very beginning of a file tells its encoding, and never reaches anybody.
            return TEXTS.map(lambda text: text.strip().lstrip("\ufeff").strip())


@some.composite
def _words(draw: some.DrawFn, about: Subject) -> dict[str, tuple[str, ...]]:
    codes = CODES.get(about, ())
    if not codes or not draw(some.booleans()):
        return {}
    found = draw(some.lists(LINES, min_size=len(codes), max_size=len(codes), unique_by=same))
    return {code: (word,) for code, word in zip(codes, found, strict=True)}


@some.composite
def examples(draw: some.DrawFn) -> Example:
    """Any mapping that is fit to read a file with, and any rows that it can tell of."""
    others = sorted(set(Subject) - ONLY_WRITTEN - {Subject.ANSWERED_AT, Subject.NUMBER, Subject.PROGRESS})
    chosen = draw(
        some.permutations([*draw(some.sets(some.sampled_from(others))), Subject.NUMBER, Subject.PROGRESS])
    )
    names = draw(some.lists(LINES, min_size=len(chosen) + 1, max_size=len(chosen) + 1, unique_by=same))
    columns = [
        Column(name=name, about=about, words=draw(_words(about)))
        for name, about in zip(names, chosen, strict=False)
    ]
    columns.insert(draw(some.integers(0, len(chosen))), Column(name=names[-1], always=draw(LINES)))
    form = FileForm(
        encoding=draw(some.sampled_from([each for each in Encoding if each is not Encoding.CP1252])),
        delimiter=draw(some.sampled_from(Delimiter)),
        heading=draw(some.booleans()),
        decimal_mark=draw(some.sampled_from(DecimalMark)),
        day=draw(some.sampled_from(DayForm)),
    )
    row = some.fixed_dictionaries({about: _value(about) for about in chosen})
    return Example(
        mapping=FileMapping(client="System", file=form, columns=tuple(columns)),
        rows=draw(some.lists(row, min_size=1, max_size=4)),
    )
