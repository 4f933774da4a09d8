"""A file of rows, written as the mapping says: from bytes to cells by subject, and back to bytes."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.exchange.mapping import Column, Encoding, FileMapping
from bot.exchange.mapping_checks import same
from bot.exchange.problems import CellFault, CellProblem, TableFault, TableRefusedError
from bot.exchange.subjects import ONLY_WRITTEN, Subject

LARGEST_FILE = 10 * 1024 * 1024
MOST_ROWS = 20_000
# Titles and dates often stand above the headings.
LAST_HEADING = 20
# Whoever writes UTF-8 may begin with the mark or not, and either is read.
READ_AS = {Encoding.UTF_8: Encoding.UTF_8_SIG.value}
MARKS = {Encoding.UTF_8_SIG: codecs.BOM_UTF8, Encoding.UTF_16: codecs.BOM_UTF16_LE}
WRITTEN_AS = {Encoding.UTF_8_SIG: "utf-8", Encoding.UTF_16: "utf-16-le"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as it stands: the line it begins on, its cells, and what is wrong with it as a row."""

    line: int
    cells: Mapping[Subject, str]
    problem: CellProblem | None = None


def read(mapping: FileMapping, content: bytes) -> list[Row]:
    """Every row that has something in it. Raises `TableRefusedError`."""
    if len(content) > LARGEST_FILE:
        raise TableRefusedError(TableFault.TOO_LARGE)
    records = list(_records(mapping, _text(mapping, content)))
    if not records:
        raise TableRefusedError(TableFault.EMPTY)
    places, width, first = _layout(mapping, records)
    rows = [_row(line, cells, places, width) for line, cells in records[first:] if any(map(str.strip, cells))]
    if not rows:
        raise TableRefusedError(TableFault.NO_ROWS)
    return rows


def wanted(mapping: FileMapping) -> dict[Subject, Column]:
    """The columns that say something to us, by what they are about."""
    return {
        each.about: each
        for each in mapping.columns
        if each.about is not None and each.about not in ONLY_WRITTEN
    }


def written(mapping: FileMapping, rows: Iterable[Sequence[str]]) -> bytes:
    """The file with those rows, whose cells stand in the order of the columns.

    Raises `TableRefusedError` when a letter cannot be written in the file's encoding.
    """
    form = mapping.file
    headings = [[each.name for each in mapping.columns]] if form.heading else []
    content = bytearray(MARKS.get(form.encoding, b""))
    for cells in (*headings, *rows):
        line = io.StringIO(newline="")
        csv.writer(line, delimiter=form.delimiter.character, lineterminator="\r\n").writerow(cells)
        try:
            content += line.getvalue().encode(WRITTEN_AS.get(form.encoding, form.encoding.value))
        except UnicodeEncodeError as error:
            raise _unwritable(mapping, cells, error) from None
    return bytes(content)


def _unwritable(mapping: FileMapping, cells: Sequence[str], error: UnicodeEncodeError) -> TableRefusedError:
    """Tells which activity has the letter, for whoever wants to mend it."""
    at = [each.about for each in mapping.columns].index(Subject.NUMBER)
    letter = str(error.object)[error.start]
    shown = letter if letter.isprintable() else f"U+{ord(letter):04X}"
    return TableRefusedError(
        TableFault.NOT_WRITABLE, detail=shown, place=cells[at], encoding=mapping.file.encoding
    )


def _text(mapping: FileMapping, content: bytes) -> str:
    encoding = mapping.file.encoding
    try:
        return content.decode(READ_AS.get(encoding, encoding.value))
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        line = content.count(b"\n", 0, start) + 1
        raise TableRefusedError(TableFault.NOT_IN_ENCODING, line=line, encoding=encoding) from None


def _records(mapping: FileMapping, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line that it begins on."""
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=mapping.file.delimiter.character, strict=True
    )
    begins = 1
    try:
        for count, cells in enumerate(reader):
            if count > MOST_ROWS:
                raise TableRefusedError(TableFault.TOO_MANY_ROWS, line=begins)
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        raise TableRefusedError(TableFault.BROKEN_QUOTES, line=begins) from None


def _layout(
    mapping: FileMapping, records: Sequence[tuple[int, list[str]]]
) -> tuple[dict[Subject, int], int, int]:
    """Where each subject stands in a row, how wide a row is, and which record is the first with values."""
    columns = wanted(mapping)
    if not mapping.file.heading:
        at = {each.about: index for index, each in enumerate(mapping.columns)}
        return {about: at[about] for about in columns}, len(mapping.columns), 0
    names = {about: same(each.name) for about, each in columns.items()}
    rows = [[same(cell) for cell in cells] for _, cells in records]
    first = max(range(min(len(rows), LAST_HEADING)), key=lambda row: len({*names.values()} & {*rows[row]}))
    heading = rows[first]
    if missing := [each.name for about, each in columns.items() if names[about] not in heading]:
        raise TableRefusedError(TableFault.NO_HEADING, detail=", ".join(missing))
    if twice := [each.name for about, each in columns.items() if heading.count(names[about]) > 1]:
        raise TableRefusedError(TableFault.HEADING_TWICE, line=records[first][0], detail=twice[0])
    return {about: heading.index(name) for about, name in names.items()}, len(heading), first + 1


def _row(line: int, cells: list[str], places: Mapping[Subject, int], width: int) -> Row:
    problem = None
    if len(cells) > width and any(map(str.strip, cells[width:])):
        problem = CellProblem(kind=CellFault.CELLS_TOO_MANY, value=str(len(cells)), choices=(str(width),))
    elif len(cells) <= max(places.values()):
        problem = CellProblem(kind=CellFault.CELLS_MISSING, value=str(len(cells)), choices=(str(width),))
    found = {about: cells[index] for about, index in places.items() if index < len(cells)}
    return Row(line=line, cells=found, problem=problem)
