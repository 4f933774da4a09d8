"""What a log line looks like, and what never stands in one."""

import logging
import re
import warnings
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from types import MappingProxyType
from typing import Any, cast

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.watching.damping import MOST_A_SECOND, Damper
from bot.watching.ids import IDS, OF_PROCESS
from bot.watching.logs import chained, configured
from bot.watching.redacting import HIDDEN, cleaned
from bot.watching.settings import LogFormat, LogLevel
from tests.fakes.log import Log, logged

JWT = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJib3QifQ.c2lnbmF0dXJl"
TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00")


def stumble(comment: str, told: str = "") -> None:
    raise ValueError(told or len(comment))


def test_what_a_room_says_is_one_line_of_json_with_the_ids_of_its_turn(log: Log) -> None:
    log.opened()
    about = IDS.set({"turn": "abc"})

    logging.getLogger("dialogs.files").warning("a file could not be saved: %s", "full")
    IDS.reset(about)

    [line] = log.lines
    assert line.pop("timestamp")
    assert line == {
        "event": "a file could not be saved: full",
        "level": "warning",
        "logger": "dialogs.files",
        "turn": "abc",
    }


def test_an_error_is_data_and_shows_no_variables(log: Log) -> None:
    log.opened()
    comment = "Anna är sjuk"
    try:
        stumble(comment)
    except ValueError:
        logging.getLogger("bot").exception("it failed")

    [line] = log.lines
    [error] = cast("list[dict[str, Any]]", line["exception"])
    assert error["exc_type"] == "ValueError"
    assert error["frames"][-1]["name"] == "stumble"
    assert comment not in log.text


def test_a_line_of_several_lines_stays_one(log: Log) -> None:
    lines = log.opened()

    lines.info("turn", name='first\nsecond\r\n{"event": "forged"}')

    assert len(log.lines) == 1


@pytest.mark.parametrize("value", ["\ud800", 2**80, b"\xff", object(), {"nested": ("räka", 1)}, float("nan")])
def test_nothing_that_stands_in_a_line_keeps_it_from_being_written(log: Log, value: object) -> None:
    lines = log.opened()

    lines.info("turn", value=value)

    assert [line["event"] for line in log.lines] == ["turn"]


class Coloured(StrEnum):
    RED = "räd"


@dataclass
class Secretive:
    note: str


TEXTS = st.text(max_size=20) | st.sampled_from(
    ["\ud800", f"Bearer {JWT}", "anna@borlange.se", "a=b", 'secret": "x', '\x00\u2028"\\', "level"]
)
PLAIN = TEXTS | st.none() | st.booleans() | st.integers() | st.floats() | st.just(Coloured.RED)
ODD = st.sampled_from(
    [b"\xff", object, Decimal("1.5"), {1}, datetime(2026, 11, 30, tzinfo=UTC), Secretive(f"Bearer {JWT}")]
)
VALUES = st.recursive(
    PLAIN | ODD,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(TEXTS | st.integers(), inner, max_size=3)
        | st.dictionaries(TEXTS, inner, max_size=3).map(MappingProxyType)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(["kind", "ms", "turn", "level", "timestamp", "logger", "secret", "räka"]) | TEXTS


@given(
    event=TEXTS,
    fields=st.dictionaries(NAMES.filter(lambda name: name not in {"self", "event"}), VALUES, max_size=6),
    ids=st.dictionaries(NAMES, PLAIN, max_size=3),
    level=st.sampled_from(["info", "warning", "debug"]),
)
def test_a_frequent_line_is_to_the_byte_what_it_is_link_by_link(
    event: str, fields: dict[str, Any], ids: dict[str, Any], level: str
) -> None:
    at_once, by_links = BytesIO(), BytesIO()
    about, process = IDS.set(ids), OF_PROCESS.set({"process": 1})
    with logged():
        for lines in (
            configured(LogFormat.JSON, LogLevel.INFO, at_once),
            chained(LogFormat.JSON, logging.INFO, by_links),
        ):
            getattr(lines, level)(event, **fields)
    IDS.reset(about)
    OF_PROCESS.reset(process)

    written, expected = at_once.getvalue(), by_links.getvalue()
    assert TIME.sub(b"", written) == TIME.sub(b"", expected)
    assert bool(written) == (level != "debug")


def test_what_is_less_than_the_level_is_not_written(log: Log) -> None:
    lines = log.opened(level=LogLevel.WARNING)

    lines.info("turn")
    logging.getLogger("bot").info("no")
    lines.warning("delivery")

    assert [line["event"] for line in log.lines] == ["delivery"]


def test_libraries_keep_their_details_to_themselves_also_when_our_rooms_tell_everything(log: Log) -> None:
    log.opened(level=LogLevel.DEBUG)

    logging.getLogger("urllib3.connectionpool").debug("POST /token client_secret")
    logging.getLogger("aiosqlite").debug("executing INSERT")
    logging.getLogger("scheduler.tour").debug("ours")

    assert [line["event"] for line in log.lines] == ["ours"]


def test_warnings_come_in_the_log_too(log: Log) -> None:
    log.opened()

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("old", DeprecationWarning, stacklevel=1)

    assert log.lines[0]["logger"] == "py.warnings"


def test_for_eyes_a_line_has_its_fields_behind_it(log: Log) -> None:
    lines = log.opened(LogFormat.TEXT)

    lines.info("turn", name="answer.save")
    logging.getLogger("bot").warning("räksmörgås %s", "å")

    first, second = log.text.splitlines()
    assert "name=answer.save" in first
    assert "räksmörgås å" in second


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (f"Authorization: Bearer {JWT}", f"Authorization: Bearer {HIDDEN}"),
        (f"got {JWT} from", f"got {HIDDEN} from"),
        ("mail to åsa.öberg+x@borlange.se, please", f"mail to {HIDDEN}, please"),
        ("postgresql+psycopg://bot:s3cr&t@db/x", f"postgresql+psycopg://bot:{HIDDEN}@db/x"),
        (
            "https://x.sharepoint.com/f?tempauth=v1.abc&a=1",
            f"https://x.sharepoint.com/f?tempauth={HIDDEN}&a=1",
        ),
        ("{'client_secret': 'hemlis~1'}", f"{{'client_secret': '{HIDDEN}'}}"),
        ("-1@2023-09-15", "-1@2023-09-15"),
        ("an answer = 5 > 3", "an answer = 5 > 3"),
    ],
)
def test_what_looks_like_a_secret_or_an_address_is_taken_out(said: str, written: str) -> None:
    assert cleaned(said) == written


def test_secrets_are_taken_out_wherever_they_stand_in_a_line(log: Log) -> None:
    lines = log.opened()
    try:
        stumble("", f"Bearer {JWT}")
    except ValueError:
        logging.getLogger("bot").exception("for anna@borlange.se")
    lines.info("turn", deep={"list": [f"x {JWT}"]})

    assert JWT not in log.text
    assert "anna@" not in log.text
    assert len(log.lines) == 2


@given(st.text(max_size=300))
def test_taking_secrets_out_never_fails(text: str) -> None:
    assert isinstance(orjson.dumps(cleaned(text.encode("utf-8", "replace").decode())), bytes)


def test_a_text_of_a_megabyte_is_cleaned_in_no_time_worth_mentioning() -> None:
    # Quadratic time would keep this test, and the service, busy for hours.
    assert len(cleaned("a" * 1_000_000 + "@=")) > 1_000_000


def test_of_what_strangers_cause_only_some_lines_are_written_and_the_rest_is_counted() -> None:
    now = [0.0]
    damper = Damper("bot.teams.door", lambda: now[0])

    def knock() -> logging.LogRecord | None:
        record = logging.LogRecord("bot.teams.door", logging.WARNING, "", 0, "Turned away: %s", ("x",), None)
        return record if damper.filter(record) else None

    written = [knock() for _ in range(MOST_A_SECOND + 500)]
    now[0] = 1.0
    last = knock()

    assert len([each for each in written if each]) == MOST_A_SECOND
    assert last is not None
    assert last.getMessage() == "Turned away: x (and 500 more lines like it were left out)"
