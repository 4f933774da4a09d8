"""A part of a round's plan activities: what a reader of the summary has narrowed it down to."""

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.answers import ObstacleKind, Progress, PromiseFate
from domain.people import OrgUnitId
from domain.plan import MeasureId, PlanActivityId
from domain.summary.changes import ChangeKind
from domain.summary.themes import Names, ThemeKind


class Order(StrEnum):
    """In which order plan activities are listed; what is equal stands in the plan's order."""

    URGENCY = "urgency"
    NUMBER = "number"
    UNIT = "unit"
    OWNER = "owner"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Everything where nothing is chosen; otherwise what meets all that is.

    `is_missing` is without an answer, `is_noteworthy` delayed, dropped or in need of a decision. Every word
    of `text` stands somewhere in the plan activity, its owner's name or its answer.
    """

    plan_activity_id: PlanActivityId | None = None
    measure_id: MeasureId | None = None
    org_unit_id: OrgUnitId | None = None
    focus_area: int | None = None
    strategic_priority: int | None = None
    working_method: int | None = None
    progress: Progress | None = None
    is_missing: bool = False
    is_noteworthy: bool = False
    needs_decision: bool = False
    obstacle: ObstacleKind | None = None
    change: ChangeKind | None = None
    promise: PromiseFate | None = None
    text: str = ""

    @property
    def themes(self) -> dict[ThemeKind, int]:
        """The number of each theme that is chosen."""
        numbers = {
            ThemeKind.FOCUS_AREA: self.focus_area,
            ThemeKind.STRATEGIC_PRIORITY: self.strategic_priority,
            ThemeKind.WORKING_METHOD: self.working_method,
        }
        return {kind: number for kind, number in numbers.items() if number is not None}

    @property
    def is_by_state(self) -> bool:
        """Whether it has been chosen where the plan activities stand."""
        return self.progress is not None or self.is_missing or self.is_noteworthy

    def in_state(self, progress: Progress | None) -> "Selection":
        """The same where it stands there; None is without an answer."""
        return replace(self, progress=progress, is_missing=progress is None, is_noteworthy=False)

    def under(self, kind: ThemeKind, number: int) -> "Selection":
        """The same within a theme."""
        match kind:
            case ThemeKind.FOCUS_AREA:
                return replace(self, focus_area=number)
            case ThemeKind.STRATEGIC_PRIORITY:
                return replace(self, strategic_priority=number)
            case ThemeKind.WORKING_METHOD:
                return replace(self, working_method=number)


EVERYTHING = Selection()
NOTEWORTHY = Selection(is_noteworthy=True)


def is_known(selection: Selection, names: Names) -> bool:
    """Whether everything that it names is there: it may have left the plan, or come from elsewhere."""
    return (
        (selection.measure_id is None or selection.measure_id in names.measures)
        and (selection.org_unit_id is None or selection.org_unit_id in names.org_units)
        and all(theme in names.themes for theme in selection.themes.items())
    )
