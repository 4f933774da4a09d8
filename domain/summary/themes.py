"""What gathers measures: focus areas, strategic priorities and working methods."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.people import OrgUnitId
from domain.plan import Measure, MeasureId, OrgUnit


class ThemeKind(StrEnum):
    """What sort of theme it is."""

    FOCUS_AREA = "focus_area"
    STRATEGIC_PRIORITY = "strategic_priority"
    WORKING_METHOD = "working_method"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One of them, with the measures of a plan that belong to it; `number` is its own id among its kind."""

    kind: ThemeKind
    number: int
    name: str
    measure_ids: frozenset[MeasureId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What everything that a selection can name is called: a plan's measures, the units, and the themes."""

    measures: Mapping[MeasureId, Measure]
    org_units: Mapping[OrgUnitId, OrgUnit]
    themes: Mapping[tuple[ThemeKind, int], Theme]

    def of_kind(self, kind: ThemeKind) -> list[Theme]:
        """The themes of one kind, by name."""
        theirs = [each for each in self.themes.values() if each.kind is kind]
        return sorted(theirs, key=lambda each: each.name)
