"""What stands in the way, counted across the units: what the group's management can do something about."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from domain.answers import ObstacleKind
from domain.plan import Measure, OrgUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class ObstacleCount:
    """How many plan activities of one unit under one measure meet one kind of obstacle."""

    kind: ObstacleKind
    measure: Measure
    org_unit: OrgUnit
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ObstacleGroup:
    """One kind of obstacle, with how many plan activities of each unit meet it; the most first."""

    kind: ObstacleKind
    count: int
    by_unit: tuple[tuple[OrgUnit, int], ...]


def grouped(counts: Iterable[ObstacleCount]) -> tuple[ObstacleGroup, ...]:
    """The kinds that anybody meets, the most common first."""
    found: dict[ObstacleKind, Counter[OrgUnit]] = defaultdict(Counter)
    for each in counts:
        found[each.kind][each.org_unit] += each.count
    groups = [
        ObstacleGroup(kind=kind, count=by_unit.total(), by_unit=_most_first(by_unit))
        for kind, by_unit in found.items()
    ]
    return tuple(sorted(groups, key=lambda each: (-each.count, list(ObstacleKind).index(each.kind))))


def _most_first(by_unit: Counter[OrgUnit]) -> tuple[tuple[OrgUnit, int], ...]:
    return tuple(sorted(by_unit.items(), key=lambda each: (-each[1], each[0].name)))
