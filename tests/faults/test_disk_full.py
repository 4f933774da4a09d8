"""The disk is full under SQLite: whoever answers is told so, nothing is half-written, nothing is lost."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import event

from bench import presses
from bench.town import MORNING, Town
from bot.clock import MovableClock, system_clock
from bot.main import House, put_together
from bot.settings import load_settings
from domain.deliveries import Fate
from storage.database import Database
from tests.faults.patience import until
from tests.faults.place import Place, laid
from tests.faults.wire import Wire
from tests.stored import Stored, stored

OWNERS = 60
ROOM = 2**30
FULL = "database or disk is full"
CARD = "application/vnd.microsoft.card.adaptive"


class Disk:
    """What SQLite may still use, told to each connection before it is used."""

    def __init__(self, database: Database) -> None:
        self.is_full = False
        for engine in database.engines:
            event.listen(engine.sync_engine, "checkout", self._limit)

    def _limit(self, connection: Any, *_: object) -> None:
        cursor = connection.cursor()
        # A limit below what is used already means exactly that.
        cursor.execute(f"PRAGMA max_page_count={1 if self.is_full else ROOM}")
        cursor.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A house over a place whose disk fills up; its clock strikes when it is told to."""

    place: Place
    house: House
    client: TestClient[web.Request, web.Application]
    disk: Disk

    @property
    def town(self) -> Town:
        return self.place.towns[0]

    async def press(self, body: presses.Body) -> Mapping[str, Any]:
        """Somebody presses a button; gives the answer."""
        async with self.client.post("/api/messages", json=body) as answer:
            assert answer.status == 200
            received: Mapping[str, Any] = await answer.json()
            return received

    async def stored(self) -> Stored:
        return await stored(self.place.database, self.town.tenant_id)


@pytest.fixture
async def service(sqlite_url: str, wire: Wire) -> AsyncIterator[Service]:
    """It is nine o'clock, and everybody is about to be reminded."""
    async with laid(sqlite_url, wire.service_url, owners=OWNERS) as place:
        settings = load_settings(
            env_file=None,
            profile="development",
            database_url=sqlite_url,
            tenant_id=place.towns[0].tenant_id,
        )
        async with (
            put_together(settings, MovableClock(MORNING, system_clock)) as house,
            TestClient(TestServer(house.application)) as client,
        ):
            yield Service(place=place, house=house, client=client, disk=Disk(house.database))


def answers(town: Town, locale: str) -> Iterator[presses.Body]:
    """Everybody's answers, written in that language."""
    for body in presses.answers(town, range(town.owners)):
        told = [{"type": "clientInfo", "locale": locale}]
        yield {**body, "locale": locale, "entities": told}


def integrity(url: str) -> str:
    """What SQLite says about its file."""
    with sqlite3.connect(url.partition("///")[2]) as connection:
        [found] = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return str(found)


SAID = {
    "sv-SE": "Något gick fel hos oss, och inget sparades. Försök igen om en stund.",
    "en-US": "Something went wrong with us, and nothing was saved. Please try again in a while.",
}


async def pressed_until(service: Service, told: str, locale: str) -> tuple[presses.Body, Stored]:
    """Let people answer until one is told so; gives that press, and what was stored before it.

    The first few still fit where something else has been.
    """
    for body in answers(service.town, locale):
        before = await service.stored()
        if (await service.press(body))["value"] == told:
            return body, before
    raise AssertionError(told)


@pytest.mark.parametrize("locale", SAID)
async def test_whoever_answers_is_told_that_nothing_was_saved_and_may_press_again(
    service: Service, locale: str, caplog: pytest.LogCaptureFixture
) -> None:
    service.disk.is_full = True
    press, before = await pressed_until(service, SAID[locale], locale)
    after = await service.stored()
    service.disk.is_full = False
    saved = await service.press(press)

    # Where somebody is reached is noted before they are answered, and may still fit.
    assert {**after, "contact_point": None} == {**before, "contact_point": None}
    assert FULL in caplog.text
    assert integrity(service.place.url) == "ok"
    assert saved["type"] == CARD
    assert len((await service.stored())["answer"]) == len(after["answer"]) + 1


async def test_who_is_to_be_reminded_is_decided_when_there_is_room_again(
    service: Service, wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    service.disk.is_full = True
    await service.house.duties.run()
    none = wire.reached()
    service.disk.is_full = False
    await service.house.duties.run()

    assert none == set()
    assert FULL in caplog.text
    assert await service.place.fates() == {Fate.SENT: OWNERS}
    assert (wire.reached(), wire.doubled) == (service.place.conversations(), 0)


async def test_a_mass_send_waits_for_room_and_loses_nothing(
    service: Service, wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    async def somebody_noticed() -> bool:
        return FULL in caplog.text or sending.done()

    await service.house.duties.plan()
    sending = asyncio.create_task(service.house.duties.deliver())
    await wire.has_had(arrivals=OWNERS // 3)
    service.disk.is_full = True
    await until(somebody_noticed)
    service.disk.is_full = False
    await sending
    await service.house.duties.deliver()

    assert integrity(service.place.url) == "ok"
    assert await service.place.fates() == {Fate.SENT: OWNERS}
    assert (wire.reached(), wire.doubled) == (service.place.conversations(), 0)
