"""Finding people and plan activities of a round by a part of their name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.overview import Overview, PersonStanding
from domain.people import PersonId
from domain.worklist import WorkItem

LONGEST_SEARCH = 100

Finding = PersonStanding | WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a search has found: people in the order of their names, and plan activities by the plan."""

    people: tuple[PersonStanding, ...] = ()
    items: tuple[WorkItem, ...] = ()

    @property
    def every(self) -> tuple[Finding, ...]:
        """Both."""
        return (*self.people, *self.items)


def found(view: Overview, searched: str) -> Findings:
    """Everybody and everything whose name has all the words, in whichever case; nothing for no words."""
    wanted = searched.casefold().split()
    if not wanted:
        return Findings()
    return Findings(
        people=tuple(each for each in everybody(view) if _has(wanted, [each.person.name])),
        items=tuple(item for item in view.items if _has(wanted, _said_of(item))),
    )


def everybody(view: Overview) -> list[PersonStanding]:
    """Each owner once, with all that they have in the round, in the order of their names."""
    whole: dict[PersonId, PersonStanding] = {}
    for unit in view.units:
        for standing in unit.people:
            person_id = standing.person.person_id
            whole[person_id] = _together(whole[person_id], standing) if person_id in whole else standing
    return sorted(whole.values(), key=lambda each: (each.person.name.casefold(), each.person.person_id))


def _said_of(item: WorkItem) -> list[str]:
    activity = item.plan_activity
    return [activity.number, activity.title, item.measure.title, item.org_unit.name]


def _together(one: PersonStanding, other: PersonStanding) -> PersonStanding:
    return replace(
        one,
        answered=one.answered + other.answered,
        outstanding=one.outstanding + other.outstanding,
        left=one.left + other.left,
        has_asked_for_time=one.has_asked_for_time or other.has_asked_for_time,
    )


def _has(wanted: Iterable[str], texts: Iterable[str]) -> bool:
    text = " ".join(texts).casefold()
    return all(word in text for word in wanted)
