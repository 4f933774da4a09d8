"""What is short is done at once; what may take its time is done in the thread, and holds nobody up."""

import asyncio
import sqlite3
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from storage.sqlite_connection import (
    BEGIN_READING,
    BEGIN_WRITING,
    MOST_ROWS_AT_ONCE,
    SqliteConnection,
    connect,
)

COUNTED = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {}) SELECT n FROM c"
# The two copies of the header that a process killed in the middle would leave, and SQLite's locks of writing,
# checkpointing and mending (source: SQLite, "WAL-mode File Format").
MENDING = """
import fcntl, sys
with open(sys.argv[1], "r+b") as index:
    fcntl.lockf(index, fcntl.LOCK_EX, 3, 120)
    index.write(bytes(96))
    index.flush()
    print("mending", flush=True)
    sys.stdin.read()
"""
COUNTING = f"SELECT max(n) FROM ({COUNTED})"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lageskoll.db"


@pytest.fixture
async def connection(path: Path) -> AsyncIterator[SqliteConnection]:
    opened = connect(str(path))
    await opened
    await opened.run("PRAGMA journal_mode=WAL", ())
    await opened.run("CREATE TABLE answer (text TEXT)", ())
    yield opened
    await opened.close()


async def words(connection: SqliteConnection) -> list[str]:
    connection.begin(BEGIN_READING)
    outcome = await connection.run("SELECT text FROM answer ORDER BY text", ())
    await connection.rollback()
    return [text for (text,) in outcome.rows]


async def write(connection: SqliteConnection, text: str) -> None:
    connection.begin(BEGIN_WRITING)
    await connection.run("INSERT INTO answer VALUES (?)", (text,))


async def test_a_file_that_cannot_be_opened_leaves_no_thread_with_something_left_to_say(path: Path) -> None:
    last_words: list[asyncio.Future[Any] | None] = []

    class Watched(SqliteConnection):
        def stop(self) -> asyncio.Future[Any] | None:
            last_words.append(super().stop())
            return last_words[-1]

    nowhere = Watched(lambda: sqlite3.connect(path / "no-such-folder"), patience=1)
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        await nowhere

    assert [word is not None and word.done() for word in last_words] == [True]


async def test_what_is_committed_is_kept(connection: SqliteConnection) -> None:
    await write(connection, "kept")
    await connection.commit()

    assert await words(connection) == ["kept"]


async def test_what_is_rolled_back_is_gone(connection: SqliteConnection) -> None:
    await write(connection, "gone")
    await connection.rollback()

    assert await words(connection) == []


async def test_a_transaction_in_which_nothing_was_done_never_began(connection: SqliteConnection) -> None:
    connection.begin(BEGIN_WRITING)
    await connection.commit()

    assert not connection.in_transaction
    assert await words(connection) == []


async def test_many_rows_are_written_as_one(connection: SqliteConnection) -> None:
    connection.begin(BEGIN_WRITING)
    outcome = await connection.run_many("INSERT INTO answer VALUES (?)", [("a",), ("b",)])
    await connection.commit()

    assert outcome.rowcount == 2
    assert await words(connection) == ["a", "b"]


@pytest.mark.parametrize(("rows", "at_once"), [(MOST_ROWS_AT_ONCE, True), (MOST_ROWS_AT_ONCE + 1, False)])
async def test_others_have_their_turn_only_while_very_many_rows_are_written(
    connection: SqliteConnection, rows: int, *, at_once: bool
) -> None:
    async def write_them() -> None:
        connection.begin(BEGIN_WRITING)
        await connection.run_many("INSERT INTO answer VALUES (?)", [("same",)] * rows)

    writing = asyncio.create_task(write_them())
    await asyncio.sleep(0)
    had_no_turn = writing.done()
    await writing
    await connection.commit()

    assert had_no_turn is at_once
    assert await words(connection) == ["same"] * rows


async def test_a_short_question_is_answered_at_once(connection: SqliteConnection) -> None:
    others = asyncio.create_task(_turns())
    connection.begin(BEGIN_READING)

    outcome = await connection.run(COUNTING.format(10), ())

    assert outcome.rows == [(10,)]
    assert not others.done()
    await others


async def test_others_have_their_turn_while_a_long_question_is_answered(connection: SqliteConnection) -> None:
    others = asyncio.create_task(_turns())
    connection.begin(BEGIN_READING)

    outcome = await connection.run(COUNTING.format(1_000_000), ())

    assert outcome.rows == [(1_000_000,)]
    assert others.done()


async def test_an_error_in_a_question_is_the_asker_s(connection: SqliteConnection) -> None:
    connection.begin(BEGIN_READING)

    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await connection.run("SELECT 1 FROM nowhere", ())


async def test_who_writes_waits_for_another_process_without_holding_others_up(
    connection: SqliteConnection, path: Path
) -> None:
    another = sqlite3.connect(path, isolation_level=None)
    another.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(write(connection, "later"))
    await _turns()
    another.execute("COMMIT")
    another.close()
    await waiting
    await connection.commit()

    assert await words(connection) == ["later"]


async def test_who_writes_many_rows_waits_for_another_process_and_writes_each_once(
    connection: SqliteConnection, path: Path
) -> None:
    async def write_many() -> None:
        connection.begin(BEGIN_WRITING)
        await connection.run_many("INSERT INTO answer VALUES (?)", [("a",), ("b",)])

    another = sqlite3.connect(path, isolation_level=None)
    another.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(write_many())
    await _turns()
    assert not waiting.done()
    another.execute("COMMIT")
    another.close()
    await waiting
    await connection.commit()

    assert await words(connection) == ["a", "b"]


async def test_who_reads_waits_for_another_process_that_mends_the_index_after_a_crash(
    connection: SqliteConnection, path: Path
) -> None:
    await write(connection, "kept")
    await connection.commit()
    async with mending(path) as mended:
        reading = asyncio.create_task(words(connection))
        await _turns()
        assert not reading.done()
        mended()

        assert await reading == ["kept"]


async def test_nothing_is_written_past_a_transaction_that_could_not_begin(
    connection: SqliteConnection, path: Path
) -> None:
    another = sqlite3.connect(path, isolation_level=None)
    another.execute("BEGIN IMMEDIATE")
    impatient = connect(str(path), timeout=0)
    await impatient
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        await write(impatient, "first")
    another.close()

    with pytest.raises(sqlite3.OperationalError, match="has ended"):
        await impatient.run("INSERT INTO answer VALUES ('second')", ())

    await impatient.close()
    assert await words(connection) == []


async def test_who_is_cancelled_while_another_writes_leaves_no_transaction_behind(
    connection: SqliteConnection, path: Path
) -> None:
    another = sqlite3.connect(path, isolation_level=None)
    another.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(write(connection, "too late"))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    given_up = asyncio.create_task(connection.rollback())
    await asyncio.sleep(0)
    another.execute("COMMIT")
    another.close()
    await given_up

    assert not connection.in_transaction
    assert await words(connection) == []


@asynccontextmanager
async def mending(path: Path) -> AsyncIterator[Callable[[], None]]:
    """Another process that found the index half written and holds the locks of whoever mends it; ends it."""
    another = await asyncio.create_subprocess_exec(
        sys.executable, "-c", MENDING, f"{path}-shm", stdin=PIPE, stdout=PIPE
    )
    assert another.stdin is not None
    assert another.stdout is not None
    await another.stdout.readline()
    yield another.stdin.close
    await another.wait()


async def _turns() -> None:
    for _ in range(3):
        await asyncio.sleep(0)
