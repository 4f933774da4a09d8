"""One process at a time sends for a tenant, and whoever dies or loses the database gives the right up."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from domain.people import TenantId
from storage.database_url import with_password
from storage.sending_rights import AdvisoryLocks, SendingRights, rights_for

ONE, OTHER = TenantId("one"), TenantId("other")

Replica = Callable[[], SendingRights]


@pytest.fixture
async def spent() -> list[TenantId]:
    """What replicas have been told that others spent."""
    return []


@pytest.fixture
async def replica(database_url: str, spent: list[TenantId]) -> AsyncIterator[Replica]:
    """Makes another replica on the same database."""
    async with AsyncExitStack() as stack:

        def start() -> SendingRights:
            rights = rights_for(database_url, spent.append)
            stack.push_async_callback(rights.close)
            return rights

        yield start


async def until(happened: Callable[[], bool]) -> None:
    """Let the others work until it has; the test fails if it never does."""
    async with asyncio.timeout(20):
        while not happened():  # noqa: ASYNC110 - what happens is on the database's side, which sets no event
            await asyncio.sleep(0)


def cut(database_url: str) -> None:
    """Break every other connection to the database, as a restart of it does."""
    with psycopg.connect(database_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


async def test_one_has_the_right_and_the_other_has_not(replica: Replica) -> None:
    first, second = replica(), replica()

    assert await first.take(ONE)
    assert not await second.take(ONE)
    assert (first.has(ONE), second.has(ONE)) == (True, False)


async def test_taking_it_twice_is_taking_it_once(replica: Replica) -> None:
    first, second = replica(), replica()
    await first.take(ONE)
    await first.take(ONE)

    await first.give_back(ONE)

    assert await second.take(ONE)


async def test_what_is_given_back_is_free(replica: Replica) -> None:
    first, second = replica(), replica()
    await first.take(ONE)

    await first.give_back(ONE)

    assert not first.has(ONE)
    assert await second.take(ONE)


async def test_closing_gives_everything_back(replica: Replica) -> None:
    first, second = replica(), replica()
    await first.take(ONE)
    await first.take(OTHER)

    await first.close()

    assert await second.take(ONE)
    assert await second.take(OTHER)


async def test_giving_back_what_one_has_not_is_nothing(replica: Replica) -> None:
    await replica().give_back(ONE)


@pytest.mark.parametrize("password", ["å/:@#%? x", "a b+c", " ", "%20", "'\\"])
def test_the_connection_for_the_locks_takes_any_password(password: str) -> None:
    url = with_password("postgresql+psycopg://lageskoll@database/lageskoll?sslmode=require", password)

    rights = rights_for(url, lambda _: None)

    assert isinstance(rights, AdvisoryLocks)
    assert conninfo_to_dict(rights._address)["password"] == password


async def test_in_memory_there_is_nobody_to_share_with() -> None:
    rights = rights_for("sqlite+aiosqlite://", lambda _: None)

    assert await rights.take(ONE)
    await rights.give_back(ONE)
    await rights.close()


@pytest.mark.postgresql
class TestReplicas:
    """What only PostgreSQL can do."""

    @pytest.fixture
    def database_url(self, postgresql_url: str) -> str:
        return postgresql_url

    async def test_each_replica_can_have_tenants_of_its_own(self, replica: Replica) -> None:
        first, second = replica(), replica()

        assert await first.take(ONE)
        assert await second.take(OTHER)

    async def test_a_broken_connection_gives_the_right_up_and_another_takes_it(
        self, replica: Replica, database_url: str
    ) -> None:
        first, second = replica(), replica()
        await first.take(ONE)

        cut(database_url)
        await until(lambda: not first.has(ONE))

        # Its own connection was cut as well, or not made yet.
        assert await second.take(ONE) or await second.take(ONE)

    async def test_whoever_lost_the_database_comes_back_to_it(
        self, replica: Replica, database_url: str
    ) -> None:
        first = replica()
        await first.take(ONE)
        cut(database_url)
        await until(lambda: not first.has(ONE))

        assert await first.take(ONE)

    async def test_without_a_database_nobody_may_send(self) -> None:
        rights = rights_for("postgresql+psycopg://nobody@127.0.0.1:1/nowhere", lambda _: None)

        assert not await rights.take(ONE)
        await rights.give_back(ONE)
        await rights.close()

    async def test_whoever_sends_hears_what_the_others_have_spent(
        self, replica: Replica, spent: list[TenantId]
    ) -> None:
        sender, other = replica(), replica()
        await sender.take(ONE)
        await other.take(OTHER)

        for _ in range(3):
            other.tell_spent(ONE)
        await until(lambda: len(spent) == 3)

        assert spent == [ONE] * 3

    async def test_what_the_sender_itself_spends_is_not_told_twice(
        self, replica: Replica, spent: list[TenantId]
    ) -> None:
        sender, other = replica(), replica()
        await sender.take(ONE)
        await other.take(OTHER)

        sender.tell_spent(ONE)
        other.tell_spent(ONE)
        await until(lambda: len(spent) >= 1)

        assert spent == [ONE]
