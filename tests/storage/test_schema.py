from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

from storage import schema
from storage.tables import metadata

pytestmark = pytest.mark.migrations

TABLES = {table.name for table in metadata.sorted_tables}


@pytest.fixture
def empty_url(database_url: str) -> str:
    """A database in which there is nothing at all."""
    engine = create_engine(schema.synchronous_url(database_url), poolclass=NullPool)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        else:
            connection.execute(text("PRAGMA foreign_keys=OFF"))
            for table in inspect(connection).get_table_names():
                connection.execute(text(f'DROP TABLE "{table}"'))
    return database_url


def tables(url: str) -> set[str]:
    engine = create_engine(schema.synchronous_url(url), poolclass=NullPool)
    with engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_an_empty_database_gets_every_table(empty_url: str) -> None:
    before = tables(empty_url)

    schema.upgrade(empty_url)

    assert before == set()
    assert tables(empty_url) == TABLES


def test_migrations_go_down_to_nothing_and_up_again(empty_url: str) -> None:
    schema.upgrade(empty_url)
    schema.downgrade(empty_url, "base")
    at_the_bottom = tables(empty_url)

    schema.upgrade(empty_url)

    assert at_the_bottom == set()
    assert tables(empty_url) == TABLES


def test_the_migrated_database_is_what_the_tables_say(database_url: str) -> None:
    assert schema.drift(database_url) == []


def test_a_missing_column_is_seen(database_url: str) -> None:
    engine = create_engine(schema.synchronous_url(database_url), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE answer DROP COLUMN next_step"))

    assert [change[0] for change in schema.drift(database_url)] == ["add_column"]


def test_a_database_tells_its_revision_and_the_one_that_is_wanted(empty_url: str) -> None:
    before, wanted = schema.revisions(empty_url)

    schema.upgrade(empty_url)

    assert before is None
    assert schema.revisions(empty_url) == (wanted, wanted)


def test_migrating_again_changes_nothing(database_url: str) -> None:
    before = schema.revisions(database_url)

    schema.upgrade(database_url)

    assert schema.revisions(database_url) == before


def test_two_that_migrate_at_once_wait_for_each_other(empty_url: str) -> None:
    with ThreadPoolExecutor(max_workers=2) as pool:
        for done in [pool.submit(schema.upgrade, empty_url) for _ in range(2)]:
            done.result()

    assert tables(empty_url) == TABLES
    assert schema.drift(empty_url) == []
