"""Single plan activities: found by number, amended, and who amended one last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from domain.people import OrgUnitId
from domain.plan import MeasureId, PlanActivity, PlanActivityId, PlanId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import AdoptionRow, AuditEventRow, PersonRow, PlanActivityRow

AMENDED = "plan_activity.amended"
DEEDS = (AMENDED, "plan_activity.handed_over")

adoption = table_of(AdoptionRow)
audit_event = table_of(AuditEventRow)
person = table_of(PersonRow)
plan_activity = table_of(PlanActivityRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestAmendment:
    """Who amended a plan activity last, and when."""

    name: str
    at: datetime


async def numbered(session: TenantSession, plan_id: PlanId, number: str) -> PlanActivityId | None:
    """The plan activity with that number in the plan, however its letters are written."""
    return (await with_numbers(session, plan_id, [number])).get(number)


async def with_numbers(
    session: TenantSession, plan_id: PlanId, numbers: Collection[str]
) -> dict[str, PlanActivityId]:
    """Those of the plan's activities that have one of these numbers, by the number as it was asked for."""
    asked = {number.lower() for number in numbers}
    if not asked:
        return {}
    found = await session.execute(
        select(plan_activity.c.id, plan_activity.c.number)
        .where(
            plan_activity.c.tenant_id == OF_TENANT,
            plan_activity.c.plan_id == plan_id,
            func.lower(plan_activity.c.number).in_(asked),
            ~plan_activity.c.is_removed,
        )
        .order_by(plan_activity.c.id.desc())
    )
    by_number = {row.number.lower(): PlanActivityId(row.id) for row in found}
    return {number: by_number[number.lower()] for number in numbers if number.lower() in by_number}


async def adopters(session: TenantSession, measure_id: MeasureId) -> frozenset[OrgUnitId]:
    """The units that have taken the measure on."""
    found = await session.execute(
        select(adoption.c.org_unit_id).where(
            adoption.c.tenant_id == OF_TENANT, adoption.c.measure_id == measure_id
        )
    )
    return frozenset(OrgUnitId(row.org_unit_id) for row in found)


async def amend(session: TenantSession, before: PlanActivity, after: PlanActivity) -> bool:
    """Store title, dates and unit; False when it is not as it was `before` any longer.

    Who owns it is changed by `ownership.move`, with all that follows.
    """
    changed = await session.change(
        PlanActivityRow,
        plan_activity.c.id == before.plan_activity_id,
        plan_activity.c.title == before.title,
        plan_activity.c.start == before.start,
        plan_activity.c.end == before.end,
        plan_activity.c.org_unit_id == before.org_unit_id,
        ~plan_activity.c.is_removed,
        title=after.title,
        start=after.start,
        end=after.end,
        org_unit_id=after.org_unit_id,
    )
    return changed == 1


async def latest_amendment(
    session: TenantSession, plan_activity_id: PlanActivityId
) -> LatestAmendment | None:
    """The last time that a person amended it or gave it to somebody else; None when nobody has."""
    found = await session.execute(
        select(person.c.name, audit_event.c.at)
        .join(person, person.c.id == audit_event.c.actor_id)
        .where(
            audit_event.c.tenant_id == OF_TENANT,
            audit_event.c.subject == f"plan_activity:{plan_activity_id}",
            audit_event.c.deed.in_(DEEDS),
        )
        .order_by(audit_event.c.at.desc(), audit_event.c.id.desc())
        .limit(1)
    )
    row = found.first()
    return LatestAmendment(name=row.name, at=row.at) if row else None
