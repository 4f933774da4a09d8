"""One message at a time in each conversation, whoever gives up meanwhile."""

import asyncio

import pytest

from bot.teams.talks import Talks

ROUNDS = 5


class Chat:
    """Writes in one conversation, each until it is let go; notes who writes."""

    def __init__(self) -> None:
        self.talks = Talks()
        self.writing: list[str] = []
        self.wrote: list[str] = []
        self.go_on = asyncio.Event()

    async def write(self, name: str, conversation_id: str = "a") -> None:
        if not self.talks.begin(conversation_id):
            await self.talks.turn(conversation_id)
        try:
            self.writing.append(name)
            await self.go_on.wait()
            self.wrote.append(name)
        finally:
            self.writing.remove(name)
            self.talks.end(conversation_id)


@pytest.fixture
def chat() -> Chat:
    return Chat()


async def everybody() -> None:
    """Let everybody come as far as they can."""
    for _ in range(ROUNDS):
        await asyncio.sleep(0)


async def test_one_writes_and_the_others_follow_in_the_order_in_which_they_came(chat: Chat) -> None:
    tasks = [asyncio.create_task(chat.write(name)) for name in "123"]
    await everybody()
    writing = list(chat.writing)
    chat.go_on.set()
    await asyncio.gather(*tasks)

    assert writing == ["1"]
    assert chat.wrote == ["1", "2", "3"]


async def test_nobody_waits_for_another_conversation(chat: Chat) -> None:
    tasks = [asyncio.create_task(chat.write(name, conversation_id=name)) for name in "123"]
    await everybody()
    writing = list(chat.writing)
    chat.go_on.set()
    await asyncio.gather(*tasks)

    assert writing == ["1", "2", "3"]


async def test_who_gives_up_waiting_is_passed_over(chat: Chat) -> None:
    tasks = [asyncio.create_task(chat.write(name)) for name in "123"]
    await everybody()
    tasks[1].cancel()
    chat.go_on.set()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert chat.wrote == ["1", "3"]


async def test_who_gives_up_in_the_moment_when_it_is_granted_hands_it_on(chat: Chat) -> None:
    first = chat.talks.begin("a")
    tasks = [asyncio.create_task(chat.write(name)) for name in "23"]
    await everybody()
    chat.talks.end("a")
    tasks[0].cancel()
    chat.go_on.set()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert first
    assert chat.wrote == ["3"]


async def test_nothing_is_remembered_of_a_conversation_in_which_nobody_writes(chat: Chat) -> None:
    chat.go_on.set()
    await asyncio.gather(*(chat.write(name) for name in "123"))

    assert chat.talks.begin("a")


async def test_a_newcomer_does_not_pass_whoever_has_just_been_granted_the_turn(chat: Chat) -> None:
    chat.talks.begin("a")
    task = asyncio.create_task(chat.write("2"))
    await everybody()
    chat.talks.end("a")

    assert not chat.talks.begin("a")
    chat.go_on.set()
    await task
