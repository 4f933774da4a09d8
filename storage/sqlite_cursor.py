"""A cursor of SQLite's for which everything has come already, so that to read it takes no trip anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Parameters = Sequence[object]


@dataclass(slots=True)
class Outcome:
    """All that came of one statement."""

    rows: list[Any] = field(default_factory=list)
    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None


class Runner(Protocol):
    """Where a cursor's statements are run."""

    async def run(self, statement: str, parameters: Parameters) -> Outcome:
        """Execute one statement and bring all of its rows."""

    async def run_many(self, statement: str, parameters: Sequence[Parameters]) -> Outcome:
        """Execute one statement for each of the parameters."""


class SqliteCursor:
    """What SQLAlchemy needs of a cursor; every row has come already when `execute` returns."""

    def __init__(self, connection: Runner) -> None:
        self._connection = connection
        self._outcome = Outcome()

    @property
    def description(self) -> Any:  # noqa: ANN401 - as Python's database interface has it
        """The columns, None when the statement gives no rows."""
        return self._outcome.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._outcome.rowcount

    @property
    def lastrowid(self) -> int | None:
        """The id of the latest new row."""
        return self._outcome.lastrowid

    async def execute(self, statement: str, parameters: Parameters = ()) -> None:
        """Execute one statement."""
        self._outcome = await self._connection.run(statement, parameters)

    async def executemany(self, statement: str, parameters: Sequence[Parameters]) -> None:
        """Execute one statement for each of the parameters."""
        self._outcome = await self._connection.run_many(statement, parameters)

    async def fetchall(self) -> list[Any]:
        """The rows."""
        return self._outcome.rows

    async def close(self) -> None:
        """Nothing is left open."""

    async def __aenter__(self) -> "SqliteCursor":
        return self
