"""Doors of several processes at one address."""

import socket
from collections.abc import Iterator

import pytest

from bot.listening import NoPlace, NoPlaceError
from bot.processes.doors import doors


@pytest.fixture
def opened() -> Iterator[list[socket.socket]]:
    found = doors("127.0.0.1", 0, 3)
    yield found
    for each in found:
        each.close()


def test_all_are_at_one_address_and_who_comes_is_spread_over_them(opened: list[socket.socket]) -> None:
    [address] = {each.getsockname() for each in opened}
    for each in opened:
        each.listen()
        each.setblocking(False)  # noqa: FBT003 - the socket's own way to say it

    visitors = [socket.create_connection(address) for _ in range(60)]
    came = [_accepted(each) for each in opened]

    assert sum(came) == len(visitors)
    assert all(came)
    for each in visitors:
        each.close()


def test_a_place_that_is_taken_is_refused_even_when_whoever_has_it_would_share() -> None:
    with (
        socket.create_server(("127.0.0.1", 0), reuse_port=True) as other,
        pytest.raises(NoPlaceError) as refused,
    ):
        doors("127.0.0.1", other.getsockname()[1], 2)

    assert refused.value.why is NoPlace.TAKEN


def test_an_address_that_is_nobody_s_is_refused() -> None:
    with pytest.raises(NoPlaceError) as refused:
        doors("192.0.2.1", 0, 2)

    assert refused.value.why is NoPlace.NOT_OURS


def _accepted(door: socket.socket) -> int:
    number = 0
    while True:
        try:
            door.accept()[0].close()
        except BlockingIOError:
            return number
        number += 1
