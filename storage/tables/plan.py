"""The plan tree as rows."""

from datetime import date
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.keys import primary, reference, tenant


class MunicipalGroupRow(SQLModel, table=True):
    """The tenant itself."""

    __tablename__ = "municipal_group"
    tenant_id: str = Field(primary_key=True, max_length=36)
    name: str
    time_zone: str = "Europe/Stockholm"


class StrategicPriorityRow(SQLModel, table=True):
    """One of the strategy's priorities."""

    __tablename__ = "strategic_priority"
    __table_args__ = (UniqueConstraint("tenant_id", "name"),)
    id: int | None = primary()
    tenant_id: str = tenant()
    name: str


class FocusAreaRow(SQLModel, table=True):
    """A focus area, perhaps placed under a priority."""

    __tablename__ = "focus_area"
    __table_args__ = (UniqueConstraint("tenant_id", "name"),)
    id: int | None = primary()
    tenant_id: str = tenant()
    name: str
    strategic_priority_id: int | None = reference("strategic_priority.id", required=False)


class WorkingMethodRow(SQLModel, table=True):
    """A working method."""

    __tablename__ = "working_method"
    __table_args__ = (UniqueConstraint("tenant_id", "name"),)
    id: int | None = primary()
    tenant_id: str = tenant()
    name: str


class OrgUnitRow(SQLModel, table=True):
    """A sector or company."""

    __tablename__ = "org_unit"
    __table_args__ = (UniqueConstraint("tenant_id", "name"),)
    id: int | None = primary()
    tenant_id: str = tenant()
    name: str
    kind: str


class PlanRow(SQLModel, table=True):
    """One year's plan."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("tenant_id", "year"),)
    id: int | None = primary()
    tenant_id: str = tenant()
    year: int
    title: str
    strategy_until: int | None = None
    is_example: bool = False


class MeasureRow(SQLModel, table=True):
    """A measure of a plan."""

    __tablename__ = "measure"
    __table_args__ = (UniqueConstraint("tenant_id", "plan_id", "number"),)
    id: int | None = primary()
    tenant_id: str = tenant()
    plan_id: int = reference("plan.id")
    number: int
    title: str
    description: str = ""
    strategic_priority_id: int | None = reference("strategic_priority.id", required=False)


class MeasureFocusAreaRow(SQLModel, table=True):
    """A measure serves a focus area."""

    __tablename__ = "measure_focus_area"
    tenant_id: str = tenant()
    measure_id: int = Field(foreign_key="measure.id", primary_key=True)
    focus_area_id: int = Field(foreign_key="focus_area.id", primary_key=True)


class MeasureWorkingMethodRow(SQLModel, table=True):
    """A measure is carried out by a working method."""

    __tablename__ = "measure_working_method"
    tenant_id: str = tenant()
    measure_id: int = Field(foreign_key="measure.id", primary_key=True)
    working_method_id: int = Field(foreign_key="working_method.id", primary_key=True)


class AdoptionRow(SQLModel, table=True):
    """A unit has adopted a measure."""

    __tablename__ = "adoption"
    tenant_id: str = tenant()
    measure_id: int = Field(foreign_key="measure.id", primary_key=True)
    org_unit_id: int = Field(foreign_key="org_unit.id", primary_key=True)


class PlanActivityRow(SQLModel, table=True):
    """A plan activity. One that has left the plan keeps its row while answers point at it.

    `continues_id` is the plan activity of the year before that it carries on, with its history.
    """

    __tablename__ = "plan_activity"
    __table_args__ = (UniqueConstraint("tenant_id", "plan_id", "number"),)
    id: int | None = primary()
    tenant_id: str = tenant()
    plan_id: int = reference("plan.id")
    number: str
    measure_id: int = reference("measure.id")
    org_unit_id: int = reference("org_unit.id")
    title: str
    description: str = ""
    owner_id: int = reference("person.id")
    start: date
    end: date
    indicator_name: str | None = None
    indicator_unit: str | None = None
    indicator_target: Decimal | None = None
    indicator_target_year: int | None = None
    position: int = 0
    continues_id: int | None = reference("plan_activity.id", required=False)
    is_removed: bool = False
    is_example: bool = False


class CoOwnerRow(SQLModel, table=True):
    """A further owner of a plan activity."""

    __tablename__ = "co_owner"
    tenant_id: str = tenant()
    plan_activity_id: int = Field(foreign_key="plan_activity.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
