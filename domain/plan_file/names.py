"""Gives every name in a plan file the spelling of the list it belongs to, or says that it is in no list."""

from dataclasses import dataclass, field, replace
from typing import TypeVar

from domain.plan_file.entries import (
    AdoptionEntry,
    FocusAreaEntry,
    MeasureEntry,
    PersonEntry,
    PlanActivityEntry,
    PlanFile,
)
from domain.plan_file.problems import Problem, ProblemKind, Unified
from domain.plan_file.sheets import Place
from domain.plan_file.spelling import same_name, suggestions

InUnit = TypeVar("InUnit", AdoptionEntry, PersonEntry, PlanActivityEntry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """A file with one spelling of every name, what was put right and what was found in no list."""

    plan_file: PlanFile
    problems: tuple[Problem, ...]
    unified: tuple[Unified, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _NameList:
    """One list of names; each spelling is looked up once, for a large file says the same name often."""

    names: tuple[str, ...]
    unknown: ProblemKind
    problems: list[Problem]
    unified: list[Unified]
    known: dict[str, str | None] = field(default_factory=dict)

    def look_up(self, place: Place, name: str, found: str) -> str:
        """The list's own spelling; `found` itself when it is empty or in no list."""
        if not found:
            return found
        if found not in self.known:
            self.known[found] = same_name(found, self.names)
        chosen = self.known[found]
        if chosen is None:
            choices = suggestions(found, self.names)
            self.problems.append(
                Problem(place=place, kind=self.unknown, field=name, value=found, choices=choices)
            )
            return found
        if chosen != found:
            self.unified.append(Unified(place=place, field=name, found=found, chosen=chosen))
        return chosen

    def look_up_all(self, place: Place, name: str, found: tuple[str, ...]) -> tuple[str, ...]:
        """Each name once, in alphabetical order: their order in a cell means nothing."""
        return tuple(sorted({self.look_up(place, name, each) for each in found}))


def with_one_spelling(plan_file: PlanFile) -> Spelled:
    """Look every name up in the file's own lists."""
    problems: list[Problem] = []
    unified: list[Unified] = []

    def listed(names: tuple[str, ...], unknown: ProblemKind) -> _NameList:
        return _NameList(names=names, unknown=unknown, problems=problems, unified=unified)

    units = listed(tuple(entry.name for entry in plan_file.org_units), ProblemKind.UNKNOWN_UNIT)
    areas = listed(tuple(entry.name for entry in plan_file.focus_areas), ProblemKind.UNKNOWN_FOCUS_AREA)
    methods = listed(
        tuple(entry.name for entry in plan_file.working_methods), ProblemKind.UNKNOWN_WORKING_METHOD
    )
    priorities = listed(
        tuple(entry.name for entry in plan_file.strategic_priorities), ProblemKind.UNKNOWN_PRIORITY
    )
    spelled = replace(
        plan_file,
        focus_areas=tuple(_focus_area(entry, priorities) for entry in plan_file.focus_areas),
        measures=tuple(_measure(entry, areas, methods, priorities) for entry in plan_file.measures),
        adoptions=_in_units(plan_file.adoptions, units),
        people=_in_units(plan_file.people, units),
        plan_activities=_in_units(plan_file.plan_activities, units),
    )
    return Spelled(plan_file=spelled, problems=tuple(problems), unified=tuple(dict.fromkeys(unified)))


def _focus_area(entry: FocusAreaEntry, priorities: _NameList) -> FocusAreaEntry:
    name = priorities.look_up(entry.place, "strategic_priority", entry.strategic_priority)
    return replace(entry, strategic_priority=name)


def _measure(
    entry: MeasureEntry, areas: _NameList, methods: _NameList, priorities: _NameList
) -> MeasureEntry:
    return replace(
        entry,
        focus_areas=areas.look_up_all(entry.place, "focus_areas", entry.focus_areas),
        working_methods=methods.look_up_all(entry.place, "working_methods", entry.working_methods),
        strategic_priority=priorities.look_up(entry.place, "strategic_priority", entry.strategic_priority),
    )


def _in_units(entries: tuple[InUnit, ...], units: _NameList) -> tuple[InUnit, ...]:
    return tuple(
        replace(entry, org_unit=units.look_up(entry.place, "org_unit", entry.org_unit)) for entry in entries
    )
