"""The right to send: for each tenant one process at a time has it, so that the tenant's pace holds.

On PostgreSQL it is an advisory lock on a connection that is kept for nothing else: when the process dies or
the connection breaks, the database gives it up by itself and another replica goes on. On SQLite it is a lock
on a file (`storage.file_rights`).
"""

import asyncio
import hashlib
import logging
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy.engine import make_url

from domain.people import TenantId
from storage.connecting import PasswordNow
from storage.file_rights import FileRights
from storage.spent import Spent, SpentTally

log = logging.getLogger(__name__)

CHANNEL = "lageskoll_spent"
LOOK_EVERY_SECONDS = 0.5
PATIENCE_SECONDS = 3
# Both ends notice within seconds that the other is gone, also when a cable was pulled.
KEEPALIVES: dict[str, str | int] = {
    "keepalives_idle": 3,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
    "connect_timeout": 5,
    # The same, as the database sees it.
    "options": "-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3",
}


class SendingRights(Protocol):
    """Who may send for which tenant. Nothing here raises when the database is gone: then nobody may."""

    async def take(self, tenant_id: TenantId) -> bool:
        """Try to get the right; False when another process has it."""

    def has(self, tenant_id: TenantId) -> bool:
        """Whether the right is still ours; it may be lost with the connection."""

    async def give_back(self, tenant_id: TenantId) -> None:
        """Let others have it."""

    def tell_spent(self, tenant_id: TenantId) -> None:
        """Let whoever sends for the tenant know that a request was made here."""

    async def close(self) -> None:
        """Give everything back."""


def rights_for(
    url: str, on_spent: Spent, password: PasswordNow | None = None, tally: SpentTally | None = None
) -> SendingRights:
    """The rights that go with a database. `on_spent` is told of requests that other replicas have made.

    `password` is asked at each new connection, as a `Database` does. On SQLite the processes of a service
    tell each other by a `tally`; where there is none, nobody else is told.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        plain = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
        # SQLAlchemy leaves spaces as they are, and PostgreSQL's own library refuses them.
        return AdvisoryLocks(plain.replace(" ", "%20"), on_spent, password)
    return FileRights(Path(parsed.database) if parsed.database else None, on_spent, tally)


class AdvisoryLocks:
    """The right to send for each tenant, shared by any number of replicas on one PostgreSQL."""

    def __init__(self, url: str, on_spent: Spent, password: PasswordNow | None = None) -> None:
        self._address = make_conninfo(url, **KEEPALIVES)
        self._password = password
        self._on_spent = on_spent
        self._held: set[TenantId] = set()
        self._connection: psycopg.AsyncConnection[tuple[object, ...]] | None = None
        self._watch: asyncio.Task[None] | None = None
        self._using = asyncio.Lock()
        self._spent: dict[TenantId, int] = {}

    async def take(self, tenant_id: TenantId) -> bool:
        """Try to get the right; False when another replica has it, or the database does not answer."""
        if tenant_id not in self._held and await self._ask("SELECT pg_try_advisory_lock(%s)", tenant_id):
            self._held.add(tenant_id)
        return tenant_id in self._held

    def has(self, tenant_id: TenantId) -> bool:
        """Whether the right is still ours."""
        return tenant_id in self._held

    async def give_back(self, tenant_id: TenantId) -> None:
        """Let other replicas have it."""
        if tenant_id in self._held:
            self._held.discard(tenant_id)
            await self._ask("SELECT pg_advisory_unlock(%s)", tenant_id)

    def tell_spent(self, tenant_id: TenantId) -> None:
        """Let the replica that sends for the tenant know; it is said at the next look."""
        if tenant_id not in self._held:
            self._spent[tenant_id] = self._spent.get(tenant_id, 0) + 1

    async def close(self) -> None:
        """Give everything back."""
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)
        await self._lose()

    async def _ask(self, question: str, tenant_id: TenantId) -> bool:
        try:
            async with self._using, asyncio.timeout(PATIENCE_SECONDS):
                connection = await self._connected()
                answer = await (await connection.execute(question, (_key(tenant_id),))).fetchone()
        except (psycopg.Error, OSError) as error:
            log.warning("the right to send cannot be asked for: %s", error)
            await self._lose()
            return False
        return answer is not None and bool(answer[0])

    async def _connected(self) -> psycopg.AsyncConnection[tuple[object, ...]]:
        if self._connection is None:
            connection = await psycopg.AsyncConnection.connect(self._address_now(), autocommit=True)
            connection.add_notify_handler(self._noticed)
            await connection.execute(f"LISTEN {CHANNEL}")
            self._connection = connection
            self._watch = self._watch or asyncio.create_task(self._look())
        return self._connection

    def _address_now(self) -> str:
        password = self._password() if self._password is not None else None
        return self._address if password is None else make_conninfo(self._address, password=password)

    async def _look(self) -> None:
        """Find out soon when the connection breaks, hear what others have spent, and tell what we have."""
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            if self._connection is None:
                continue
            spent, self._spent = self._spent, {}
            try:
                async with self._using, asyncio.timeout(PATIENCE_SECONDS):
                    await self._connection.execute("SELECT 1")
                    for tenant_id, requests in spent.items():
                        await self._connection.execute(
                            "SELECT pg_notify(%s, %s)", (CHANNEL, f"{requests} {tenant_id}")
                        )
            except (psycopg.Error, OSError) as error:
                log.warning("the connection that holds the right to send is lost: %s", error)
                await self._lose()

    def _noticed(self, notice: psycopg.Notify) -> None:
        requests, _, tenant_id = notice.payload.partition(" ")
        if TenantId(tenant_id) in self._held:
            for _ in range(int(requests)):
                self._on_spent(TenantId(tenant_id))

    async def _lose(self) -> None:
        self._held.clear()
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error, OSError):
                await connection.close()


def _key(tenant_id: TenantId) -> int:
    """The lock's number: 64 bits, the same in every replica."""
    digest = hashlib.sha256(f"lageskoll sends for {tenant_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
