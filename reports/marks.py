"""What is marked in a workbook that is given back, and whatever marks it, fetched when it is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pkgutil import resolve_name

from domain.errors import LageskollError


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One fault. `row` is 0 where it is about the whole sheet; `heading` may be "" or no column's."""

    sheet: str
    row: int
    heading: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Titles:
    """What the list is called in the reader's language, and its columns: sheet, row, column and fault."""

    sheet: str
    columns: tuple[str, str, str, str]


class NotMarkedError(LageskollError):
    """The workbook could not be given back with its faults marked: mend what the list of problems says."""


def annotated(content: bytes, marks: Sequence[Mark], titles: Titles) -> bytes:
    """The workbook with its faults; formulas, formats and drop-downs stay.

    It must have been opened within limits before. Raises `NotMarkedError` when it cannot be given back.
    """
    try:
        given_back: bytes = resolve_name("reports.annotated:annotated")(content, marks, titles)
    except Exception as error:
        raise NotMarkedError from error
    return given_back
