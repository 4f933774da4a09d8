"""How the other units stand with a measure: what they have answered, and how many are still to."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.people import OrgUnitId
from domain.plan import OrgUnit
from domain.worklist import WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAnswers:
    """One unit's answers about a measure, with how many of its plan activities have none. Names nobody."""

    org_unit: OrgUnit
    answered: tuple[WorkItem, ...]
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """The other units with at least one answer, by name; `silent` is how many have none."""

    units: tuple[UnitAnswers, ...]
    silent: int


def others(items: Iterable[WorkItem], own: OrgUnitId) -> Others:
    """What all units but one's own have answered; `items` are those under one measure."""
    by_unit: dict[OrgUnit, list[WorkItem]] = {}
    for item in items:
        if item.org_unit.org_unit_id != own:
            by_unit.setdefault(item.org_unit, []).append(item)
    units = [
        _of_unit(org_unit, by_unit[org_unit]) for org_unit in sorted(by_unit, key=lambda unit: unit.name)
    ]
    told = tuple(unit for unit in units if unit.answered)
    return Others(units=told, silent=len(units) - len(told))


def _of_unit(org_unit: OrgUnit, items: list[WorkItem]) -> UnitAnswers:
    answered = tuple(item for item in items if item.is_answered)
    return UnitAnswers(org_unit=org_unit, answered=answered, missing=len(items) - len(answered))
