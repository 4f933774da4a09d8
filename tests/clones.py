"""PostgreSQL databases for the tests: clones of a migrated one, which are emptied and lent again.

To make a database and throw it away takes longer than most tests take with it.
"""

from dataclasses import dataclass, field
from uuid import uuid4

import psycopg

# All that is in a database besides its rows: each change of a table, an index, a trigger or a right leaves
# another transaction or another count in the system's own tables. Nobody has told the planner anything.
CATALOGUES = ("class", "attribute", "attrdef", "constraint", "index", "trigger", "proc", "type", "statistic")
SHAPE = "SELECT (SELECT string_agg(version_num, ' ') FROM alembic_version)" + "".join(
    f", (SELECT (count(*), max(xmin::text::bigint)) FROM pg_{each})" for each in CATALOGUES
)
OURS = "relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'"

# Up to this many pages the planner takes a table to be as large as a new one, whatever it once held.
AS_NEW = 10
LARGEST = f"SELECT max(pg_relation_size(oid)) <= {AS_NEW} * 8192 FROM pg_class WHERE {OURS} AND relkind = 'r'"

ALONE = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# In a replica's role nothing is asked of foreign keys and triggers, so that the order does not matter.
EMPTY = f"""
SET session_replication_role = replica;
DO $$
DECLARE each record;
BEGIN
  FOR each IN
    SELECT oid::regclass AS name FROM pg_class
    WHERE {OURS} AND relkind = 'r' AND pg_relation_size(oid) > 0
  LOOP
    EXECUTE format('DELETE FROM %s', each.name);
  END LOOP;
  PERFORM setval(seqrelid, seqstart, false) FROM pg_sequence;
END $$
"""


@dataclass(slots=True)
class Clones:
    """The clones of a template on a server, whose URL has a place for a database's name."""

    server: str
    template: str
    _free: list[str] = field(default_factory=list)
    _shape: object = None

    def lend(self) -> str:
        """The name of one that is as the template is."""
        if self._free:
            return self._free.pop()
        name = f"test_{uuid4().hex}"
        with self._connected("postgres") as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {self.template} STRATEGY file_copy".encode())
        return name

    def take_back(self, name: str) -> None:
        """Empty it for the next; one in which more than rows was changed is thrown away."""
        if self._emptied(name):
            self._free.append(name)
            return
        with self._connected("postgres") as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

    def _emptied(self, name: str) -> bool:
        """Whether it is as the template is again."""
        with self._connected(name) as connection:
            connection.execute(ALONE)
            if connection.execute(SHAPE.encode()).fetchone() != self._shape_of_template():
                return False
            connection.execute(EMPTY.encode())
            return connection.execute(LARGEST.encode()).fetchone() == (True,)

    def _shape_of_template(self) -> object:
        if self._shape is None:
            with self._connected(self.template) as connection:
                self._shape = connection.execute(SHAPE.encode()).fetchone()
        return self._shape

    def _connected(self, name: str) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(self.server.format(name=name), autocommit=True)
