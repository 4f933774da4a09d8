"""Each refusal that Teams documents, and what it means to us."""

from datetime import timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.errors import classify
from domain.deliveries import FailureReason


def body(code: str) -> bytes:
    return orjson.dumps({"error": {"code": code, "message": "No."}})


WRITES_BLOCKED = orjson.dumps(
    {
        "errorCode": 209,
        "message": '{\r\n  "subCode": "MessageWritesBlocked",\r\n  "details": "Thread does not exist",\r\n'
        '  "errorCode": null\r\n}',
    }
)


@pytest.mark.parametrize(
    ("status", "answer", "reason", "code"),
    [
        (400, body("Bad Argument"), FailureReason.REJECTED, "Bad Argument"),
        (401, body("BotNotRegistered"), FailureReason.REJECTED, "BotNotRegistered"),
        (403, body("BotDisabledByAdmin"), FailureReason.BLOCKED, "BotDisabledByAdmin"),
        (403, body("BotNotInConversationRoster"), FailureReason.NOT_INSTALLED, "BotNotInConversationRoster"),
        (403, body("ConversationBlockedByUser"), FailureReason.BLOCKED, "ConversationBlockedByUser"),
        (
            403,
            body("ForbiddenOperationException"),
            FailureReason.NOT_INSTALLED,
            "ForbiddenOperationException",
        ),
        (403, body("InvalidBotApiHost"), FailureReason.REJECTED, "InvalidBotApiHost"),
        (403, body("NotEnoughPermissions"), FailureReason.REJECTED, "NotEnoughPermissions"),
        (403, WRITES_BLOCKED, FailureReason.BLOCKED, "MessageWritesBlocked"),
        (403, b"<html>Forbidden</html>", FailureReason.REJECTED, "403"),
        (
            404,
            body("ActivityNotFoundInConversation"),
            FailureReason.REJECTED,
            "ActivityNotFoundInConversation",
        ),
        (404, body("ConversationNotFound"), FailureReason.CONVERSATION_GONE, "ConversationNotFound"),
        (404, body("BotNotInConversationRoster"), FailureReason.NOT_INSTALLED, "BotNotInConversationRoster"),
        (413, body("MessageSizeTooBig"), FailureReason.TOO_LARGE, "MessageSizeTooBig"),
        (500, body("ServiceError"), FailureReason.FAULT, "ServiceError"),
        (302, b"", FailureReason.REJECTED, "302"),
        (408, b"", FailureReason.REJECTED, "408"),
        (501, b"", FailureReason.REJECTED, "501"),
    ],
)
def test_what_must_not_be_retried(status: int, answer: bytes, reason: FailureReason, code: str) -> None:
    error = classify(status, {"Retry-After": "5"}, answer)

    assert (error.reason, error.permanent, error.code, error.retry_after) == (reason, True, code, None)


@pytest.mark.parametrize(
    ("status", "answer", "reason"),
    [
        (412, body("PreconditionFailed"), FailureReason.UNAVAILABLE),
        (429, body("Throttled"), FailureReason.THROTTLED),
        (502, b"<html>Bad gateway</html>", FailureReason.UNAVAILABLE),
        (503, b"", FailureReason.UNAVAILABLE),
        (504, b"null", FailureReason.UNAVAILABLE),
    ],
)
def test_what_is_retried(status: int, answer: bytes, reason: FailureReason) -> None:
    error = classify(status, {}, answer)

    assert (error.reason, error.permanent, error.retry_after) == (reason, False, None)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "12"}, timedelta(seconds=12)),
        ({"Retry-After": " 0 "}, timedelta()),
        (
            {"Retry-After": "Tue, 22 Aug 2023 07:00:30 GMT", "Date": "Tue, 22 Aug 2023 07:00:00 GMT"},
            timedelta(seconds=30),
        ),
        (
            {"Retry-After": "Tue, 22 Aug 2023 06:00:00 GMT", "Date": "Tue, 22 Aug 2023 07:00:00 GMT"},
            timedelta(),
        ),
        ({"Retry-After": "99999999999999999999"}, timedelta(days=1)),
        ({"Retry-After": "Tue, 22 Aug 2023 07:00:30 GMT"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "²"}, None),
        ({}, None),
    ],
)
def test_how_long_the_platform_asks_us_to_wait(headers: dict[str, str], wait: timedelta | None) -> None:
    assert classify(429, headers, b"").retry_after == wait


def test_a_code_that_is_no_code_is_not_repeated() -> None:
    assert classify(400, {}, body("<script>" * 100)).code == "400"


@given(
    st.integers(300, 599), st.dictionaries(st.sampled_from(["Retry-After", "Date"]), st.text()), st.binary()
)
def test_no_answer_is_too_strange_to_classify(status: int, headers: dict[str, str], answer: bytes) -> None:
    error = classify(status, headers, answer)

    assert error.permanent is (status not in {412, 429, 502, 503, 504})
