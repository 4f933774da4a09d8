"""Whom a strategist's nudge is for, who has been reminded just now, and what may be added in own words."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.overview import Overview, PersonStanding
from domain.people import OrgUnitId, PersonId
from domain.plan import MeasureId, OrgUnit

# Nobody is asked twice within this time, unless a strategist says so.
JUST_NOW = timedelta(hours=1)
LONGEST_SENTENCE = 300

Place = tuple[OrgUnit, PersonStanding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """Somebody's latest reminder. `by` is whoever asked for it, None for a step of the ladder.

    `at` is when it was sent, or decided when it is still on its way.
    """

    person_id: PersonId
    at: datetime
    by: PersonId | None
    is_on_the_way: bool = False

    def is_just_now(self, at: datetime) -> bool:
        """Whether another one now would be two within the hour."""
        return self.is_on_the_way or self.at > at - JUST_NOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudging:
    """Everybody a nudge would be for, each once, by unit; and the reminders that they have had today."""

    places: tuple[Place, ...]
    at: datetime
    reminded: Mapping[PersonId, Reminded] = field(default_factory=dict)

    @property
    def just_reminded(self) -> tuple[Reminded, ...]:
        """The reminders of those who can be reached and were reminded within the hour."""
        return tuple(
            self.reminded[each.person.person_id] for each in self._reachable() if self._is_just_reminded(each)
        )

    def is_reminded(self, standing: PersonStanding, *, even_them: bool) -> bool:
        """Whether the nudge goes to this person."""
        return not standing.is_unreachable and (even_them or not self._is_just_reminded(standing))

    def people(self, *, even_them: bool) -> frozenset[PersonId]:
        """Everybody that it goes to."""
        return frozenset(
            each.person.person_id for _, each in self.places if self.is_reminded(each, even_them=even_them)
        )

    def earlier_today(self) -> tuple[PersonStanding, ...]:
        """Those who have had a reminder today, though not within the hour."""
        return tuple(
            each
            for each in self._reachable()
            if each.person.person_id in self.reminded and not self._is_just_reminded(each)
        )

    def _reachable(self) -> Iterable[PersonStanding]:
        return (each for _, each in self.places if not each.is_unreachable)

    def _is_just_reminded(self, standing: PersonStanding) -> bool:
        latest = self.reminded.get(standing.person.person_id)
        return latest is not None and latest.is_just_now(self.at)


def places(
    view: Overview,
    *,
    org_unit_id: OrgUnitId | None = None,
    measure_id: MeasureId | None = None,
    chosen: Collection[PersonId] = frozenset(),
) -> tuple[Place, ...] | None:
    """Who has something outstanding in the whole round, a unit or a measure, or those `chosen` of them.

    None when the round no longer has the unit or the measure: that must never come to mean everybody.
    """
    found = _places(view, org_unit_id, measure_id)
    if found is None or not chosen:
        return found
    return tuple(place for place in found if place[1].person.person_id in chosen)


def _places(
    view: Overview, org_unit_id: OrgUnitId | None, measure_id: MeasureId | None
) -> tuple[Place, ...] | None:
    if measure_id is not None:
        part = view.measure(measure_id)
        theirs = [(each.left[0].org_unit, each) for each in part.waiting_for] if part else []
        theirs.sort(key=lambda place: place[0].name)
        return tuple(theirs) if part else None
    unit = view.unit(org_unit_id) if org_unit_id is not None else None
    if org_unit_id is not None and unit is None:
        return None
    found: dict[PersonId, Place] = {}
    for part_of in (unit,) if unit else view.units:
        for standing in part_of.waiting_for:
            found.setdefault(standing.person.person_id, (part_of.org_unit, standing))
    return tuple(found.values())


def sentence_of(text: str) -> str:
    """Own words as they stand in the card: on one line, without space at the ends or doubled."""
    return " ".join(text.split())
