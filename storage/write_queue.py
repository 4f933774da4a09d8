"""A queue in front of one SQLite file for the processes of a machine that write to it.

SQLite lets whoever must wait sleep, and look again, longer and longer. Where two processes write all the time
one of them finds the file busy at each look, for seconds. The machine's own lock wakes those who wait in the
order in which they came. It guards nothing: that SQLite does itself, and whoever does not stand in the queue
is waited for as before.
"""

import asyncio
from pathlib import Path
from typing import IO


class WriteQueue:
    """One process's place in the queue. `database` is SQLite's file; the queue's own lies beside it."""

    def __init__(self, database: Path) -> None:
        self._path = Path(f"{database}.writing")
        self._file: IO[bytes] | None = None
        self._is_first = False

    async def come_first(self) -> None:
        """Return when it is this process's turn; at once when it is already."""
        if self._is_first:
            return
        if not self._lock(waits=False):
            waiting = asyncio.ensure_future(asyncio.to_thread(self._lock, waits=True))
            try:
                await asyncio.shield(waiting)
            except asyncio.CancelledError:
                # The turn comes all the same, and is passed on to the next one then.
                waiting.add_done_callback(lambda _: self.let_next())
                raise
        self._is_first = True

    def let_next(self) -> None:
        """Whoever is next may write."""
        import fcntl  # noqa: PLC0415 - there is none on Windows, where there is one process

        self._is_first = False
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Leave the queue."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self._is_first = False

    def _lock(self, *, waits: bool) -> bool:
        import fcntl  # noqa: PLC0415 - as above

        try:
            fcntl.flock(self._opened(), fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _opened(self) -> IO[bytes]:
        if self._file is None:
            self._file = self._path.open("ab")
        return self._file
