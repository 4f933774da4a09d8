"""What a service sends of an answer: parsed once, and told place by place what is wrong with it."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.api.problems import Code, Fault, ProblemError
from bot.api.queries import EARLIEST, INSTANT, LATEST
from domain.answer_form import LIMITS, YES, FormFields
from domain.answers import HIGHEST_PERCENT, LONGEST_EVIDENCE, NextYear, ObstacleKind, Progress, PromiseFate
from domain.brought import LONGEST_EXTERNAL_ID
from domain.typed import as_typed

# Of mistakes, as many as somebody can mend at a time.
MOST_FAULTS = 50
LONGEST_ADDRESS = 320
UNREADABLE = "json_invalid"
ESCAPED = str.maketrans({"~": "~0", "/": "~1"})
PLACES = {
    "obstacle_kind": "/obstacle/kind",
    "obstacle_text": "/obstacle/text",
    "percent_other": "/percent",
    "new_end_other": "/new_end",
}
# Text that every database can keep: lines and tabs, and no other controls.
TEXT = re.compile(r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$").pattern


def _text(field: str, description: str | None = None) -> Any:  # noqa: ANN401 - pydantic's Field is typed Any
    """A free text of the form, with its limit."""
    return Field(default="", max_length=LIMITS[field], pattern=TEXT, description=description)


class Sent(BaseModel):
    """What every part of the content has in common: nothing is guessed, and nothing is passed over."""

    model_config = ConfigDict(extra="forbid", strict=True)


class SentObstacle(Sent):
    """What stands in the way."""

    kind: ObstacleKind
    text: str = _text("obstacle_text")


class SentAnswer(Sent):
    """An answer that was given in another system. What is left out is not kept from the answer before."""

    external_id: str = Field(
        min_length=1,
        max_length=LONGEST_EXTERNAL_ID,
        pattern=r"^[^\x00-\x1f\x7f]+$",
        description="What the service calls this answer. The same sent again changes nothing.",
    )
    progress: Progress
    percent: int | None = Field(default=None, ge=0, le=HIGHEST_PERCENT)
    comment: str = _text("comment")
    obstacle: SentObstacle | None = Field(
        default=None, description="Required, with a text, when it is delayed or dropped."
    )
    next_step: str = _text("next_step")
    needs_decision: bool = False
    new_end: date | None = Field(default=None, description="Required when it is delayed.")
    indicator_value: str | None = Field(
        default=None,
        pattern=r"^-?[0-9]{1,11}(\.[0-9]{1,4})?$",
        description="A decimal number as text, with a point.",
    )
    evidence: str = Field(default="", max_length=LONGEST_EVIDENCE, description="An address on the web.")
    promise: PromiseFate | None = Field(
        default=None, description="What became of last time's next step; required when there was one."
    )
    next_year: NextYear | None = None
    next_year_note: str = _text("next_year_note")
    reason: str = _text("reason", "Why, when a strategist answers instead of the owner.")
    answered_by: str | None = Field(
        default=None,
        max_length=LONGEST_ADDRESS,
        description="The e-mail address or Entra object id of who answered; null names the service alone.",
    )
    given_at: AwareDatetime | None = Field(
        default=None,
        description="When it was given in the service, if that was not now.",
        ge=EARLIEST,
        le=LATEST,
        strict=False,
    )
    acknowledged: bool = Field(
        default=False, description="True when what `answer-doubted` asked about is meant."
    )

    @field_validator("given_at", mode="before")
    @classmethod
    def _an_instant(cls, value: object) -> object:
        if value is None or (isinstance(value, str) and INSTANT.fullmatch(value)):
            return value
        raise ValueError("must be an instant as in RFC 3339, such as 2023-09-05T07:00:00Z")

    @property
    def form(self) -> FormFields:
        """The same, as it would have been typed in the form."""
        number = self.indicator_value
        return FormFields(
            promise=self.promise or "",
            progress=self.progress,
            percent="" if self.percent is None else str(self.percent),
            comment=self.comment,
            indicator_value="" if number is None else as_typed(Decimal(number)),
            next_step=self.next_step,
            evidence=self.evidence,
            needs_decision=YES if self.needs_decision else "",
            obstacle_kind=self.obstacle.kind if self.obstacle else "",
            obstacle_text=self.obstacle.text if self.obstacle else "",
            new_end=self.new_end.isoformat() if self.new_end else "",
            reason=self.reason,
            next_year=self.next_year or "",
            next_year_note=self.next_year_note,
        )


def parsed(body: bytes) -> SentAnswer:
    """The content of a request; raises `ProblemError` with all that is wrong."""
    try:
        return SentAnswer.model_validate_json(body)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        raise _problem([(each["type"], each["loc"], each["msg"]) for each in found]) from None


def pointer(field: str) -> str:
    """Where in the content a field of the form or of what is brought stands."""
    return PLACES.get(field, f"/{field}")


def _problem(found: list[tuple[str, tuple[int | str, ...], str]]) -> ProblemError:
    if any(kind == UNREADABLE for kind, _, _ in found):
        return ProblemError(Code.BODY_INVALID, "Send a JSON object in UTF-8.")
    faults = tuple(
        Fault(pointer=_pointed(place), detail=message.removeprefix("Value error, "))
        for _, place, message in found[:MOST_FAULTS]
    )
    return ProblemError(Code.ANSWER_INVALID, "Correct what errors names, and send it again.", faults=faults)


def _pointed(place: tuple[int | str, ...]) -> str:
    return "".join(f"/{str(each).translate(ESCAPED)[:100]}" for each in place)
