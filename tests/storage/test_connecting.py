"""The database's password is exchanged while the service runs, on a PostgreSQL that really asks for it."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from domain.people import TenantId
from storage.database import Database
from storage.sending_rights import rights_for

NAME = "asked_for_a_password"
OLD, NEW = "gammalt å:/@", "nytt %41 '\\"


@pytest.fixture
def url(postgresql_url: str) -> Iterator[str]:
    """The database as somebody whom the server asks for a password, which is the old one."""
    server = postgresql_url.replace("+psycopg", "")
    with psycopg.connect(server, autocommit=True) as administrator:
        found = administrator.execute("SHOW hba_file").fetchone()
        assert found is not None
        rules = Path(str(found[0]))
        before = rules.read_text()
        administrator.execute(f"CREATE ROLE {NAME} LOGIN")
        set_password(postgresql_url, OLD)
        rules.write_text(f"local all {NAME} scram-sha-256\nhost all {NAME} all scram-sha-256\n{before}")
        administrator.execute("SELECT pg_reload_conf()")
        yield make_url(postgresql_url).set(username=NAME, password=OLD).render_as_string(hide_password=False)
        rules.write_text(before)
        administrator.execute("SELECT pg_reload_conf()")
        administrator.execute(f"DROP ROLE {NAME}")


def set_password(postgresql_url: str, password: str) -> None:
    with psycopg.connect(postgresql_url.replace("+psycopg", ""), autocommit=True) as administrator:
        administrator.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(NAME), password))


async def test_a_new_connection_is_made_with_the_password_that_is_good_now(
    url: str, postgresql_url: str
) -> None:
    good = [OLD]
    database, fixed = Database(url, password=lambda: good[-1]), Database(url)
    rights = rights_for(url, lambda _: None, database.password)
    await database.ping()
    set_password(postgresql_url, NEW)
    good.append(NEW)
    await database.engine.dispose()

    await database.ping()
    assert await rights.take(TenantId("one"))
    with pytest.raises(OperationalError, match="password"):
        await fixed.ping()
    for each in (rights, database, fixed):
        await each.close()


async def test_a_password_that_is_not_there_for_a_moment_leaves_the_one_of_the_address(url: str) -> None:
    database = Database(url, password=lambda: None)

    await database.ping()
    await database.close()
