"""How Alembic reaches the tables; used from `storage.schema` and from the alembic command alike."""

from alembic import context
from sqlalchemy import create_engine, pool

from storage.schema import naming, synchronous_url
from storage.tables import metadata


def run() -> None:
    """Run the migrations on the connection handed over, or on the URL given with `-x url=…`."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        _migrate(connection)
        return
    url = synchronous_url(context.get_x_argument(as_dictionary=True)["url"])
    with create_engine(url, poolclass=pool.NullPool).begin() as own_connection:
        _migrate(own_connection)


def _migrate(connection: object) -> None:
    context.configure(connection=connection, target_metadata=metadata, **naming())  # type: ignore[arg-type]
    with context.begin_transaction():
        context.run_migrations()


run()
