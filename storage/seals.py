"""Sealed reports: each version is written once, and nothing is ever changed in it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, select

from domain.people import PersonId
from domain.report.seal import Seal, SealId
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import FollowUpRoundRow, SealRow

rounds = table_of(FollowUpRoundRow)
seal = table_of(SealRow)


async def hold_round(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> None:
    """Nobody opens the round again, or approves its report, until the transaction ends."""
    if not session.has_one_writer:
        await session.run(_held(), {"follow_up_round_id": follow_up_round_id})


async def of_round(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> tuple[Seal, ...]:
    """Every version, the first one first."""
    rows = await session.run(_of_round(), {"follow_up_round_id": follow_up_round_id})
    return tuple(_seal(row) for row in rows)


async def every(session: TenantSession) -> tuple[Seal, ...]:
    """Every version of every round, the first ones first."""
    return tuple(_seal(row) for row in await session.run(_every()))


async def content(session: TenantSession, seal_id: SealId) -> bytes:
    """The sealed data, the very bytes that were sealed."""
    found = await session.run(_content(), {"seal_id": seal_id})
    return bytes(found.scalar_one())


async def add(
    session: TenantSession,
    follow_up_round_id: FollowUpRoundId,
    content: bytes,
    sha256: str,
    *,
    version: int,
    by: PersonId,
    by_name: str,
    at: datetime,
    reason: str = "",
) -> SealId | None:
    """Seal a version; None when somebody else has sealed that version in the meantime.

    `by_name` is kept beside whose it is, since people change their names and are forgotten.
    """
    added = await session.insert_new(
        SealRow,
        [
            {
                "follow_up_round_id": follow_up_round_id,
                "version": version,
                "sha256": sha256,
                "content": content,
                "reason": reason,
                "sealed_by": by,
                "sealed_by_name": by_name,
                "sealed_at": at,
            }
        ],
    )
    return SealId(added[0]) if added else None


def _seal(row: Row[Any]) -> Seal:
    return Seal(
        seal_id=SealId(row.id),
        follow_up_round_id=FollowUpRoundId(row.follow_up_round_id),
        version=row.version,
        sha256=row.sha256,
        sealed_by=PersonId(row.sealed_by),
        sealed_by_name=row.sealed_by_name,
        sealed_at=row.sealed_at,
        reason=row.reason,
    )


def _query() -> Select[Any]:
    """Everything but the data themselves."""
    columns = [column for column in seal.c if column.name != "content"]
    return (
        select(*columns)
        .where(seal.c.tenant_id == OF_TENANT)
        .order_by(seal.c.follow_up_round_id, seal.c.version)
    )


@prepared
def _every() -> Select[Any]:
    return _query()


@prepared
def _of_round() -> Select[Any]:
    return _query().where(seal.c.follow_up_round_id == bindparam("follow_up_round_id"))


@prepared
def _content() -> Select[Any]:
    return select(seal.c.content).where(seal.c.tenant_id == OF_TENANT, seal.c.id == bindparam("seal_id"))


@prepared
def _held() -> Select[Any]:
    return (
        select(rounds.c.id)
        .where(rounds.c.tenant_id == OF_TENANT, rounds.c.id == bindparam("follow_up_round_id"))
        .with_for_update()
    )
