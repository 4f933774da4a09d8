"""The figures: where they are read, how few they are, and what they say of a process that is in trouble."""

import asyncio
import logging
from collections import defaultdict
from datetime import UTC, datetime

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.settings import load_settings
from bot.watching.clock_watch import Beats
from bot.watching.exposing import exposed
from bot.watching.figures import MOST_CODES, Figures
from bot.watching.gauges import RateLeft, watch_loop
from bot.watching.settings import WatchSettings
from bot.watching.turns import VERBS, Outcome, TurnKind
from scheduler.pacing import Pacing
from storage.database import Database

NOW = datetime(2023, 8, 22, 7, tzinfo=UTC)


async def test_the_figures_are_read_on_a_port_of_their_own_and_nothing_else_is(database: Database) -> None:
    figures = Figures()
    async with (
        exposed(WatchSettings(metrics_port=0), figures, database, lambda: NOW) as address,
        aiohttp.ClientSession() as http,
    ):
        async with http.get(address) as answer:
            read = await answer.text()
            content_type = answer.headers["Content-Type"]
        async with http.get(address.replace("/metrics", "/healthz")) as other:
            assert other.status == 404

    assert content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert "lageskoll_database_up 1.0" in read
    assert 'lageskoll_outbox_messages{state="due"} 0.0' in read
    assert f'database="{database.engine.dialect.name}"' in read
    assert "process_resident_memory_bytes" in read


async def test_errors_in_the_log_are_counted_while_somebody_may_read_of_them(database: Database) -> None:
    figures = Figures()
    async with exposed(WatchSettings(metrics_port=0), figures, database, lambda: NOW):
        logging.getLogger("scheduler").error("the plan tick failed")
        logging.getLogger("scheduler").info("all is well")
    logging.getLogger("scheduler").error("too late")

    assert 'lageskoll_log_lines_total{level="error"} 1.0' in figures.written().decode()
    assert 'level="info"' not in figures.written().decode()


async def test_without_a_port_nobody_listens(database: Database) -> None:
    async with exposed(WatchSettings(), Figures(), database, lambda: NOW) as address:
        assert address == ""


def test_there_is_no_port_unless_somebody_sets_one() -> None:
    assert load_settings(env_file=None, profile="development").metrics_port is None


def test_nothing_that_comes_in_from_outside_makes_figures_without_end() -> None:
    figures = Figures()
    for number in range(10_000):
        figures.delivery("reminder", "given_up", f"Code{number}")

    read = figures.written().decode()
    assert read.count("lageskoll_deliveries_total{") == MOST_CODES + 1
    assert 'code="other"' in read


def test_all_that_can_happen_is_a_few_thousand_figures_at_most() -> None:
    figures = Figures()
    for outcome in Outcome:
        for verb in VERBS:
            figures.turn(TurnKind.PRESS, verb, outcome, 0.1)

    counted: dict[str, int] = defaultdict(int)
    for family in text_string_to_metric_families(figures.written().decode()):
        counted[family.name] += len(family.samples)
    assert sum(counted.values()) < 3_000


def test_every_figure_is_named_and_explained_as_prometheus_wants_it() -> None:
    for family in text_string_to_metric_families(Figures().written().decode()):
        assert family.documentation, family.name
        if family.name.startswith("lageskoll_"):
            assert not family.name.endswith(("_ms", "_total_total", "_minutes"))


@pytest.mark.parametrize(
    ("began", "ended", "now", "late"),
    [(0, 0, 100, 0), (100, 101, 160, 0), (100, 101, 175, 15), (100, 200, 200.5, 0.5), (100, 200, 199, 0)],
)
def test_a_beat_is_late_when_nothing_but_the_clock_has_kept_it(
    began: float, ended: float, now: float, late: float
) -> None:
    assert Beats(began=began, ended=ended).late(now, 60) == late


async def test_what_is_left_of_the_rate_is_what_has_not_been_used_since_it_was_last_asked() -> None:
    now = [100.0]
    pacing = Pacing(50, lambda: now[0])
    left = RateLeft(pacing, lambda: now[0])
    pacing.of("tenant").spend(300)  # type: ignore[arg-type]
    now[0] += 10
    busy = left()
    now[0] += 10

    assert (busy, left()) == (20, 50)


async def test_how_late_the_event_loop_comes_is_a_figure() -> None:
    figures, looked = Figures(), asyncio.Event()

    async def wait(_: float) -> None:
        if looked.is_set():
            await asyncio.Event().wait()
        looked.set()

    looking = asyncio.create_task(watch_loop(figures, wait))
    await looked.wait()
    await asyncio.sleep(0)
    looking.cancel()

    assert "lageskoll_event_loop_lag_seconds_count 1.0" in figures.written().decode()
