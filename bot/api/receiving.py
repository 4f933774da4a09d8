"""Takes in what a service sends: of the right kind, not too large, and based on what it has read."""

from aiohttp import web
from aiohttp.client_exceptions import ClientPayloadError
from aiohttp.helpers import ETAG_ANY

from bot.api import contents
from bot.api.contents import SentAnswer
from bot.api.problems import Code, ProblemError
from bot.api.queries import LARGEST_ID
from domain.answers import AnswerId
from domain.brought import ANY_ANSWER

# Some times what all the texts of an answer can be.
BODY_LIMIT_BYTES = 128 * 1024
JSON = "application/json"
NO_ANSWER = AnswerId(0)


async def sent(request: web.Request) -> SentAnswer:
    """The content; raises `ProblemError`."""
    # Unpacking what others have packed is work that they set us.
    if request.content_type != JSON or "Content-Encoding" in request.headers:
        raise ProblemError(Code.UNSUPPORTED_TYPE, f"Send {JSON}, and do not compress it.")
    try:
        body = await request.clone(client_max_size=BODY_LIMIT_BYTES).read()
    except web.HTTPRequestEntityTooLarge:
        raise ProblemError(Code.TOO_LARGE, f"Send at most {BODY_LIMIT_BYTES} bytes.") from None
    except (ClientPayloadError, web.RequestPayloadError, ConnectionError):
        raise ProblemError(Code.BODY_INVALID, "The content ended before it was whole.") from None
    return contents.parsed(body)


def based_on(request: web.Request) -> frozenset[AnswerId] | None:
    """Which answers `If-Match` and `If-None-Match` let be the latest; None where they say nothing."""
    if request.if_match is not None:
        marks = [each.value for each in request.if_match if not each.is_weak]
        return frozenset(ANY_ANSWER if each == ETAG_ANY else _answer_of(each) for each in marks)
    known = {each.value for each in request.if_none_match or ()}
    return frozenset({NO_ANSWER}) if ETAG_ANY in known else None


def marked(answer_id: int, digest: str) -> str:
    """The ETag of an answer: it is of that answer even when somebody's name in it has been changed."""
    return f"{answer_id}-{digest}"


def _answer_of(mark: str) -> AnswerId:
    """The answer whose ETag it is; one that no answer has where it is another's."""
    number = mark.partition("-")[0]
    is_id = number.isascii() and number.isdigit() and len(number) <= len(str(LARGEST_ID))
    return AnswerId(int(number)) if is_id and int(number) else AnswerId(LARGEST_ID + 1)
