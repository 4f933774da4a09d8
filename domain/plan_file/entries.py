"""A plan file as it was read: one entry per row, each knowing where it stood."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Protocol

from domain.answers import ObstacleKind, Progress
from domain.people import Language, Role
from domain.plan import OrgUnitKind
from domain.plan_file.problems import Problem
from domain.plan_file.sheets import Layout, Place, Section
from domain.rounds import Occasion

Key = tuple[object, ...]


class EntryKind(StrEnum):
    """The kinds of things that an import adds, changes and removes, in the order they are told."""

    MUNICIPAL_GROUP = "municipal_group"
    PLAN = "plan"
    ORG_UNIT = "org_unit"
    STRATEGIC_PRIORITY = "strategic_priority"
    FOCUS_AREA = "focus_area"
    WORKING_METHOD = "working_method"
    MEASURE = "measure"
    ADOPTION = "adoption"
    PERSON = "person"
    PLAN_ACTIVITY = "plan_activity"
    FOLLOW_UP_ROUND = "follow_up_round"
    EARLIER_ANSWER = "earlier_answer"


class Entry(Protocol):
    """Anything that is compared with what is stored: `key` says which, `label` names it to a reader."""

    kind: ClassVar[EntryKind]

    @property
    def place(self) -> Place:
        """Where it stood in the file."""

    @property
    def key(self) -> Key:
        """What makes it the same thing as a stored one."""

    @property
    def label(self) -> str:
        """Its name in a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    # Two files with the same content are equal although their rows stand in different places.
    place: Place = field(default=Place(section=None), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named(_Placed):
    name: str

    @property
    def key(self) -> Key:
        """The name."""
        return (self.name,)

    @property
    def label(self) -> str:
        """The name."""
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalGroupEntry(_Named):
    """The municipality itself; its name comes from the settings, not from the file."""

    kind: ClassVar[EntryKind] = EntryKind.MUNICIPAL_GROUP

    @property
    def key(self) -> Key:
        """There is only one."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEntry(_Placed):
    """The plan of one year."""

    kind: ClassVar[EntryKind] = EntryKind.PLAN
    year: int
    title: str
    strategy_until: int | None = None
    is_example: bool = False

    @property
    def key(self) -> Key:
        """The year."""
        return (self.year,)

    @property
    def label(self) -> str:
        """The title."""
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgUnitEntry(_Named):
    """A sector or company."""

    kind: ClassVar[EntryKind] = EntryKind.ORG_UNIT
    unit_kind: OrgUnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategicPriorityEntry(_Named):
    """One of the strategy's priorities."""

    kind: ClassVar[EntryKind] = EntryKind.STRATEGIC_PRIORITY


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusAreaEntry(_Named):
    """A focus area, perhaps placed under a priority."""

    kind: ClassVar[EntryKind] = EntryKind.FOCUS_AREA
    strategic_priority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingMethodEntry(_Named):
    """A working method."""

    kind: ClassVar[EntryKind] = EntryKind.WORKING_METHOD


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEntry(_Placed):
    """A measure with the names of what it serves."""

    kind: ClassVar[EntryKind] = EntryKind.MEASURE
    number: int
    title: str
    description: str = ""
    focus_areas: tuple[str, ...] = ()
    working_methods: tuple[str, ...] = ()
    strategic_priority: str = ""

    @property
    def key(self) -> Key:
        """The number."""
        return (self.number,)

    @property
    def label(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionEntry(_Placed):
    """A unit has adopted a measure."""

    kind: ClassVar[EntryKind] = EntryKind.ADOPTION
    measure: int
    org_unit: str

    @property
    def key(self) -> Key:
        """Measure and unit."""
        return (self.measure, self.org_unit)

    @property
    def label(self) -> str:
        """Measure and unit."""
        return f"{self.measure} {self.org_unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry(_Placed):
    """Somebody in the plan; `email` and `deputy` are lower-case addresses, roles in the order of `Role`."""

    kind: ClassVar[EntryKind] = EntryKind.PERSON
    name: str
    email: str
    org_unit: str
    roles: tuple[Role, ...] = ()
    language: Language = Language.SWEDISH
    absent_from: date | None = None
    absent_to: date | None = None
    deputy: str = ""
    is_example: bool = False

    @property
    def key(self) -> Key:
        """The e-mail address."""
        return (self.email,)

    @property
    def label(self) -> str:
        """Name and e-mail address."""
        return f"{self.name} <{self.email}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanActivityEntry(_Placed):
    """A plan activity; owners are lower-case addresses."""

    kind: ClassVar[EntryKind] = EntryKind.PLAN_ACTIVITY
    number: str
    measure: int
    org_unit: str
    title: str
    description: str = ""
    owner: str
    co_owners: tuple[str, ...] = ()
    start: date
    end: date
    indicator_name: str = ""
    indicator_unit: str = ""
    indicator_target: Decimal | None = None
    indicator_target_year: int | None = None
    is_example: bool = False

    @property
    def key(self) -> Key:
        """The number."""
        return (self.number,)

    @property
    def label(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAnswerEntry(_Placed):
    """What was said about a plan activity at an earlier follow-up."""

    kind: ClassVar[EntryKind] = EntryKind.EARLIER_ANSWER
    plan_activity: str
    occasion: Occasion
    reference_date: date
    progress: Progress
    percent: int | None = None
    comment: str = ""
    obstacle: ObstacleKind | None = None
    obstacle_text: str = ""
    next_step: str = ""
    answered_by: str
    answered_on: date

    @property
    def key(self) -> Key:
        """Which plan activity at which follow-up."""
        return (self.plan_activity, self.occasion, self.reference_date)

    @property
    def label(self) -> str:
        """Plan activity and reference date."""
        return f"{self.plan_activity} {self.reference_date}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """Everything in one file. `problems` were found while reading; `examples` were passed over."""

    plans: tuple[PlanEntry, ...] = ()
    org_units: tuple[OrgUnitEntry, ...] = ()
    strategic_priorities: tuple[StrategicPriorityEntry, ...] = ()
    focus_areas: tuple[FocusAreaEntry, ...] = ()
    working_methods: tuple[WorkingMethodEntry, ...] = ()
    measures: tuple[MeasureEntry, ...] = ()
    adoptions: tuple[AdoptionEntry, ...] = ()
    people: tuple[PersonEntry, ...] = ()
    plan_activities: tuple[PlanActivityEntry, ...] = ()
    earlier_answers: tuple[EarlierAnswerEntry, ...] = ()
    layout: Layout = field(default=Layout.WORKBOOK, compare=False)
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    examples: tuple[Place, ...] = field(default=(), compare=False)

    def section(self, section: Section) -> tuple[Entry, ...]:
        """The entries of one section, in the file's order."""
        found: tuple[Entry, ...] = getattr(self, _ATTRIBUTES.get(section, section.value))
        return found

    def entries(self) -> tuple[Entry, ...]:
        """Every entry of every section."""
        return tuple(entry for section in Section for entry in self.section(section))


_ATTRIBUTES = {Section.PLAN: "plans"}
