"""A row of another system's file in our words, and as an answer that the system brings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.exchange.cells import Cells
from bot.exchange.feed import Texts
from bot.exchange.mapping import FileMapping
from bot.exchange.problems import CellFault, CellProblem
from bot.exchange.service import id_of
from bot.exchange.subjects import FORM_FIELDS, Subject
from bot.exchange.table import Row, wanted
from domain.answer_form import FormFields, typed_in
from domain.answers import AnswerId
from domain.brought import Brought

# What says nothing by itself: every row of a file may say that no decision is needed.
SILENCE = {"", "false"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A row in our words; what cannot be understood is a problem, and no text."""

    line: int
    texts: Texts
    problems: tuple[CellProblem, ...] = ()

    @property
    def number(self) -> str:
        """The plan activity's."""
        return self.texts.get(Subject.NUMBER, "")

    @property
    def external_id(self) -> str:
        """What the system calls the answer; "" when it does not say."""
        return self.texts.get(Subject.EXTERNAL_ID, "")

    @property
    def given_at(self) -> datetime | None:
        """When the answer was given there."""
        text = self.texts.get(Subject.ANSWERED_AT)
        return datetime.fromisoformat(text) if text else None

    @property
    def form(self) -> FormFields:
        """What the row says, as the card's form would have it."""
        said = {FORM_FIELDS[about]: text for about, text in self.texts.items() if about in FORM_FIELDS}
        return typed_in(FormFields(), said)

    @property
    def is_silent(self) -> bool:
        """Whether the system has no answer there."""
        return all(self.texts.get(about, "") in SILENCE for about in FORM_FIELDS)


def understood(mapping: FileMapping, cells: Cells, rows: Sequence[Row]) -> list[ReadRow]:
    """Each row in our words. No plan activity and no external id may come twice."""
    seen: dict[tuple[Subject, str], int] = {}
    return [_once(mapping, _row(mapping, cells, row), seen) for row in rows]


def says(mapping: FileMapping, cells: Cells, row: ReadRow, texts: Texts) -> bool:
    """Whether the row says what those texts would say, had they been in the file."""
    return all(
        row.texts.get(about, "") == cells.understood(column, cells.written(column, texts.get(about, "")))
        for about, column in wanted(mapping).items()
        if about in FORM_FIELDS
    )


def brought_of(mapping: FileMapping, row: ReadRow, before: AnswerId | None, *, acknowledged: bool) -> Brought:
    """The row as an answer; `before` is what the system brought last about the same plan activity."""
    knows = frozenset(FORM_FIELDS[about] for about in mapping.subjects if about in FORM_FIELDS)
    brought = Brought(
        external_id=row.external_id,
        number=row.number,
        form=row.form,
        answered_by=row.texts.get(Subject.ANSWERED_BY, ""),
        given_at=row.given_at,
        acknowledged=acknowledged,
        unless_same=True,
        knows=knows,
    )
    if row.external_id:
        return brought
    return replace(brought, external_id=id_of(row.texts, before))


def _row(mapping: FileMapping, cells: Cells, row: Row) -> ReadRow:
    texts: dict[Subject, str] = {}
    problems = [row.problem] if row.problem else []
    for about, column in wanted(mapping).items() if not row.problem else ():
        found = cells.understood(column, row.cells.get(about, ""))
        if isinstance(found, str):
            texts[about] = found
        else:
            problems.append(found)
        if about is Subject.NUMBER and not found:
            problems.append(CellProblem(kind=CellFault.EMPTY, column=column.name))
    return ReadRow(line=row.line, texts=texts, problems=tuple(problems))


def _once(mapping: FileMapping, row: ReadRow, seen: dict[tuple[Subject, str], int]) -> ReadRow:
    return replace(row, problems=(*row.problems, *_repeated(mapping, row, seen)))


def _repeated(
    mapping: FileMapping, row: ReadRow, seen: dict[tuple[Subject, str], int]
) -> Iterator[CellProblem]:
    for about in (Subject.NUMBER, Subject.EXTERNAL_ID):
        value, column = row.texts.get(about, ""), mapping.column_about(about)
        if not value or column is None or row.is_silent:
            continue
        first = seen.setdefault((about, value.casefold()), row.line)
        if first != row.line:
            yield CellProblem(kind=CellFault.TWICE, column=column.name, value=value, line=first)
