"""How another system's file looks: its columns, its words, and how it writes numbers and days."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic import Field as Limited

from bot.exchange.subjects import Subject

LONGEST_CLIENT = 34
MOST_COLUMNS = 200


class Encoding(StrEnum):
    """How letters are written as bytes; `utf-8-sig` begins with a mark that Excel knows UTF-8 by."""

    UTF_8_SIG = "utf-8-sig"
    UTF_8 = "utf-8"
    CP1252 = "cp1252"
    UTF_16 = "utf-16"


class Delimiter(StrEnum):
    """What stands between two cells."""

    SEMICOLON = ";"
    COMMA = ","
    TAB = "tab"
    BAR = "|"

    @property
    def character(self) -> str:
        """As it stands in the file."""
        return "\t" if self is Delimiter.TAB else self.value


class DayForm(StrEnum):
    """How a day is written."""

    DASHED = "YYYY-MM-DD"
    BARE = "YYYYMMDD"
    POINTS = "DD.MM.YYYY"
    SLASHES = "DD/MM/YYYY"
    AMERICAN = "MM/DD/YYYY"


class DecimalMark(StrEnum):
    """What stands before decimals."""

    COMMA = ","
    POINT = "."


def _several(value: object) -> object:
    """One word may be written without brackets around it."""
    return [value] if isinstance(value, str) else value


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\r\n]+$")
]
Words = Annotated[tuple[Line, ...], BeforeValidator(_several), Limited(min_length=1, max_length=50)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class _Strict(BaseModel):
    """Nothing is passed over: a misspelt name would otherwise mean that what it was for is left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FileForm(_Strict):
    """How the file is written down."""

    encoding: Encoding = Encoding.UTF_8_SIG
    delimiter: Delimiter = Delimiter.SEMICOLON
    heading: bool = True
    decimal_mark: DecimalMark = DecimalMark.COMMA
    day: DayForm = DayForm.DASHED


class Column(_Strict):
    """One column: what it is called there, and what it is `about` or what `always` stands in it.

    `words` are theirs by our code: the first is written, and each of them is understood.
    """

    name: Line
    about: Subject | None = None
    always: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\r\n]*$")] | None = None
    words: Mapping[Code, Words] = Limited(default_factory=dict, max_length=20_000)


class FileMapping(_Strict):
    """The whole mapping. `client` is what people read about where an answer comes from."""

    client: Annotated[Line, StringConstraints(max_length=LONGEST_CLIENT)]
    file: FileForm = FileForm()
    columns: Annotated[tuple[Column, ...], Limited(min_length=1, max_length=MOST_COLUMNS)]

    def column_about(self, subject: Subject) -> Column | None:
        """The column about that, if there is one."""
        return next((each for each in self.columns if each.about is subject), None)

    @property
    def subjects(self) -> frozenset[Subject]:
        """What the file tells of."""
        return frozenset(each.about for each in self.columns if each.about is not None)
