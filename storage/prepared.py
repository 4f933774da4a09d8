"""Statements that are put together and compiled once, and then go straight to the driver.

A short question costs ten times as much in SQLAlchemy as in the database. Where somebody waits for the
answer, or rows are many, SQLAlchemy writes the statement and knows the types, and is spared the rest.
"""

from collections import namedtuple
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, Protocol, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Delete,
    Dialect,
    Insert,
    Select,
    Update,
    UpdateBase,
    bindparam,
    func,
)
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

from storage.found import Found

# The session's own tenant.
OF_TENANT: BindParameter[str] = bindparam("of_tenant")


def as_is(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column that is compared but not searched by, where another narrows the search more.

    A database without figures about its tables (SQLite, or a new one) takes a tenant's rows to be few. It
    would go through the whole plan, or all that ever was sent, to find one person's part of it.
    """
    return func.coalesce(column, column)


Statement = Select[Any] | CompoundSelect[Any] | Insert | ReturningInsert[Any] | Update | Delete
Values = Mapping[str, object]
Process = Callable[[Any], Any]


class Described(Protocol):
    """What a driver gives back of a statement, and what it tells of the columns."""

    @property
    def description(self) -> Sequence[Sequence[Any]] | None:
        """A row for each column, with the driver's type in its second place."""


# How many members of lists a statement may have and still be remembered as it was worded for them.
LONGEST_REMEMBERED = 1024
# Up to so many members a list may be of any length, or of every eighth, and beyond that of every 64th: to
# word a statement takes longer than to ask it, and no two batches are about equally many.
SHORT, LONG = 8, 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The text of a statement for lists of certain lengths, since each member of a list has a place in it."""

    text: str
    pick: Callable[[Values], Any]
    """Puts the parameters in the order of their places, or leaves them under their names."""
    constants: Values
    lists: Mapping[str, Sequence[str]]
    """The names of the members of each list."""

    processes: Mapping[str, Process]
    """What makes the driver's types of ours."""

    def parameters(self, values: Values) -> Any:  # noqa: ANN401 - as each driver wants them
        """The values as the driver wants them."""
        found = {**self.constants, **values}
        for name, members in self.lists.items():
            found.update(zip(members, cast("list[object]", found.pop(name)), strict=True))
        for name, process in self.processes.items():
            if name in found:
                found[name] = process(found[name])
        return self.pick(found)


def filled_up(members: Collection[object]) -> list[object]:
    """A list as long as those that statements are worded for: its last member is in it some times more.

    That makes no difference to what is in it, which is all that a list is asked for.
    """
    found = list(members)
    step = 1 if len(found) <= SHORT else SHORT if len(found) <= LONG else LONG // 2
    return found + found[-1:] * (-len(found) % step)


def _picker(order: Sequence[str] | None) -> Callable[[Values], Any]:
    """What makes a driver's parameters of named ones, in C where that can be: every statement needs it."""
    if order is None:
        return lambda values: values
    if len(order) == 1:
        return lambda values: (values[order[0]],)
    return itemgetter(*order) if order else lambda _: ()


def _row_of(names: Sequence[str]) -> Any:  # noqa: ANN401 - a named tuple of columns that are known only now
    return namedtuple("Row", names, rename=True)


class Compiled:
    """A statement as one database wants it; new rows and changes have a column for each of the names."""

    def __init__(
        self, statement: Statement, dialect: Dialect, names: Sequence[str], *, by_place: bool
    ) -> None:
        self._dialect = dialect
        self._compiled = statement.compile(dialect=dialect, column_keys=list(names) or None)
        keys: Sequence[str | None] = statement.exported_columns.keys()
        self._row = list if by_place else _row_of([name or "" for name in keys])._make
        self._types: list[TypeEngine[Any]] = [column.type for column in statement.exported_columns]
        self._defaults = {
            column.key: column.default.arg
            for column in self._compiled.insert_prefetch
            if isinstance(column.default, ScalarElementColumnDefault)
        }
        self._from_the_driver: list[tuple[int, Process]] | None = None
        self._lists = [name for parameter, name in self._compiled.bind_names.items() if parameter.expanding]
        self._wordings: dict[tuple[int, ...], Wording] = {}
        self._for_the_driver = {
            name: process
            for parameter, name in self._compiled.bind_names.items()
            if (process := parameter.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        }

    def bound(self, values: Values) -> tuple[str, Any]:
        """The text of the statement, and its parameters as the driver wants them."""
        if self._lists:
            lists = {name: filled_up(cast("Collection[object]", values[name])) for name in self._lists}
            values = {**values, **lists}
        lengths = tuple([len(cast("list[object]", values[name])) for name in self._lists])
        wording = self._wordings.get(lengths)
        if wording is None:
            wording = self._worded(values)
            if sum(lengths) <= LONGEST_REMEMBERED:
                self._wordings[lengths] = wording
        return wording.text, wording.parameters(values)

    def bound_to_each(self, rows: Sequence[Values]) -> tuple[str, list[Any]]:
        """The same for a statement without lists that is run once for each of some values, named alike."""
        if self._lists:
            raise ValueError("a statement with lists is worded for one set of values at a time")
        text, first = self.bound(rows[0])
        return text, [first, *map(self._wordings[()].parameters, rows[1:])]

    def _worded(self, values: Values) -> "Wording":
        state = self._compiled.construct_expanded_state({**self._defaults, **values})
        lists = state.parameter_expansion
        varying = {*values, *(name for names in lists.values() for name in names)}
        return Wording(
            text=state.statement,
            pick=_picker(state.positiontup),
            constants={name: value for name, value in state.parameters.items() if name not in varying},
            lists=lists,
            processes={**self._for_the_driver, **state.processors},
        )

    def result(self, described: Described, rows: Sequence[Sequence[Any]]) -> Found:
        """The rows with our own types in them; what is `described` has the driver's type of each column.

        It is asked once: psycopg makes an object for each column whenever it is.
        """
        if not (rows and self._types):
            # PostgreSQL is asked for the ids of new rows even when nobody here wants them.
            return Found([])
        if self._from_the_driver is None:
            self._from_the_driver = self._processes(described.description or ())
        make = self._read if self._from_the_driver else self._row
        return Found([make(row) for row in rows])

    def _read(self, row: Sequence[Any]) -> Any:  # noqa: ANN401 - a row of any statement
        values = list(row)
        for index, process in self._from_the_driver or ():
            # Nothing is nothing whatever its type, and most of an answer is.
            if (value := values[index]) is not None:
                values[index] = process(value)
        return values if self._row is list else self._row(values)

    def _processes(self, description: Sequence[Sequence[Any]]) -> list[tuple[int, Process]]:
        found: list[tuple[int, Process]] = []
        for index, (of_ours, of_theirs) in enumerate(zip(self._types, description, strict=True)):
            process = of_ours.dialect_impl(self._dialect).result_processor(self._dialect, of_theirs[1])
            if process is not None:
                found.append((index, process))
        return found


class Prepared:
    """A statement that is compiled when it is first used with a database."""

    def __init__(self, statement: Statement, *, by_place: bool = False) -> None:
        if not (statement.is_insert or OF_TENANT.key in statement.compile().params):
            raise ValueError("a prepared statement names its tenant with OF_TENANT")
        self.statement = statement
        self._by_place = by_place
        self.is_insert = statement.is_insert
        """Whether it makes new rows."""
        self.is_change = isinstance(statement, UpdateBase)
        """Whether it writes at all."""
        self.tenant = "tenant_id" if self.is_insert else str(OF_TENANT.key)
        """What the tenant is called among its values."""
        self._compiled: dict[tuple[str, tuple[str, ...]], Compiled] = {}

    def compiled(self, dialect: Dialect, values: Values) -> Compiled:
        """The statement for that database and for values with these names."""
        names = tuple(values) if self.is_insert else ()
        found = self._compiled.get((dialect.name, names))
        if found is None:
            found = self._compiled[dialect.name, names] = Compiled(
                self.statement, dialect, names, by_place=self._by_place
            )
        return found


def prepared(build: Callable[[], Statement]) -> Callable[[], Prepared]:
    """Makes a function that puts a statement together give it prepared, and the same one each time."""
    return lru_cache(lambda: Prepared(build()))


def by_place(build: Callable[[], Statement]) -> Callable[[], Prepared]:
    """The same where rows are many: their values have no names, and are read by their places."""
    return lru_cache(lambda: Prepared(build(), by_place=True))
