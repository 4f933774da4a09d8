"""Values as they stand in a workbook: typed, in the reader's language and local time."""

from datetime import datetime
from enum import StrEnum

from reports.open_data import code_words
from reports.open_data.columns import Column, Row, Value
from reports.table import Cell, Share
from reports.wording import Wording

HUNDRED = 100
PER_CENT = {"percent", "previous_percent"}


def cell(column: Column, row: Row, words: Wording) -> Cell:
    """What one column shows of one plan activity."""
    value = column.value(row)
    if column.name in PER_CENT and isinstance(value, int):
        return Share(value / HUNDRED)
    return in_words(value, words)


def in_words(value: Value, words: Wording) -> Cell:
    """A value with words for codes, yes and no."""
    match value:
        case bool():
            return yes_or_no(value, words)
        case StrEnum():
            return code_words.word(value, words)
        case datetime():
            return local(value, words)
        case tuple():
            return "; ".join(str(each) for each in value) or None
        case str():
            return value or None
    return value


def yes_or_no(value: bool, words: Wording) -> str:  # noqa: FBT001 - it is what is said
    """Ja or nej."""
    return words.say("Yes") if value else words.say("No")


def local(at: datetime, words: Wording) -> datetime:
    """Local time as Excel has it: without a zone, to the second."""
    return at.astimezone(words.time_zone).replace(tzinfo=None, microsecond=0)
