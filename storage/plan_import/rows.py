"""Everything that is stored about a tenant's plans, read at once so that an import can compare with it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlmodel import SQLModel, col

from storage.database import Row, TenantSession
from storage.plan_import.batches import table_of
from storage.tables import (
    AdoptionRow,
    AnswerRow,
    CoOwnerRow,
    FocusAreaRow,
    FollowUpRoundRow,
    MeasureFocusAreaRow,
    MeasureRow,
    MeasureWorkingMethodRow,
    MunicipalGroupRow,
    OrgUnitRow,
    PersonRoleRow,
    PersonRow,
    PlanActivityRow,
    PlanRow,
    StrategicPriorityRow,
    WorkingMethodRow,
)

IMPORTED = "imported:"


@dataclass(frozen=True, kw_only=True)
class PlanRows:
    """All rows of the tenant that an import may touch. `plan` is that of the year, if there is one."""

    group: MunicipalGroupRow | None
    plan: PlanRow | None
    org_units: list[OrgUnitRow]
    priorities: list[StrategicPriorityRow]
    focus_areas: list[FocusAreaRow]
    working_methods: list[WorkingMethodRow]
    all_measures: list[MeasureRow]
    area_links: list[MeasureFocusAreaRow]
    method_links: list[MeasureWorkingMethodRow]
    adoptions: list[AdoptionRow]
    people: list[PersonRow]
    roles: list[PersonRoleRow]
    all_plan_activities: list[PlanActivityRow]
    co_owners: list[CoOwnerRow]
    rounds: list[FollowUpRoundRow]
    imported_answers: list[AnswerRow]

    @property
    def plan_id(self) -> int | None:
        """The plan's id."""
        return self.plan.id if self.plan else None

    @cached_property
    def measures(self) -> dict[int, MeasureRow]:
        """The plan's measures by number."""
        return {row.number: row for row in self.all_measures if row.plan_id == self.plan_id}

    @cached_property
    def plan_activities(self) -> dict[str, PlanActivityRow]:
        """The plan's activities by number, those that have left it too."""
        return {row.number: row for row in self.all_plan_activities if row.plan_id == self.plan_id}

    @cached_property
    def person_of_email(self) -> dict[str, PersonRow]:
        """Everybody by address, those who have left too."""
        return {row.email: row for row in self.people}

    @cached_property
    def email_of(self) -> dict[int | None, str]:
        """Addresses by id."""
        return {row.id: row.email for row in self.people}

    @cached_property
    def co_owners_of(self) -> Mapping[int | None, list[int]]:
        """The co-owners of each plan activity."""
        found: dict[int | None, list[int]] = defaultdict(list)
        for row in self.co_owners:
            found[row.plan_activity_id].append(row.person_id)
        return found


def names(rows: list[Row]) -> dict[int | None, str]:
    """The names of rows that have one, by id."""
    return {row.id: row.name for row in rows}  # type: ignore[attr-defined]


async def load(session: TenantSession, year: int) -> PlanRows:
    """Read all of it; a few queries, each of one table."""
    group = await session.sql.exec(session.rows(MunicipalGroupRow))
    plan = await session.sql.exec(session.rows(PlanRow).where(PlanRow.year == year))
    imported = session.rows(AnswerRow).where(col(AnswerRow.submission_key).startswith(IMPORTED))
    return PlanRows(
        group=group.first(),
        plan=plan.first(),
        org_units=await _all(session, OrgUnitRow),
        priorities=await _all(session, StrategicPriorityRow),
        focus_areas=await _all(session, FocusAreaRow),
        working_methods=await _all(session, WorkingMethodRow),
        all_measures=await _all(session, MeasureRow),
        area_links=await _all(session, MeasureFocusAreaRow),
        method_links=await _all(session, MeasureWorkingMethodRow),
        adoptions=await _all(session, AdoptionRow),
        people=await _all(session, PersonRow),
        roles=await _all(session, PersonRoleRow),
        all_plan_activities=await _all(session, PlanActivityRow),
        co_owners=await _all(session, CoOwnerRow),
        rounds=await _all(session, FollowUpRoundRow),
        imported_answers=list((await session.sql.exec(imported.order_by(col(AnswerRow.id)))).all()),
    )


async def ids(
    session: TenantSession, rows: type[SQLModel], column: str, plan_id: int | None = None
) -> dict[object, int]:
    """The ids of a table's rows by one of their columns, of one plan only when it is given."""
    table = table_of(rows)
    statement = select(table.c[column], table.c.id).where(table.c.tenant_id == session.tenant_id)
    if plan_id is not None:
        statement = statement.where(table.c.plan_id == plan_id)
    connection = await session.sql.connection()
    return {row[0]: row[1] for row in await connection.execute(statement)}


async def _all(session: TenantSession, table: type[Row]) -> list[Row]:
    return list((await session.sql.exec(session.rows(table))).all())
