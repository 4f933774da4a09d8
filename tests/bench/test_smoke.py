"""Every bench runs and does its work, at sizes that take seconds; how fast is nobody's business here."""

import orjson
import pytest

from bench import (
    card,
    databases,
    desk,
    documents,
    garbage,
    inbound,
    nation,
    outbound,
    rubbish,
    summary,
    throttled,
)
from bench.environments import BARE
from bench.flood import CUT_OFF
from domain.report.formats import Format

pytestmark = pytest.mark.migrations
REFUSALS = {"400", "401", "404", "405", "415", CUT_OFF}


@pytest.mark.parametrize(
    "kind", [databases.SQLITE, pytest.param(databases.POSTGRESQL, marks=pytest.mark.postgresql)]
)
def test_every_reminder_leaves_once_and_is_settled(kind: str) -> None:
    senders = [
        outbound.Sender(BARE),
        outbound.Sender(outbound.OURS, kind),
        outbound.Sender(outbound.OURS, kind, processes=2),
    ]

    samples = outbound.race(senders, [0.0], reminders=32, items=3, in_flight=4, runs=1)

    assert [each.sender for each in samples] == senders
    assert [each.figures["done"] for each in samples] == [32, 32, 32]
    assert [each.count["doubled"] for each in samples] == [0, 0, 0]


def test_every_answer_is_stored_and_answered_with_a_card() -> None:
    samples = inbound.race([databases.SQLITE], [BARE], several=[1, 2], answers=20, clients=4, runs=1)

    deeds = ("answer", "form", "list")
    assert [each.server.title for each in samples] == [
        "bare aiohttp",
        *(f"Lägeskoll, {deed}, sqlite" for deed in deeds),
        *(f"Lägeskoll, {deed}, sqlite, 2 processes" for deed in deeds),
    ]
    assert [each.felt["failed"] for each in samples] == [0] * 7
    answered = [each.felt["done"] for each in samples if each.server.deed == "answer"]
    assert answered == [20, 20, 20]


def test_every_answer_is_stored_while_strangers_send_rubbish_and_none_of_that_gets_in() -> None:
    level = garbage.Level(title="all", strangers=4, most=200)

    (weighed,), costs = garbage.measured(
        databases.SQLITE, [level], answers=20, clients=4, seconds=0.02, waits=[0]
    )

    assert weighed.sample.felt["done"] == 20
    assert weighed.rubbish_per_second > 0
    assert [each.kind for each in costs] == list(rubbish.kinds())
    assert {status for each in costs for status in each.flooded["answers"]} <= REFUSALS


def test_nobody_is_lost_while_the_platform_throttles_and_people_who_write_are_answered() -> None:
    sample = throttled.sent(databases.SQLITE, 20, writers=2, fault_share=0.0)

    assert (sample.lost, sample.doubled) == (0, 0)
    assert len(sample.waits) == 2


def test_a_morning_reaches_everybody_in_every_municipality_once() -> None:
    morning = nation.morning(2, 10, 1, databases.SQLITE)

    assert morning.count["messages"] == 20
    assert morning.count["doubled"] == 0
    assert [theirs["taken"] for theirs in morning.count["tenants"].values()] == [10, 10]


@pytest.mark.parametrize(
    "kind", [databases.SQLITE, pytest.param(databases.POSTGRESQL, marks=pytest.mark.postgresql)]
)
def test_everything_at_the_desk_is_answered_with_a_card_or_a_workbook(kind: str) -> None:
    waits = desk.waits(kind, units=6, each=10, runs=2)

    assert {len(wait.milliseconds) for wait in waits} == {2}
    assert [wait.title for wait in waits if not wait.size] == [
        "reminders are decided",
        "managers are decided, then looked for",
    ]


@pytest.mark.parametrize(
    "kind", [databases.SQLITE, pytest.param(databases.POSTGRESQL, marks=pytest.mark.postgresql)]
)
def test_the_director_gets_the_summary_and_every_page_behind_it(kind: str) -> None:
    found = summary.waits(kind, 100, runs=1)

    assert len(found) == 7
    assert all(each.size > 1_000 for each in found)


def test_every_kind_of_document_is_made_and_weighed() -> None:
    found = documents.documents(20)

    assert [each.title for each in found] == ["reading the data", *Format]
    assert all(each.size > 1_000 and each.seconds > 0 for each in found[1:])


@pytest.mark.parametrize(("items", "kilobytes"), [(3, 6), (5, 10)])
def test_the_card_that_everybody_sends_weighs_what_is_said(items: int, kilobytes: int) -> None:
    size = len(orjson.dumps(card.drawn(items).content, default=dict))

    assert kilobytes * 900 < size < kilobytes * 1_100
