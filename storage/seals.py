"""Sealed reports: each version is written once, and nothing is ever changed in it."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from domain.people import PersonId
from domain.report.corrections import CorrectionKind, Counts
from domain.report.seal import Seal, SealId
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import AnswerRow, FollowUpRoundRow, SealRow

answer = table_of(AnswerRow)
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


async def of_instant(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, at: datetime
) -> Seal | None:
    """The version that was approved just then; None when none was."""
    found = await of_round(session, follow_up_round_id)
    return next((each for each in found if each.sealed_at == at), None)


async def answers_since(session: TenantSession, latest: Seal) -> int:
    """How many answers have come or been corrected since a version was approved."""
    values = {"follow_up_round_id": latest.follow_up_round_id, "since": latest.sealed_at}
    return int((await session.run(_answers_since(), values)).scalar_one())


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
    changes: Counts = (),
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
                "changes": json.dumps(dict(changes)) if changes else "",
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
        changes=_changes(row.changes),
    )


def _changes(text: str) -> Counts:
    return tuple((CorrectionKind(kind), number) for kind, number in json.loads(text or "{}").items())


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
def _answers_since() -> Select[Any]:
    return select(func.count(answer.c.id)).where(
        answer.c.tenant_id == OF_TENANT,
        answer.c.follow_up_round_id == bindparam("follow_up_round_id"),
        answer.c.answered_at > bindparam("since"),
    )


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
