"""The strategist's overview: by unit and measure who has answered, who has not, who cannot be reached."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from domain.contact import ContactState
from domain.escalation import unled
from domain.matters import Matter, MatterKind
from domain.people import OrgUnitId, Person, PersonId
from domain.plan import Measure, MeasureId, OrgUnit, PlanActivityId
from domain.rounds import FollowUpRound, RoundState
from domain.worklist import WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStanding:
    """One owner's or co-owner's part of a round. `contact` is None when the bot has never been installed.

    `left` is what they have not answered, `has_asked_for_time` whether that waits for a strategist's word.
    `has_letter` when a letter by e-mail has reached them about it.
    """

    person: Person
    answered: int
    outstanding: int
    contact: ContactState | None
    left: tuple[WorkItem, ...] = ()
    has_asked_for_time: bool = False
    has_letter: bool = False

    @property
    def is_unreachable(self) -> bool:
        """Whether something is outstanding and the bot may not write to the person."""
        return self.outstanding > 0 and self.contact is not ContactState.ACTIVE

    @property
    def is_mailed(self) -> bool:
        """Whether the person is reached by a letter, and not in Teams."""
        return self.is_unreachable and self.has_letter

    @property
    def is_lost(self) -> bool:
        """Whether the person is reached in no way at all."""
        return self.is_unreachable and not self.has_letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A part of a round: plan activities answered and outstanding, and their owners.

    Of the answers, `unchanged` repeat the last ones and `on_behalf` were given by a strategist. `handed_over`
    are the plan activities that somebody is asked to take over and has not answered about.
    """

    answered: int
    outstanding: int
    people: tuple[PersonStanding, ...]
    unchanged: int = 0
    on_behalf: int = 0
    handed_over: int = 0

    @property
    def unreachable(self) -> tuple[PersonStanding, ...]:
        """Owners with something outstanding who are reached in no way: not in Teams, and by no letter."""
        return tuple(standing for standing in self.people if standing.is_lost)

    @property
    def mailed(self) -> int:
        """How many owners are reached by a letter instead."""
        return sum(standing.is_mailed for standing in self.people)

    @property
    def waiting_for(self) -> tuple[PersonStanding, ...]:
        """Owners with something outstanding."""
        return tuple(standing for standing in self.people if standing.outstanding)

    @property
    def asked_for_time(self) -> int:
        """How many owners wait for a word about more time."""
        return sum(standing.has_asked_for_time for standing in self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStanding(Standing):
    """One unit's part."""

    org_unit: OrgUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureStanding(Standing):
    """One measure's part, whichever units carry it out."""

    measure: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The whole round by unit and by measure, what needs the strategist most first."""

    follow_up_round: FollowUpRound
    units: tuple[UnitStanding, ...]
    measures: tuple[MeasureStanding, ...] = ()
    items: tuple[WorkItem, ...] = ()
    unled: tuple[OrgUnit, ...] = ()
    """Units with something left and no manager, when managers are to be told of it."""

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

    def measure(self, measure_id: MeasureId) -> MeasureStanding | None:
        """One measure's part; None when it has none in this round."""
        return next((each for each in self.measures if each.measure.measure_id == measure_id), None)


def overview(
    follow_up_round: FollowUpRound,
    items: Iterable[WorkItem],
    people: Mapping[PersonId, Person],
    contacts: Mapping[PersonId, ContactState],
    matters: Iterable[Matter] = (),
    *,
    mailed: Collection[PersonId] = frozenset(),
) -> Overview:
    """Arrange the round's items by unit, measure and owner.

    `matters` are the open ones, and `mailed` those whom a letter has reached.
    """
    everything = tuple(items)
    by_unit: dict[OrgUnit, list[WorkItem]] = {}
    by_measure: dict[Measure, list[WorkItem]] = {}
    for item in everything:
        by_unit.setdefault(item.org_unit, []).append(item)
        by_measure.setdefault(item.measure, []).append(item)
    sight = _Sight(people, contacts, *_asked(follow_up_round, matters), mailed)
    units = [UnitStanding(org_unit=each, **_part(theirs, sight)) for each, theirs in by_unit.items()]
    measures = [MeasureStanding(measure=each, **_part(theirs, sight)) for each, theirs in by_measure.items()]
    is_over = follow_up_round.state is RoundState.CLOSED
    units.sort(key=lambda unit: (*_need(unit, is_over=is_over), unit.org_unit.name))
    measures.sort(key=lambda each: (*_need(each, is_over=is_over), each.measure.number))
    return Overview(
        follow_up_round=follow_up_round,
        units=tuple(units),
        measures=tuple(measures),
        items=everything,
        unled=_unled(follow_up_round, everything, people),
    )


@dataclass(frozen=True, slots=True)
class _Sight:
    """What is known about people and what they have asked."""

    people: Mapping[PersonId, Person]
    contacts: Mapping[PersonId, ContactState]
    asked_for_time: Collection[PersonId]
    handed_over: Collection[PlanActivityId]
    mailed: Collection[PersonId]


def _asked(
    follow_up_round: FollowUpRound, matters: Iterable[Matter]
) -> tuple[frozenset[PersonId], frozenset[PlanActivityId]]:
    """Who has asked for time in the round, and which plan activities somebody is asked to take over."""
    still = [each for each in matters if each.is_open]
    time = frozenset(
        each.person_id
        for each in still
        if each.kind is MatterKind.MORE_TIME and each.follow_up_round_id == follow_up_round.follow_up_round_id
    )
    handed = frozenset(
        each.plan_activity_id
        for each in still
        if each.kind is MatterKind.HANDOVER and each.plan_activity_id is not None
    )
    return time, handed


def _unled(
    follow_up_round: FollowUpRound, items: Sequence[WorkItem], people: Mapping[PersonId, Person]
) -> tuple[OrgUnit, ...]:
    if follow_up_round.escalation is None or follow_up_round.state is RoundState.CLOSED:
        return ()
    return unled([item for item in items if not item.is_answered], people.values())


def _need(standing: Standing, *, is_over: bool) -> tuple[int, int]:
    """How little something needs the strategist: nobody to reach, then nothing outstanding."""
    return (0 if is_over else -len(standing.unreachable), -standing.outstanding)


class _Part(TypedDict):
    answered: int
    outstanding: int
    people: tuple[PersonStanding, ...]
    unchanged: int
    on_behalf: int
    handed_over: int


def _part(items: Sequence[WorkItem], sight: _Sight) -> _Part:
    by_owner: dict[PersonId, list[WorkItem]] = {}
    for item in items:
        for owner_id in {item.plan_activity.owner_id, *item.plan_activity.co_owner_ids}:
            by_owner.setdefault(owner_id, []).append(item)
    standings = [
        _person(sight.people[owner_id], theirs, sight)
        for owner_id, theirs in by_owner.items()
        if owner_id in sight.people
    ]
    standings.sort(key=lambda standing: (standing.outstanding == 0, standing.person.name))
    return {
        "answered": sum(item.is_answered for item in items),
        "outstanding": sum(not item.is_answered for item in items),
        "people": tuple(standings),
        "unchanged": sum(item.answer.unchanged for item in items if item.answer),
        "on_behalf": sum(item.answer.is_on_behalf for item in items if item.answer),
        "handed_over": sum(item.plan_activity.plan_activity_id in sight.handed_over for item in items),
    }


def _person(person: Person, theirs: Sequence[WorkItem], sight: _Sight) -> PersonStanding:
    left = tuple(item for item in theirs if not item.is_answered)
    return PersonStanding(
        person=person,
        answered=len(theirs) - len(left),
        outstanding=len(left),
        contact=sight.contacts.get(person.person_id),
        left=left,
        has_asked_for_time=bool(left) and person.person_id in sight.asked_for_time,
        has_letter=person.person_id in sight.mailed,
    )
