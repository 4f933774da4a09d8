"""A port that is taken, or an address that is nobody's, is told in a sentence with the settings to change."""

import errno
import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.clock import MovableClock
from bot.commands.failing import explain
from bot.listening import NoPlace, NoPlaceError, taking
from bot.main import put_together, serving
from bot.settings import load_settings
from cards.words import Words
from domain.people import Language
from tests.plans import FIRST_STEP


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


async def refusal(url: str, **given: object) -> NoPlaceError:
    """What is said when the house is to open its door."""
    settings = load_settings(env_file=None, profile="development", database_url=url, **{"port": 0, **given})
    with pytest.raises(NoPlaceError) as refused:
        async with put_together(settings, MovableClock(FIRST_STEP)) as house, serving(house):
            pass
    return refused.value


@pytest.mark.parametrize("port", ["port", "metrics_port"])
async def test_a_port_that_is_taken_is_told_with_its_settings(sqlite_url: str, taken: int, port: str) -> None:
    told = explain(await refusal(sqlite_url, **{port: taken}), Words())

    host = port.replace("port", "host").upper()
    assert told == (
        f"Ett annat program lyssnar på 127.0.0.1:{taken}. Kör Lägeskoll redan? "
        f"Annars ändrar du LAGESKOLL_{host} eller LAGESKOLL_{port.upper()}."
    )


async def test_nothing_is_begun_by_a_process_that_cannot_listen_everywhere(
    sqlite_url: str, taken: int
) -> None:
    settings = load_settings(
        env_file=None, profile="development", database_url=sqlite_url, port=0, metrics_port=taken
    )
    clockwork = Clockwork()
    async with put_together(settings, MovableClock(FIRST_STEP)) as house:
        silent = replace(house, clockwork=clockwork)  # type: ignore[arg-type] # all that is asked of it
        with pytest.raises(NoPlaceError):
            async with serving(silent):
                pass

    assert clockwork.told == ["rest"]


class Clockwork:
    """Remembers what it was told to do."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def start(self) -> None:
        self.told.append("start")

    async def rest(self) -> None:
        self.told.append("rest")


@pytest.mark.parametrize("host", ["192.0.2.1", "finns-inte.invalid", "a" * 70])
async def test_an_address_that_this_machine_does_not_have_is_told(sqlite_url: str, host: str) -> None:
    told = await refusal(sqlite_url, metrics_host=host, metrics_port=9464)

    english = explain(told, Words(language=Language.ENGLISH))
    assert told.why is NoPlace.NOT_OURS
    assert english == (
        f"This machine does not have the address {host}:9464. "
        "Change LAGESKOLL_METRICS_HOST or LAGESKOLL_METRICS_PORT."
    )


def test_a_port_that_only_the_administrator_may_take_is_told() -> None:
    with pytest.raises(NoPlaceError) as refused, taking("127.0.0.1", 80, "host", "port"):
        raise PermissionError(errno.EACCES, "x")

    assert refused.value.why is NoPlace.FORBIDDEN
    assert "LAGESKOLL_PORT" in str(refused.value)


def test_what_is_wrong_with_something_else_is_not_explained_away() -> None:
    with pytest.raises(OSError, match="many"), taking("127.0.0.1", 80, "host", "port"):
        raise OSError(errno.EMFILE, "too many open files")
