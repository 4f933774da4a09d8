"""The plan tree: priorities, focus areas, measures, adoptions and the plan activities people own."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from domain.people import OrgUnitId, PersonId, TenantId

PlanId = NewType("PlanId", int)
MeasureId = NewType("MeasureId", int)
PlanActivityId = NewType("PlanActivityId", int)


class OrgUnitKind(StrEnum):
    """A sector of the municipality or a company that it owns."""

    SECTOR = "sector"
    COMPANY = "company"


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalGroup:
    """The municipality with its companies: one Entra tenant, one plan series, one calendar."""

    tenant_id: TenantId
    name: str
    time_zone: str = "Europe/Stockholm"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgUnit:
    """A sector or company that adopts measures."""

    org_unit_id: OrgUnitId
    name: str
    kind: OrgUnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The action plan of one year."""

    plan_id: PlanId
    year: int
    title: str
    strategy_until: int | None = None
    is_example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What the group has decided to do; adopted by units, made concrete by plan activities."""

    measure_id: MeasureId
    number: int
    title: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What shows that an activity has effect, with the value to reach."""

    name: str
    unit: str
    target: Decimal | None = None
    target_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanActivity:
    """A concrete undertaking of one unit under one measure, with one owner and perhaps co-owners."""

    plan_activity_id: PlanActivityId
    number: str
    title: str
    description: str
    measure_id: MeasureId
    org_unit_id: OrgUnitId
    owner_id: PersonId
    co_owner_ids: frozenset[PersonId] = frozenset()
    start: date
    end: date
    indicator: Indicator | None = None

    def is_owned_by(self, person_id: PersonId) -> bool:
        """Whether the person answers for the activity, alone or with others."""
        return person_id == self.owner_id or person_id in self.co_owner_ids
