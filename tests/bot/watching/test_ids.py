"""What a turn is called, whatever a proxy or Teams says."""

import pytest

from bot.teams.fields import JsonObject
from bot.watching.ids import turn_id

BODY: JsonObject = {"id": "1692687600000", "conversation": {"id": "a:1"}}


def test_a_turn_is_called_what_the_proxy_calls_the_request() -> None:
    assert turn_id({"X-Request-ID": "7f3c1a2b-9d"}, BODY) == "7f3c1a2b-9d"


@pytest.mark.parametrize(
    "given", ["", "short", "x" * 65, "a b c d e f g", 'x"\n{"event":1}', "åäöåäöåäö", "-" * 9]
)
def test_what_a_stranger_could_make_trouble_with_is_not_taken(given: str) -> None:
    assert turn_id({"X-Request-ID": given}, BODY) == turn_id({}, BODY)


def test_when_teams_tries_the_same_again_the_turn_is_called_the_same() -> None:
    elsewhere: JsonObject = {**BODY, "conversation": {"id": "a:2"}}

    assert turn_id({}, BODY) == turn_id({}, BODY)
    assert turn_id({}, BODY) != turn_id({}, elsewhere)
    assert str(BODY["id"]) not in turn_id({}, BODY)


def test_what_has_no_id_gets_one_of_its_own() -> None:
    assert turn_id({}, {}) != turn_id({}, {})


@pytest.mark.parametrize("trace", ["00-" + "0" * 32 + "-" + "1" * 16 + "-01", "garbage", "00-1-1-01"])
def test_a_trace_that_is_none_is_passed_over(trace: str) -> None:
    assert turn_id({"traceparent": trace}, BODY) == turn_id({}, BODY)
