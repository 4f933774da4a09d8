"""A report as headings, sentences, tables and charts, which Word, PDF, web page and JSON are drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.answers import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Where a sentence has its figures or its quotation from, numbered from 1 through the document.

    `text` is for readers; the ids are those of the answers, and of the plan activities where it is the lack
    of an answer that is told.
    """

    number: int
    text: str
    answer_ids: tuple[int, ...] = ()
    plan_activity_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence; `note` is None only where it holds no figure and nobody's words."""

    text: str
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Sentences that belong together."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """Several things of the same kind, one to a line."""

    items: tuple[Paragraph, ...]


class Align(StrEnum):
    """How a column stands."""

    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table; `width` is its share of the table's."""

    title: str
    width: int = 1
    align: Align = Align.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell, with its source where it has one. `is_none` when it counts and there is nothing of it."""

    text: str
    note: Note | None = None
    is_none: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; the first cell of each row is its heading. `is_wide` asks for a page on its side."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One part of a bar; `progress` is None for what has no answer, and decides its colour and pattern."""

    progress: Progress | None
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar, with the sum of its slices as its length where bars are not all of the same length."""

    label: str
    slices: tuple[Slice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Stacked bars. `alternative` says in words what is seen; the figures stand in a table beside it too."""

    caption: str
    alternative: str
    bars: tuple[Bar, ...]


Block = Paragraph | Bullets | Table | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what is under it. `anchor` is its name in links: small letters, digits and hyphens."""

    title: str
    anchor: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadLine:
    """A line of the document's head, such as Diarienummer: MN 2023/117."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The whole report. `marks` say that it is preliminary, a draft or superseded, and stand on every page.

    `keywords` are for the file's own properties: the seal by which the file is known again among them.
    """

    language: str
    title: str
    subtitle: str
    author: str
    head: tuple[HeadLine, ...]
    marks: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    notes_title: str
    seal_lines: tuple[str, ...]
    keywords: tuple[str, ...] = ()

    @property
    def every_section(self) -> tuple[Section, ...]:
        """All sections and those under them, in the order in which they are read."""
        return tuple(_flat(self.sections))


def _flat(sections: Sequence[Section]) -> list[Section]:
    return [each for section in sections for each in (section, *_flat(section.sections))]


class Notes:
    """Numbers the notes in the order in which they are met; the same source has one number."""

    def __init__(self) -> None:
        self._kept: dict[tuple[tuple[int, ...], tuple[int, ...]], Note] = {}

    @property
    def kept(self) -> tuple[Note, ...]:
        """Every note so far, in order."""
        return tuple(self._kept.values())

    def add(
        self, text: str, *, answer_ids: Sequence[int] = (), plan_activity_ids: Sequence[int] = ()
    ) -> Note:
        """The note with that source, an earlier one when it has been met before."""
        source = tuple(answer_ids), tuple(plan_activity_ids)
        if source not in self._kept:
            self._kept[source] = Note(
                number=len(self._kept) + 1, text=text, answer_ids=source[0], plan_activity_ids=source[1]
            )
        return self._kept[source]
