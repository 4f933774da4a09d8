"""The strategist's overview: per unit who has answered, who has not and who cannot be reached."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.contact import ContactState
from domain.people import OrgUnitId, Person, PersonId
from domain.plan import OrgUnit
from domain.rounds import FollowUpRound
from domain.worklist import WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStanding:
    """One owner's or co-owner's part of a round. `contact` is None when the bot has never been installed."""

    person: Person
    answered: int
    outstanding: int
    contact: ContactState | None

    @property
    def is_unreachable(self) -> bool:
        """Whether something is outstanding and the bot may not write to the person."""
        return self.outstanding > 0 and self.contact is not ContactState.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStanding:
    """One unit's part of a round: plan activities answered and outstanding, and its owners.

    Of the answers, `unchanged` repeat the last ones and `on_behalf` were given by a strategist.
    """

    org_unit: OrgUnit
    answered: int
    outstanding: int
    people: tuple[PersonStanding, ...]
    unchanged: int = 0
    on_behalf: int = 0

    @property
    def unreachable(self) -> tuple[PersonStanding, ...]:
        """Owners with something outstanding whom the bot may not write to."""
        return tuple(standing for standing in self.people if standing.is_unreachable)

    @property
    def waiting_for(self) -> tuple[PersonStanding, ...]:
        """Owners with something outstanding."""
        return tuple(standing for standing in self.people if standing.outstanding)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The whole round by unit, those with most outstanding first."""

    follow_up_round: FollowUpRound
    units: tuple[UnitStanding, ...]

    @property
    def answered(self) -> int:
        """Plan activities with an answer."""
        return sum(unit.answered for unit in self.units)

    @property
    def outstanding(self) -> int:
        """Plan activities without one."""
        return sum(unit.outstanding for unit in self.units)

    @property
    def unchanged(self) -> int:
        """Answers that repeat the last one."""
        return sum(unit.unchanged for unit in self.units)

    @property
    def on_behalf(self) -> int:
        """Answers that a strategist has given instead of the owner."""
        return sum(unit.on_behalf for unit in self.units)

    @property
    def waiting_for(self) -> tuple[PersonStanding, ...]:
        """Every owner with something outstanding, each once although they may own in several units."""
        found = {standing.person.person_id: standing for unit in self.units for standing in unit.waiting_for}
        return tuple(sorted(found.values(), key=lambda standing: standing.person.name))

    def unit(self, org_unit_id: OrgUnitId) -> UnitStanding | None:
        """One unit's part; None when it has none in this round."""
        return next((unit for unit in self.units if unit.org_unit.org_unit_id == org_unit_id), None)


def overview(
    follow_up_round: FollowUpRound,
    items: Iterable[WorkItem],
    people: Mapping[PersonId, Person],
    contacts: Mapping[PersonId, ContactState],
) -> Overview:
    """Arrange the round's items by unit and owner."""
    by_unit: dict[OrgUnit, list[WorkItem]] = {}
    for item in items:
        by_unit.setdefault(item.org_unit, []).append(item)
    units = [_unit(org_unit, theirs, people, contacts) for org_unit, theirs in by_unit.items()]
    units.sort(key=lambda unit: (-unit.outstanding, unit.org_unit.name))
    return Overview(follow_up_round=follow_up_round, units=tuple(units))


def _unit(
    org_unit: OrgUnit,
    items: list[WorkItem],
    people: Mapping[PersonId, Person],
    contacts: Mapping[PersonId, ContactState],
) -> UnitStanding:
    owners = {
        person_id
        for item in items
        for person_id in (item.plan_activity.owner_id, *item.plan_activity.co_owner_ids)
    }
    standings = [
        _person(people[owner_id], items, contacts.get(owner_id)) for owner_id in owners if owner_id in people
    ]
    standings.sort(key=lambda standing: (standing.outstanding == 0, standing.person.name))
    return UnitStanding(
        org_unit=org_unit,
        answered=sum(item.is_answered for item in items),
        outstanding=sum(not item.is_answered for item in items),
        people=tuple(standings),
        unchanged=sum(item.answer.unchanged for item in items if item.answer),
        on_behalf=sum(item.answer.is_on_behalf for item in items if item.answer),
    )


def _person(person: Person, items: list[WorkItem], contact: ContactState | None) -> PersonStanding:
    theirs = [item for item in items if item.plan_activity.is_owned_by(person.person_id)]
    return PersonStanding(
        person=person,
        answered=sum(item.is_answered for item in theirs),
        outstanding=sum(not item.is_answered for item in theirs),
        contact=contact,
    )
