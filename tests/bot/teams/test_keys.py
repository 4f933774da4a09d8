"""Where the signing keys come from, and how seldom strangers can make us ask for them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.teams.keys import KeyRing, KeysUnavailableError
from tests.bot.teams.openid_server import FIRST_KEY, OpenIdServer


@dataclass
class Clock:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass(frozen=True)
class Provider:
    server: OpenIdServer
    clock: Clock
    ring: KeyRing


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    clock = Clock()
    async with OpenIdServer() as server, aiohttp.ClientSession() as session:
        yield Provider(server, clock, KeyRing(session=session, metadata_url=server.issuer_url, clock=clock))


async def test_a_key_comes_with_the_channels_it_may_speak_for(provider: Provider) -> None:
    await provider.ring.refresh()

    key = await provider.ring.find(FIRST_KEY)

    assert key is not None
    assert key.endorsements == {"msteams", "webchat"}


async def test_a_new_key_is_found_without_waiting_for_the_timer(provider: Provider) -> None:
    await provider.ring.refresh()
    provider.server.publish("second-key")
    provider.clock.seconds = 3600

    assert await provider.ring.find("second-key") is not None


async def test_strangers_cannot_make_us_hammer_the_provider(provider: Provider) -> None:
    await provider.ring.refresh()
    provider.clock.seconds = 3600

    found = await asyncio.gather(*(provider.ring.find(f"invented-{number}") for number in range(50)))

    assert found == [None] * 50
    assert provider.server.key_requests == 2


async def test_a_storm_of_invented_keys_holds_up_nobody_whose_key_is_known(provider: Provider) -> None:
    await provider.ring.refresh()
    provider.clock.seconds = 3600
    provider.server.answers.clear()
    storm = asyncio.gather(*(provider.ring.find(f"invented-{number}") for number in range(500)))

    async with asyncio.timeout(20):
        while provider.server.key_requests < 2:  # noqa: ASYNC110 - the provider says when it has been asked
            await asyncio.sleep(0)
        assert await provider.ring.find(FIRST_KEY) is not None
    provider.server.answers.set()

    assert await storm == [None] * 500
    assert provider.server.key_requests == 2


async def test_old_keys_stay_usable_while_the_provider_is_down(provider: Provider) -> None:
    await provider.ring.refresh()
    provider.server.status = 503

    with pytest.raises(KeysUnavailableError):
        await provider.ring.refresh()
    provider.clock.seconds = 3600

    assert await provider.ring.find(FIRST_KEY) is not None
    with pytest.raises(KeysUnavailableError):
        await provider.ring.find("unknown")


async def failures(provider: Provider, callers: int) -> list[float]:
    """In how many seconds each of these callers, who come at once with an honest key, may come again."""
    found = await asyncio.gather(
        *(provider.ring.find(FIRST_KEY) for _ in range(callers)), return_exceptions=True
    )
    return [each.retry_after.total_seconds() for each in found if isinstance(each, KeysUnavailableError)]


async def test_when_the_first_keys_cannot_be_had_all_who_wait_hear_when_to_come_again(
    provider: Provider,
) -> None:
    provider.server.status = 503

    assert await failures(provider, 50) == [1.0] * 50
    assert provider.server.metadata_requests == 1


async def test_after_a_failed_first_fetch_the_next_caller_makes_us_ask_again(provider: Provider) -> None:
    provider.server.status = 503
    await failures(provider, 1)
    provider.server.status = 200
    provider.clock.seconds += 1

    assert await provider.ring.find(FIRST_KEY) is not None


async def test_each_failure_doubles_the_pause_up_to_a_minute(provider: Provider) -> None:
    provider.server.status = 503
    pauses = []
    for _ in range(9):
        pauses += await failures(provider, 1)
        provider.clock.seconds += pauses[-1]

    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert provider.server.metadata_requests == 9


async def test_the_pause_begins_when_a_slow_provider_has_failed(provider: Provider) -> None:
    provider.server.status = 503
    provider.server.answers_metadata.clear()
    waiting = asyncio.gather(*(provider.ring.find(FIRST_KEY) for _ in range(20)), return_exceptions=True)
    async with asyncio.timeout(20):
        while not provider.server.metadata_requests:  # noqa: ASYNC110 - the provider says when it has been asked
            await asyncio.sleep(0)
    provider.clock.seconds += 10
    provider.server.answers_metadata.set()

    assert all(isinstance(each, KeysUnavailableError) for each in await waiting)
    assert provider.server.metadata_requests == 1


async def test_the_timer_asks_soon_again_while_there_are_no_keys_at_all(provider: Provider) -> None:
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)
        provider.server.status = 503 if len(waits) < 3 else 200
        if len(waits) == 4:
            raise asyncio.CancelledError

    provider.server.status = 503
    with pytest.raises(asyncio.CancelledError):
        await provider.ring.keep_fresh(wait)

    assert waits == [1, 2, 4, 3600]


async def test_a_withdrawn_key_is_forgotten(provider: Provider) -> None:
    await provider.ring.refresh()
    provider.server.publish("second-key")
    provider.server.withdraw(FIRST_KEY)

    await provider.ring.refresh()

    assert await provider.ring.find(FIRST_KEY) is None


async def test_the_timer_asks_every_hour_and_sooner_after_a_failure(provider: Provider) -> None:
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)
        provider.server.status = 503
        if len(waits) == 2:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await provider.ring.keep_fresh(wait)

    assert waits == [3600, 60]
    assert not provider.ring.is_empty


@pytest.mark.parametrize(
    "answer",
    [
        "<html>",
        "[]",
        "{}",
        '{"jwks_uri": 5}',
        '{"jwks_uri": "http://keys.example/"}',
        '{"jwks_uri": "file:///etc/passwd"}',
    ],
)
async def test_nonsense_from_the_provider_is_an_error_of_ours(answer: str) -> None:
    async def metadata(_: web.Request) -> web.Response:
        return web.Response(text=answer)

    application = web.Application()
    application.router.add_get("/", metadata)
    async with TestServer(application) as server, aiohttp.ClientSession() as session:
        ring = KeyRing(session=session, metadata_url=str(server.make_url("/")))

        with pytest.raises(KeysUnavailableError):
            await ring.refresh()


async def test_keys_that_cannot_be_used_are_passed_over() -> None:
    listed = [
        {"kid": "a", "kty": "oct", "k": "c2VjcmV0"},
        {"kid": "b", "kty": "RSA"},
        {"kty": "RSA"},
        "nonsense",
        None,
    ]

    async def metadata(request: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": str(request.url.with_path("/keys"))})

    async def keys(_: web.Request) -> web.Response:
        return web.json_response({"keys": listed})

    application = web.Application()
    application.router.add_get("/", metadata)
    application.router.add_get("/keys", keys)
    async with TestServer(application) as server, aiohttp.ClientSession() as session:
        ring = KeyRing(session=session, metadata_url=str(server.make_url("/")))

        with pytest.raises(KeysUnavailableError, match="no usable key"):
            await ring.refresh()


async def test_a_provider_that_does_not_answer_is_an_error_of_ours(unused_tcp_port: int) -> None:
    async with aiohttp.ClientSession() as session:
        ring = KeyRing(session=session, metadata_url=f"http://127.0.0.1:{unused_tcp_port}/")

        with pytest.raises(KeysUnavailableError, match="no answer"):
            await ring.refresh()
