"""Decides what a refusal from Teams means: try again, later, or never.

Source: Microsoft Teams, "Status codes from bot conversational APIs": 412, 429, 502, 503 and 504 are retried,
nothing else is, and 500 is named among those that must not be.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import orjson

from bot.teams.fields import JsonObject, object_at, text_at
from domain.deliveries import FailureReason
from scheduler.messenger import DeliveryError

TRANSIENT: Mapping[int, FailureReason] = {
    HTTPStatus.PRECONDITION_FAILED: FailureReason.UNAVAILABLE,
    HTTPStatus.TOO_MANY_REQUESTS: FailureReason.THROTTLED,
    HTTPStatus.BAD_GATEWAY: FailureReason.UNAVAILABLE,
    HTTPStatus.SERVICE_UNAVAILABLE: FailureReason.UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT: FailureReason.UNAVAILABLE,
}
PERMANENT: Mapping[int, FailureReason] = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: FailureReason.TOO_LARGE,
    HTTPStatus.INTERNAL_SERVER_ERROR: FailureReason.FAULT,
}
PERMANENT_BY_CODE: Mapping[tuple[int, str], FailureReason] = {
    (HTTPStatus.FORBIDDEN, "BotDisabledByAdmin"): FailureReason.BLOCKED,
    (HTTPStatus.FORBIDDEN, "ConversationBlockedByUser"): FailureReason.BLOCKED,
    (HTTPStatus.FORBIDDEN, "MessageWritesBlocked"): FailureReason.BLOCKED,
    (HTTPStatus.FORBIDDEN, "BotNotInConversationRoster"): FailureReason.NOT_INSTALLED,
    (HTTPStatus.FORBIDDEN, "ForbiddenOperationException"): FailureReason.NOT_INSTALLED,
    (HTTPStatus.NOT_FOUND, "BotNotInConversationRoster"): FailureReason.NOT_INSTALLED,
    (HTTPStatus.NOT_FOUND, "ConversationNotFound"): FailureReason.CONVERSATION_GONE,
}

INVALID_HOST_CODE = "InvalidBotApiHost"
LONGEST_RETRY_AFTER = timedelta(days=1)
CODE = re.compile(r"[A-Za-z0-9 ._-]{1,64}")


def classify(status: int, headers: Mapping[str, str], body: bytes) -> DeliveryError:
    """What an answer other than 2xx from the connector means. The body may be anything, or nothing."""
    code = error_code(body)
    if status in TRANSIENT:
        return DeliveryError(TRANSIENT[status], permanent=False, code=code, retry_after=retry_after(headers))
    reason = PERMANENT_BY_CODE.get((status, code)) or PERMANENT.get(status, FailureReason.REJECTED)
    return DeliveryError(reason, permanent=True, code=code or str(status))


def error_code(body: bytes) -> str:
    """The code in an error body; "" where there is none.

    Either `{"error": {"code": …}}`, or `{"errorCode": 209, "message": …}` with JSON in a string that has a
    `subCode`.
    """
    answer = _parsed(body)
    nested = _parsed(text_at(answer, "message").encode())
    code = text_at(answer, "error", "code") or text_at(nested, "subCode")
    return code if CODE.fullmatch(code) else ""


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """How long the platform asks us to wait; None when it does not say.

    A date is compared with the answer's own `Date`, so that our clock need not agree with theirs.
    """
    given = headers.get("Retry-After", "").strip()
    if given.isascii() and given.isdigit():
        return timedelta(seconds=min(int(given[:9]), LONGEST_RETRY_AFTER.total_seconds()))
    try:
        wait = parsedate_to_datetime(given) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return None
    return min(max(wait, timedelta()), LONGEST_RETRY_AFTER)


def _parsed(body: bytes) -> JsonObject:
    try:
        return object_at(orjson.loads(body))
    except orjson.JSONDecodeError:
        return {}
