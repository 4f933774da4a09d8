"""Those who are slow, those who are many, and those who are only waiting for an answer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot import loop
from bot.doorstep import Doorstep, Patience, heard_out

SOON = 0.3
LONG = 60
ENOUGH = 20
REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
ANSWER = b"HTTP/1.1 200 OK"
Wire = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def door(
    *, header: float = LONG, body: float = LONG, most: int = 9, thought: asyncio.Event | None = None
) -> AsyncIterator[Callable[[], Awaitable[Wire]]]:
    """A house that reads what is posted, and answers what is asked when it has thought; gives a way to it."""
    thought = thought or _at_once()

    async def answer(request: web.Request) -> web.Response:
        await (request.read() if request.method == "POST" else thought.wait())
        return web.Response(text="hej")

    application = web.Application(middlewares=[heard_out])
    application.router.add_route("*", "/", answer)
    runner = web.AppRunner(application, handle_signals=False)
    await runner.setup()
    wires: list[Wire] = []

    async def come() -> Wire:
        wires.append(await asyncio.open_connection("127.0.0.1", runner.addresses[0][1]))
        return wires[-1]

    try:
        patience = Patience(header_seconds=header, body_seconds=body, most_connections=most)
        await Doorstep(runner, "127.0.0.1", 0, patience).start()
        yield come
    finally:
        for _, writer in wires:
            writer.close()
        await asyncio.gather(*(writer.wait_closed() for _, writer in wires), return_exceptions=True)
        await runner.cleanup()


def _at_once() -> asyncio.Event:
    happened = asyncio.Event()
    happened.set()
    return happened


async def is_cut_off(wire: Wire) -> bool:
    """Whether the connection ends without an answer."""
    async with asyncio.timeout(ENOUGH):
        try:
            return await wire[0].read() == b""
        except ConnectionError:
            return True


async def answered(wire: Wire) -> bytes:
    """The first line of the answer to one more request, whose end is read too."""
    wire[1].write(REQUEST)
    async with asyncio.timeout(ENOUGH):
        head = await wire[0].readuntil(b"\r\n\r\n")
        await wire[0].readexactly(3)
    return head.partition(b"\r\n")[0]


@pytest.mark.parametrize("said", [b"", b"POST", b"POST / HTTP/1.1\r\nHost: x\r\nX-Slow: "])
async def test_whoever_never_ends_their_headers_is_cut_off(said: bytes) -> None:
    async with door(header=SOON) as come:
        wire = await come()
        wire[1].write(said)

        assert await is_cut_off(wire)


def test_on_the_loop_that_the_service_runs_on_it_is_the_same() -> None:
    async def visit() -> None:
        async with door(header=SOON) as come:
            assert await answered(await come()) == ANSWER
            assert await is_cut_off(await come())

    loop.run(visit())


async def test_a_byte_now_and_then_buys_no_time() -> None:
    async with door(header=SOON) as come:
        wire = await come()
        wire[1].write(b"POST / HTTP/1.1\r\nX-Slow: ")
        async with asyncio.timeout(ENOUGH):
            while not wire[0].at_eof() and wire[0].exception() is None:
                wire[1].write(b"x")
                await asyncio.sleep(0)

        assert await is_cut_off(wire)


async def test_whoever_never_ends_their_body_is_cut_off() -> None:
    async with door(body=SOON) as come:
        wire = await come()
        wire[1].write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nabc")

        assert await is_cut_off(wire)


async def test_a_second_request_may_not_be_slow_either() -> None:
    async with door(header=SOON) as come:
        wire = await come()
        await answered(wire)
        wire[1].write(b"GET / HTTP")

        assert await is_cut_off(wire)


async def test_whoever_waits_for_an_answer_or_has_nothing_more_to_ask_is_left_in_peace() -> None:
    thought = asyncio.Event()
    async with door(header=SOON, body=SOON, thought=thought) as come:
        wire = await come()
        answer = asyncio.create_task(answered(wire))
        # Somebody who says nothing comes later and is cut off meanwhile.
        assert await is_cut_off(await come())
        thought.set()
        assert await answer == ANSWER
        assert await is_cut_off(await come())

        assert await answered(wire) == ANSWER


async def test_where_it_is_full_the_next_is_turned_away_until_somebody_leaves() -> None:
    async with door(most=2) as come:
        first, second = [await come() for _ in range(2)]
        assert await answered(first) == await answered(second) == ANSWER
        assert await is_cut_off(await come())

        first[1].close()
        await first[1].wait_closed()
        # The second's answer comes after the first's farewell has been heard.
        assert await answered(second) == ANSWER

        assert await answered(await come()) == ANSWER
