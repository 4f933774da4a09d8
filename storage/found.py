"""What came of a statement that went straight to the driver: rows of plain values, by place and by name."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.exc import MultipleResultsFound, NoResultFound


class Found:
    """Rows that have all come, or values where each row has but one; asked as SQLAlchemy's own results are.

    A row is a named tuple: to look in SQLAlchemy's by name takes longer than to find it in the database.
    """

    __slots__ = ("_rows",)

    def __init__(self, rows: list[Any]) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)

    def all(self) -> list[Any]:
        """All of them."""
        return self._rows

    def first(self) -> Any:  # noqa: ANN401 - a row of any statement
        """The first of them; None when there is none."""
        return self._rows[0] if self._rows else None

    def one_or_none(self) -> Any:  # noqa: ANN401 - a row of any statement
        """The only one; None when there is none. Raises `MultipleResultsFound`."""
        if len(self._rows) > 1:
            raise MultipleResultsFound("more than one row came where at most one was expected")
        return self.first()

    def one(self) -> Any:  # noqa: ANN401 - a row of any statement
        """The only one. Raises `NoResultFound` and `MultipleResultsFound`."""
        if not self._rows:
            raise NoResultFound("no row came where one was expected")
        return self.one_or_none()

    def scalars(self) -> "Found":
        """The first value of each."""
        return Found([row[0] for row in self._rows])

    def scalar_one(self) -> Any:  # noqa: ANN401 - a value of any statement
        """The first value of the only one, which there is."""
        return self.one()[0]

    def scalar_one_or_none(self) -> Any:  # noqa: ANN401 - a value of any statement
        """The first value of the only one; None when there is none."""
        row = self.one_or_none()
        return None if row is None else row[0]
