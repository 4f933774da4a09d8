"""The overview as a web page: the state, what has changed and deviates, the map, and a table of answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.colours import by_name
from reports.web_page.engine import drawn
from reports.web_page.frame import Frame, Link
from reports.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A state as a symbol and words; `name` chooses the symbol's colour, which is never alone."""

    name: str
    symbol: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One state's part of the whole: `number` for the bar, and the same in words."""

    mark: Mark
    number: int
    count: str
    share: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice in a field."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field to choose in."""

    name: str
    label: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the page can be narrowed down by; `kept` is sent along unseen."""

    fields: Sequence[Field]
    text: str
    kept: Sequence[tuple[str, str]]
    chosen: Sequence[str]
    is_open: bool
    everything: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One measure in one unit on the map."""

    mark: Mark
    address: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """A measure with its place in every unit; None where it has nothing."""

    title: str
    places: Sequence[Place | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One plan activity as it is told about."""

    title: str
    mark: Mark
    unit: str
    owner: str
    decision: str
    lines: Sequence[str]
    answered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the answers; with an address the table can be put in its order."""

    title: str
    address: str = ""
    is_order: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """One page of the table of answers."""

    columns: Sequence[Column]
    rows: Sequence[Told]
    page_of: str
    turns: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """The documents of one version, and the page that can be read at once."""

    heading: str
    page: Link
    files: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """Everything on the page, said already."""

    frame: Frame
    answered: str
    preliminary: str
    figures: Sequence[Figure]
    how: str
    changed: Sequence[str]
    promised: str
    standing: str
    deviations: Sequence[Told]
    all_deviations: Link | None
    obstacles: Sequence[Link]
    trend: Sequence[tuple[str, str, str]]
    filters: Filters
    units: Sequence[str]
    rows: Sequence[MapRow]
    answers: Answers
    documents: Sequence[Documents]


def overview_page(page: OverviewPage, words: Wording) -> bytes:
    """The page as HTML."""
    return drawn("overview", words, page=page, frame=page.frame, colours=by_name())
