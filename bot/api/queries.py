"""What can be asked after the question mark, parsed once: what is unknown or written twice is refused."""

import re
from datetime import UTC, datetime
from typing import Annotated, TypeVar

from multidict import MultiMapping
from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
)

from bot.api.problems import Code, Fault, ProblemError
from domain.answers import Progress
from storage.answer_feed import Wanted

INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
DIGITS = re.compile(r"[0-9]{1,10}", re.ASCII)
MOST_AT_A_TIME = 1000
# What both databases take as an id.
LARGEST_ID = 2**31 - 1
AT_A_TIME = 200
LONGEST_NUMBER = 40
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)

Asked = TypeVar("Asked", bound="Query")


def _digits(value: object) -> object:
    """Whole numbers are digits; what else Python takes for a number is somebody's mistake."""
    if isinstance(value, str) and not DIGITS.fullmatch(value):
        raise ValueError("must be a whole number")
    return value


def _truth(value: object) -> object:
    if isinstance(value, str) and value not in {"true", "false"}:
        raise ValueError("must be true or false")
    return value


def _instant(value: object) -> object:
    if isinstance(value, str) and not INSTANT.fullmatch(value):
        raise ValueError("must be an instant as in RFC 3339, such as 2023-09-05T07:00:00Z")
    return value


Digits = BeforeValidator(_digits)
Year = Annotated[int, Field(ge=EARLIEST.year, le=LATEST.year), Digits]
Count = Annotated[int, Field(ge=1, le=MOST_AT_A_TIME), Digits]
Id = Annotated[int, Field(ge=1, le=LARGEST_ID), Digits]
Number = Annotated[str, Field(min_length=1, max_length=LONGEST_NUMBER, pattern=r"^[^\x00-\x1f\x7f]+$")]
Truth = Annotated[bool, BeforeValidator(_truth)]
Instant = Annotated[AwareDatetime, BeforeValidator(_instant)]


class Query(BaseModel):
    """No parameters."""

    model_config = ConfigDict(extra="forbid")


class PlanQuery(Query):
    """Which plan."""

    year: Year | None = Field(default=None, description="The plan's year; the latest plan if left out.")


class PageQuery(Query):
    """Which page."""

    cursor: Id | None = Field(default=None, description="The field `next` of the page before.")
    limit: Count = Field(default=AT_A_TIME, description="How many on a page, at most.")


class PlanActivitiesQuery(PageQuery, PlanQuery):
    """Which plan activities."""


class AnswersQuery(PageQuery):
    """Which answers."""

    history: Truth = Field(default=False, description="Every answer, not just the latest to each of them.")
    changed_since: Instant | None = Field(default=None, description="Given after this instant.")
    progress: Progress | None = Field(default=None, description="Only those that say this.")
    org_unit_id: Id | None = Field(default=None, description="Only of this unit.")
    number: Number | None = Field(default=None, description="Only of what has this number in the plan.")

    @field_validator("changed_since")
    @classmethod
    def _in_our_time(cls, value: datetime | None) -> datetime | None:
        """Before us there were no answers, and no database takes every year that there has been."""
        if value is None or EARLIEST.year <= value.year <= LATEST.year:
            return value
        return EARLIEST if value.year < EARLIEST.year else LATEST

    @property
    def wanted(self) -> Wanted:
        """The same, as the storage is asked."""
        return Wanted(
            history=self.history,
            changed_since=self.changed_since,
            progress=self.progress,
            org_unit_id=self.org_unit_id,
            number=self.number,
        )


def parsed(query: type[Asked], given: MultiMapping[str]) -> Asked:
    """The parameters of a request; raises `ProblemError` with all that is wrong."""
    twice = sorted({name for name in given if len(given.getall(name)) > 1})
    if twice:
        raise _problem([Fault(parameter=name, detail="is given more than once") for name in twice])
    try:
        return query.model_validate(dict(given))
    except ValidationError as error:
        raise _problem(
            [_fault(each["loc"], each["msg"]) for each in error.errors(include_url=False)]
        ) from None


def _fault(place: tuple[int | str, ...], message: str) -> Fault:
    return Fault(parameter=str(place[0]) if place else "", detail=message.removeprefix("Value error, "))


def _problem(faults: list[Fault]) -> ProblemError:
    named = ", ".join(dict.fromkeys(each.parameter for each in faults))
    return ProblemError(Code.PARAMETER_INVALID, f"Look at: {named}.", faults=tuple(faults))
