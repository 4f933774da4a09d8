"""Contact points that belong to nobody in the plan, and what a strategist has said about them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from domain.people import PersonId
from domain.strangers import LONGEST_NAME, ContactPointId, Stranger
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import AuditEventRow, ContactPointRow, PersonRow

CONNECTED, IGNORED = "stranger.connected", "stranger.ignored"

audit_event = table_of(AuditEventRow)
contact_point = table_of(ContactPointRow)
person = table_of(PersonRow)


async def called(session: TenantSession, entra_object_id: str, name: str) -> None:
    """Remember what Teams calls somebody who is not known."""
    if name:
        await session.change(
            ContactPointRow,
            contact_point.c.entra_object_id == entra_object_id,
            contact_point.c.person_id.is_(None),
            name=name[:LONGEST_NAME],
        )


async def every(session: TenantSession) -> list[Stranger]:
    """All about whom nobody has said anything, the first to write first."""
    return [_to_domain(row) for row in await session.run(_every())]


async def number(session: TenantSession) -> int:
    """How many they are."""
    found = await session.execute(
        select(func.count())
        .select_from(contact_point)
        .where(
            contact_point.c.tenant_id == OF_TENANT,
            contact_point.c.person_id.is_(None),
            contact_point.c.ignored_at.is_(None),
        )
    )
    return int(found.scalar_one())


async def find(session: TenantSession, contact_point_id: ContactPointId) -> Stranger | None:
    """The stranger; None when somebody has said who it is, or that it is nobody."""
    found = await session.execute(_query().where(contact_point.c.id == contact_point_id))
    row = found.first()
    return _to_domain(row) if row else None


async def connect(session: TenantSession, stranger: Stranger, person_id: PersonId) -> bool:
    """Tie the chat to a person who has none yet; False when either has been tied to somebody meanwhile."""
    entra_object_id = await _entra_object_id(session, stranger)
    if entra_object_id is None:
        return False
    # Whoever left the plan and came back under another address is the same user still.
    await session.change(
        PersonRow,
        person.c.entra_object_id == entra_object_id,
        person.c.is_removed.is_(True),
        entra_object_id=None,
    )
    tied = await session.change(
        PersonRow,
        person.c.id == person_id,
        person.c.entra_object_id.is_(None),
        ~person.c.is_removed,
        entra_object_id=entra_object_id,
    )
    if not tied:
        return False
    await session.change(
        ContactPointRow,
        contact_point.c.id == stranger.contact_point_id,
        person_id=person_id,
        welcomed_at=None,
    )
    return True


async def ignore(session: TenantSession, stranger: Stranger, at: datetime) -> bool:
    """Note that the stranger has no part in the plan; False when something has been said already."""
    changed = await session.change(
        ContactPointRow,
        contact_point.c.id == stranger.contact_point_id,
        contact_point.c.person_id.is_(None),
        contact_point.c.ignored_at.is_(None),
        ignored_at=at,
    )
    return changed == 1


async def unconnected(session: TenantSession) -> frozenset[PersonId]:
    """Everybody in the plan whom no Teams user is tied to."""
    found = await session.execute(
        select(person.c.id).where(
            person.c.tenant_id == OF_TENANT, person.c.entra_object_id.is_(None), ~person.c.is_removed
        )
    )
    return frozenset(PersonId(row.id) for row in found)


async def settled_by(session: TenantSession, contact_point_id: ContactPointId) -> tuple[str, datetime] | None:
    """Who said what about the stranger, and when; None when nobody has."""
    found = await session.execute(
        select(person.c.name, audit_event.c.at)
        .join(person, person.c.id == audit_event.c.actor_id)
        .where(
            audit_event.c.tenant_id == OF_TENANT,
            audit_event.c.subject == f"contact_point:{contact_point_id}",
            audit_event.c.deed.in_((CONNECTED, IGNORED)),
        )
        .order_by(audit_event.c.id.desc())
        .limit(1)
    )
    row = found.first()
    return (row.name, row.at) if row else None


async def _entra_object_id(session: TenantSession, stranger: Stranger) -> str | None:
    query = select(contact_point.c.entra_object_id).where(
        contact_point.c.tenant_id == OF_TENANT,
        contact_point.c.id == stranger.contact_point_id,
        contact_point.c.person_id.is_(None),
        contact_point.c.ignored_at.is_(None),
    )
    # Two strategists who say something about the same stranger do it one after the other.
    row = (await session.execute(query if session.has_one_writer else query.with_for_update())).first()
    return row.entra_object_id if row else None


@prepared
def _every() -> Select[Any]:
    return _query().order_by(contact_point.c.id)


def _query() -> Select[Any]:
    return select(contact_point.c.id, contact_point.c.name, contact_point.c.updated_at).where(
        contact_point.c.tenant_id == OF_TENANT,
        contact_point.c.person_id.is_(None),
        contact_point.c.ignored_at.is_(None),
    )


def _to_domain(row: Row[Any]) -> Stranger:
    return Stranger(contact_point_id=ContactPointId(row.id), name=row.name, heard_at=row.updated_at)
