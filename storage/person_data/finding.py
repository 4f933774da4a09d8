"""Everything that is held about somebody, whichever table it is in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, or_, select

from domain.erasure import Somebody
from domain.people import PersonId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import OrgUnitRow, PersonRoleRow, PersonRow, metadata

person = table_of(PersonRow)
person_role = table_of(PersonRoleRow)
org_unit = table_of(OrgUnitRow)

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


async def find(session: TenantSession, who: str) -> Somebody | None:
    """The person with that e-mail address or number, also one who has left the plan."""
    written = who.strip().lower()
    wanted = person.c.id == int(written) if written.isdecimal() else person.c.email == written
    query = (
        select(person, org_unit.c.name.label("unit"))
        .join(org_unit, org_unit.c.id == person.c.org_unit_id)
        .where(person.c.tenant_id == OF_TENANT, wanted)
    )
    row = (await session.execute(query)).first()
    if row is None:
        return None
    roles = await session.execute(
        select(person_role.c.role).where(
            person_role.c.tenant_id == OF_TENANT, person_role.c.person_id == row.id
        )
    )
    return Somebody(
        person_id=PersonId(row.id),
        name=row.name,
        email=row.email,
        org_unit=row.unit,
        entra_object_id=row.entra_object_id,
        roles=frozenset(roles.scalars()),
        is_removed=row.is_removed,
    )


async def everything(session: TenantSession, who: Somebody) -> Rows:
    """Every row that is about them or points at them, by table; a table without any is left out.

    It goes by the references themselves, so that a new table is searched as soon as there is one.
    """
    found: dict[str, Sequence[Mapping[str, Any]]] = {}
    for table in metadata.sorted_tables:
        conditions = list(_about(table, who))
        if not conditions:
            continue
        query = select(table).where(table.c.tenant_id == OF_TENANT, or_(*conditions))
        rows = await session.execute(query.order_by(*table.primary_key))
        if written := [dict(row) for row in rows.mappings()]:
            found[table.name] = written
    return found


def _about(table: Table, who: Somebody) -> Iterator[ColumnElement[bool]]:
    if table.name == "person":
        yield table.c.id == who.person_id
        return
    for column in table.columns:
        if any(key.column.table.name == "person" for key in column.foreign_keys):
            yield column == who.person_id
    if "entra_object_id" in table.c and who.entra_object_id:
        yield table.c.entra_object_id == who.entra_object_id
    if "subject" in table.c:
        yield table.c.subject == f"person:{who.person_id}"
