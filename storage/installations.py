"""Installations of the app for people: asked for once, claimed by one process, settled with what came of it.

A claim is a lease: when the one who claimed dies, another tries again, and Graph says that the app is there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, or_, select

from domain.installations import Installation, InstallationState, Outcome, Refusal
from domain.people import PersonId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import InstallationRow

LEASE = timedelta(minutes=5)
OPEN_TO_ALL: Mapping[str, Any] = {"lease": "", "leased_until": None}
DONE_WITH = (InstallationState.REFUSED.value, InstallationState.NOT_WANTED.value)

installation = table_of(InstallationRow)
IS_WAITING = installation.c.state == InstallationState.WAITING.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """One that is ours to try, until the lease runs out."""

    installation: Installation
    lease: str


async def every(session: TenantSession) -> dict[PersonId, Installation]:
    """What has been asked for, by person."""
    found = await session.execute(select(installation).where(installation.c.tenant_id == OF_TENANT))
    return {PersonId(row.person_id): _to_domain(row) for row in found}


async def asked_with(session: TenantSession, key: str) -> int:
    """For how many people that very press has asked; 0 when it is new."""
    found = await session.execute(
        select(installation.c.person_id).where(
            installation.c.tenant_id == OF_TENANT, installation.c.request_key == key
        )
    )
    return len(found.all())


async def request(
    session: TenantSession, people: Collection[PersonId], *, by: PersonId, key: str, at: datetime
) -> int:
    """Ask for these people, also for those who were refused before; returns for how many it was new."""
    asked: dict[str, Any] = {
        "state": InstallationState.WAITING.value,
        "requested_by": by,
        "requested_at": at,
        "request_key": key,
        "not_before": at,
    }
    in_order = sorted(people)
    changed = 0
    for person_id in in_order:
        changed += await session.change(
            InstallationRow,
            installation.c.person_id == person_id,
            installation.c.state.in_(DONE_WITH),
            installation.c.request_key != key,
            refusal=None,
            code="",
            settled_at=None,
            **OPEN_TO_ALL,
            **asked,
        )
    before = {person_id for person_id in await every(session) if person_id in set(in_order)}
    new = [{"person_id": each, **asked} for each in in_order if each not in before]
    # Somebody else may ask for the same people this very moment: theirs are passed over.
    return changed + len(await session.insert_new(InstallationRow, new))


async def claim(session: TenantSession, at: datetime, most: int) -> list[Claimed]:
    """Take up to `most` that are due and nobody's, the oldest first, for `LEASE`."""
    is_free = or_(installation.c.leased_until.is_(None), installation.c.leased_until <= at)
    due = (
        select(installation)
        .where(installation.c.tenant_id == OF_TENANT, IS_WAITING, is_free, installation.c.not_before <= at)
        .order_by(installation.c.not_before, installation.c.person_id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    rows = (await session.execute(due)).all()
    if not rows:
        return []
    lease = uuid4().hex
    ids = [row.person_id for row in rows]
    await session.change(
        InstallationRow, installation.c.person_id.in_(ids), lease=lease, leased_until=at + LEASE
    )
    return [Claimed(installation=_to_domain(row), lease=lease) for row in rows]


async def settle(session: TenantSession, claimed: Claimed, outcome: Outcome, at: datetime) -> bool:
    """Write down what came of it; False when the lease has gone to another, who writes it down."""
    state = InstallationState.REFUSED if outcome.refusal else InstallationState.INSTALLED
    refusal = outcome.refusal.value if outcome.refusal else None
    return await _end(session, claimed, state=state.value, refusal=refusal, code=outcome.code, settled_at=at)


async def drop(session: TenantSession, claimed: Claimed, at: datetime) -> bool:
    """It is not wanted any longer."""
    return await _end(session, claimed, state=InstallationState.NOT_WANTED.value, settled_at=at)


async def put_back(session: TenantSession, claimed: Claimed, not_before: datetime) -> bool:
    """Try it again, no earlier than then."""
    return await _end(session, claimed, not_before=not_before)


async def _end(session: TenantSession, claimed: Claimed, **values: object) -> bool:
    is_ours = (
        installation.c.person_id == claimed.installation.person_id,
        installation.c.lease == claimed.lease,
        IS_WAITING,
    )
    return await session.change(InstallationRow, *is_ours, **OPEN_TO_ALL, **values) == 1


def _to_domain(row: Row[Any]) -> Installation:
    return Installation(
        person_id=PersonId(row.person_id),
        state=InstallationState(row.state),
        requested_by=PersonId(row.requested_by),
        requested_at=row.requested_at,
        refusal=Refusal(row.refusal) if row.refusal else None,
        code=row.code,
        settled_at=row.settled_at,
    )
