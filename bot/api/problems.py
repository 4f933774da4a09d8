"""What the API refuses, as RFC 9457 has it: a code that programs can rely on and a sentence for people."""

from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from types import MappingProxyType

from pydantic import BaseModel, Field

TYPE = "urn:lageskoll:problem:"
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Code(StrEnum):
    """Why something was refused. They stay as they are for as long as the address says v1."""

    PARAMETER_INVALID = "parameter-invalid"
    TOKEN_REFUSED = "token-refused"  # noqa: S105 - a reason, not a token
    CLIENT_UNKNOWN = "client-unknown"
    ROLE_MISSING = "role-missing"
    NOT_FOUND = "not-found"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    NOT_ACCEPTABLE = "not-acceptable"
    TOO_MANY_REQUESTS = "too-many-requests"
    FAILED = "failed"
    UNAVAILABLE = "unavailable"
    BODY_INVALID = "body-invalid"
    ROUND_NOT_OPEN = "round-not-open"
    EXTERNAL_ID_TAKEN = "external-id-taken"
    NEWER_ANSWER = "newer-answer"
    CHANGED_MEANWHILE = "changed-meanwhile"
    TOO_LARGE = "too-large"
    UNSUPPORTED_TYPE = "unsupported-type"
    ANSWER_INVALID = "answer-invalid"
    ANSWER_DOUBTED = "answer-doubted"


STATUSES = MappingProxyType(
    {
        Code.PARAMETER_INVALID: HTTPStatus.BAD_REQUEST,
        Code.TOKEN_REFUSED: HTTPStatus.UNAUTHORIZED,
        Code.CLIENT_UNKNOWN: HTTPStatus.FORBIDDEN,
        Code.ROLE_MISSING: HTTPStatus.FORBIDDEN,
        Code.NOT_FOUND: HTTPStatus.NOT_FOUND,
        Code.METHOD_NOT_ALLOWED: HTTPStatus.METHOD_NOT_ALLOWED,
        Code.NOT_ACCEPTABLE: HTTPStatus.NOT_ACCEPTABLE,
        Code.TOO_MANY_REQUESTS: HTTPStatus.TOO_MANY_REQUESTS,
        Code.FAILED: HTTPStatus.INTERNAL_SERVER_ERROR,
        Code.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
        Code.BODY_INVALID: HTTPStatus.BAD_REQUEST,
        Code.ROUND_NOT_OPEN: HTTPStatus.CONFLICT,
        Code.EXTERNAL_ID_TAKEN: HTTPStatus.CONFLICT,
        Code.NEWER_ANSWER: HTTPStatus.CONFLICT,
        Code.CHANGED_MEANWHILE: HTTPStatus.PRECONDITION_FAILED,
        Code.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        Code.UNSUPPORTED_TYPE: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        Code.ANSWER_INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
        Code.ANSWER_DOUBTED: HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)
TITLES = MappingProxyType(
    {
        Code.PARAMETER_INVALID: "A parameter has a value that it cannot have",
        Code.TOKEN_REFUSED: "The request has no token that is good here",
        Code.CLIENT_UNKNOWN: "This service may not use the API",
        Code.ROLE_MISSING: "This service has not been given the role that is needed",
        Code.NOT_FOUND: "There is no such thing",
        Code.METHOD_NOT_ALLOWED: "This cannot be done here",
        Code.NOT_ACCEPTABLE: "The answer is JSON and nothing else",
        Code.TOO_MANY_REQUESTS: "This service asks more often than it may",
        Code.FAILED: "Something failed here",
        Code.UNAVAILABLE: "Nobody's token can be checked now",
        Code.BODY_INVALID: "The content is no JSON that can be read",
        Code.ROUND_NOT_OPEN: "The round takes no answers now",
        Code.EXTERNAL_ID_TAKEN: "Another answer has come under that external_id",
        Code.NEWER_ANSWER: "There is an answer that was given later",
        Code.CHANGED_MEANWHILE: "The latest answer is another than this is based on",
        Code.TOO_LARGE: "The content is larger than any answer",
        Code.UNSUPPORTED_TYPE: "The content must be JSON, as it is",
        Code.ANSWER_INVALID: "Something in the answer must be corrected",
        Code.ANSWER_DOUBTED: "Something in the answer may be a mistake",
    }
)
# What only somebody who sends something can be told.
OF_WRITING = frozenset(
    {
        Code.BODY_INVALID,
        Code.ROUND_NOT_OPEN,
        Code.EXTERNAL_ID_TAKEN,
        Code.NEWER_ANSWER,
        Code.CHANGED_MEANWHILE,
        Code.TOO_LARGE,
        Code.UNSUPPORTED_TYPE,
        Code.ANSWER_INVALID,
        Code.ANSWER_DOUBTED,
    }
)


class Fault(BaseModel):
    """One parameter of the address that is wrong, or one place in the content; the other is empty."""

    parameter: str = ""
    pointer: str = Field(default="", description="A JSON pointer (RFC 6901).", examples=["/new_end"])
    detail: str


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(examples=[TYPE + Code.ROLE_MISSING])
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


class ProblemError(Exception):
    """A request that is refused; `headers` go with the answer."""

    def __init__(
        self,
        code: Code,
        detail: str,
        *,
        faults: tuple[Fault, ...] = (),
        headers: Mapping[str, str] = NO_HEADERS,
    ) -> None:
        super().__init__(f"{code.value}: {detail}")
        self.code = code
        self.headers = headers
        self.problem = Problem(
            type=TYPE + code.value,
            title=TITLES[code],
            status=STATUSES[code],
            detail=detail,
            errors=list(faults),
        )


def not_found(detail: str) -> ProblemError:
    """What was asked for is not there."""
    return ProblemError(Code.NOT_FOUND, detail)
