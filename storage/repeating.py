"""A statement that is run once for each of many sets of values, straight at the driver."""

from collections.abc import Sequence
from typing import Any

from storage.loans import Loan, SqliteLoan, failure


async def run_each(loan: Loan, statement: str, parameters: Sequence[Any]) -> int:
    """How many rows it has changed or made in all; it fails as SQLAlchemy does.

    Psycopg sends all of them off before it waits for what has come of the first.
    """
    driver = _driver(loan)
    try:
        cursor = driver.cursor()
        await cursor.executemany(statement, parameters)
        changed = int(cursor.rowcount)
        await cursor.close()
    except loan.dialect.loaded_dbapi.Error as error:
        raise await failure(loan.connection.engine, driver, statement, error) from error
    return changed


def _driver(loan: Loan) -> Any:  # noqa: ANN401 - each database has its own
    if isinstance(loan, SqliteLoan):
        return loan.driver
    own = loan.connection.sync_connection
    return own.connection.driver_connection if own else None
