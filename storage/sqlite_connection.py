"""SQLite without a trip to another thread for every step of every statement.

A statement on a local file takes SQLite some millionths of a second, and the driver makes four trips to a
thread for it that take longer than that. Here what is short is done at once, on the event loop. What may take
its time is done in the thread, so that nobody else is kept waiting: waiting for another process that writes,
reaching the disk, and a question that turns out to be long.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy import URL

from storage.sqlite_cursor import Outcome, Parameters, SqliteCursor

Result = TypeVar("Result")

BEGIN_READING = "BEGIN"
BEGIN_WRITING = "BEGIN IMMEDIATE"
# What belongs to one of several who write in the same transaction.
MEMBER = "member"
JOIN = f"SAVEPOINT {MEMBER}"
QUESTION = "SELECT"
SENT_AWAY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_INTERRUPT})
# SQLite tells in the bits above these why it was busy; readers too wait while another mends the file's index.
WHAT_FAILED = 0xFF
PRAGMAS = (
    "journal_mode=WAL",
    # FULL, not NORMAL: an answer that was confirmed survives a power cut.
    "synchronous=FULL",
    "foreign_keys=ON",
    # Nothing waits on the event loop.
    "busy_timeout=0",
)
# Seconds to wait for another process that writes.
PATIENCE = 15.0
# Steps of SQLite's own machine, together about a hundredth of a second.
MOST_STEPS_AT_ONCE = 250_000
# As many as are settled together: each is found by its key, and takes some millionths of a second.
MOST_ROWS_AT_ONCE = 256


class SqliteConnection(aiosqlite.Connection):
    """A connection that goes to its thread only when it must, and then once for a whole statement."""

    def __init__(self, connector: Callable[[], sqlite3.Connection], patience: float) -> None:
        super().__init__(connector, iter_chunk_size=1)
        self._patience = patience
        # A process that is to end does not wait for a thread that waits for work.
        self._thread.daemon = True
        self._beginning = ""
        self._is_begun = False
        self._last_word: asyncio.Future[Any] | None = None
        self._changes_before = 0
        self._is_asking = False
        self.stays_open = False
        """Whether what is committed now is brought to the disk later, by `keep_all`."""
        self._is_shared = False
        self._is_member = False
        # Each is counted by one of the two threads alone, so neither needs a lock.
        self._sent_away = 0
        self._come_back = 0

    async def _connect(self) -> aiosqlite.Connection:
        try:
            return await super()._connect()
        except Exception:
            # The driver tells its thread to stop and does not wait; its last word must not come to a loop
            # that has been closed.
            if self._last_word is not None:
                await self._last_word
            raise

    def stop(self) -> "asyncio.Future[Any] | None":
        """Tell the thread to stop; what is awaited is done when it has."""
        self._last_word = super().stop()
        return self._last_word

    def begin(self, beginning: str) -> None:
        """Begin a transaction together with its first statement."""
        self._is_member = self._is_shared and beginning == BEGIN_WRITING
        self._beginning, self._is_begun = JOIN if self._is_member else beginning, True
        self._changes_before = self.total_changes

    def cursor(self) -> SqliteCursor:  # type: ignore[override] # the driver's own makes a trip to be made
        """A cursor, which needs nothing from the database yet."""
        return SqliteCursor(self)

    async def run(self, statement: str, parameters: Parameters) -> Outcome:
        """Execute one statement and bring all of its rows."""
        outcome = None
        if self._may_at_once:
            outcome = self._at_once(statement, parameters)
        if outcome is None:
            outcome = await self._away(self._run, self._taken(), statement, parameters)
        return outcome

    async def run_many(self, statement: str, parameters: Sequence[Parameters]) -> Outcome:
        """Execute one statement for each of the parameters."""
        # The thread would wait for Python's lock before each of them.
        if self._may_at_once and len(parameters) <= MOST_ROWS_AT_ONCE and self._starts_at_once():
            return self._run_many(self._taken(), statement, parameters)
        return await self._away(self._run_many, self._taken(), statement, parameters)

    async def commit(self) -> None:
        """Keep what has been done, if anything has; for good, unless others are to join."""
        stays_open, self.stays_open = self.stays_open, False
        if self._is_member:
            await self._end_member(self._keep_member)
        elif stays_open and self._has_changed and not self._is_away:
            self._beginning, self._is_begun, self._is_shared = "", False, True
        else:
            await self._end(self._conn.commit)

    async def rollback(self) -> None:
        """Undo what has been done, if anything has; of several who share a transaction each undoes theirs."""
        if self._is_member:
            await self._end_member(self._undo_member)
        else:
            await self._end(self._conn.rollback)

    @property
    def is_shared(self) -> bool:
        """Whether what has been kept is on the disk only after `keep_all`."""
        return self._is_shared

    async def keep_all(self) -> None:
        """Bring to the disk what all have done who share a transaction; it fails if that has been undone."""
        self._is_shared = False
        try:
            await self._away(self._commit_shared, waits=False)
        except BaseException:
            await self._end(self._conn.rollback)
            raise

    def _commit_shared(self) -> None:
        self._must_stand()
        self._conn.commit()

    def _must_stand(self) -> None:
        """A full disk undoes the whole transaction; nobody then goes on as if it stood."""
        if not self._conn.in_transaction:
            raise sqlite3.OperationalError("the transaction has ended")

    async def _end_member(self, end: Callable[[], None]) -> None:
        has_joined = not self._beginning
        self._beginning, self._is_begun, self._is_member = "", False, False
        if has_joined and self._is_away:
            await self._away(end, waits=False)
        elif has_joined:
            end()

    def _keep_member(self) -> None:
        self._must_stand()
        self._conn.execute(f"RELEASE {MEMBER}")

    def _undo_member(self) -> None:
        if self._conn.in_transaction:
            self._conn.execute(f"ROLLBACK TO {MEMBER}")
            self._conn.execute(f"RELEASE {MEMBER}")

    @property
    def _has_changed(self) -> bool:
        return self._conn.in_transaction and self._conn.total_changes != self._changes_before

    async def _end(self, end: Callable[[], None]) -> None:
        has_changed = self._has_changed
        self._beginning, self._is_begun = "", False
        if self._is_away or has_changed:
            # Whoever writes has what it takes to end already, and waits for nobody.
            await self._away(end, waits=False)
        else:
            # Where nothing was changed there is nothing to bring to the disk.
            end()

    def is_long(self) -> bool:
        """Called by SQLite after so many steps: whether to break off what is being done on the event loop."""
        return self._is_asking

    @property
    def _is_away(self) -> bool:
        """Whether the thread is at work for somebody who was cancelled and no longer waits for it."""
        return self._sent_away != self._come_back

    @property
    def _may_at_once(self) -> bool:
        return self._is_begun and not self._is_away

    def _at_once(self, statement: str, parameters: Parameters) -> Outcome | None:
        """What came of a statement; None for a long question and for what must wait for another process."""
        self._is_asking = statement.startswith(QUESTION)
        try:
            self._start_now()
            return self._run(self._taken(), statement, parameters)
        except sqlite3.OperationalError as error:
            if not _is_sent_away(error):
                raise
            return None
        finally:
            self._is_asking = False

    def _starts_at_once(self) -> bool:
        """Whether the transaction has begun, now or before; False when it must wait for another process."""
        try:
            self._start_now()
        except sqlite3.OperationalError as error:
            if not _is_sent_away(error):
                raise
            return False
        return True

    def _start_now(self) -> None:
        if self._beginning:
            self._start(self._beginning)
            self._beginning = ""

    def _taken(self) -> str:
        """What the next statement is to begin with, if it is the first.

        It is taken as the statement is sent off. A transaction that is given up before the thread has come to
        the statement would else leave it standing by itself, and kept.
        """
        beginning, self._beginning = self._beginning, ""
        if self._is_begun and not (beginning or self.in_transaction or self._is_away):
            raise sqlite3.OperationalError("the transaction has ended")
        return beginning

    def _start(self, beginning: str) -> None:
        if beginning == JOIN:
            self._must_stand()
        self._conn.execute(beginning)

    def _run(self, beginning: str, statement: str, parameters: Parameters) -> Outcome:
        if beginning:
            self._start(beginning)
        cursor = self._conn.execute(statement, parameters)
        rows = cursor.fetchall() if cursor.description else []
        return Outcome(rows, cursor.description, cursor.rowcount, cursor.lastrowid)

    def _run_many(self, beginning: str, statement: str, parameters: Sequence[Parameters]) -> Outcome:
        if beginning:
            self._start(beginning)
        cursor = self._conn.executemany(statement, parameters)
        return Outcome([], cursor.description, cursor.rowcount, cursor.lastrowid)

    async def _away(self, work: Callable[..., Result], *arguments: object, waits: bool = True) -> Result:
        """What came of it in the thread, which first `waits` for another process that writes, if it must."""
        self._sent_away += 1
        patience = self._patience if waits else 0
        result: Result = await self._execute(self._come_back_from, work, arguments, patience)  # type: ignore[no-untyped-call]
        return result

    def _come_back_from(
        self, work: Callable[..., Result], arguments: tuple[object, ...], patience: float
    ) -> Result:
        try:
            if patience:
                self._wait_for_others(patience)
            return work(*arguments)
        finally:
            if patience:
                self._wait_for_others(0)
            self._come_back += 1

    def _wait_for_others(self, seconds: float) -> None:
        """How long a statement waits for another process that writes; on the event loop none does."""
        self._conn.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")


def _is_sent_away(error: sqlite3.OperationalError) -> bool:
    """Whether what failed on the event loop is to be done in the thread."""
    return getattr(error, "sqlite_errorcode", 0) & WHAT_FAILED in SENT_AWAY


def opener(url: URL) -> Callable[[], SqliteConnection]:
    """What opens a connection to a file when it is called and awaited."""
    [path], options = url.get_dialect()().create_connect_args(url)
    return lambda: connect(path, **options)


def connect(path: str, timeout: float = PATIENCE, **options: Any) -> SqliteConnection:  # noqa: ANN401 - they are the driver's
    """A connection that opens when it is awaited; the options are those of `sqlite3.connect`."""

    def open_file() -> sqlite3.Connection:
        opened: sqlite3.Connection = sqlite3.connect(
            path, **{**options, "timeout": timeout, "check_same_thread": False}
        )
        # The driver's own transactions are switched off: they begin late and let two writers collide.
        opened.isolation_level = None
        for pragma in PRAGMAS:
            opened.execute(f"PRAGMA {pragma}")
        opened.set_progress_handler(connection.is_long, MOST_STEPS_AT_ONCE)
        return opened

    connection = SqliteConnection(open_file, timeout)
    return connection
