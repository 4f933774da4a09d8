"""The pre-flight: what would stop answers in a round, found in time to be mended."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum

from domain.calendar import WorkCalendar
from domain.contact import ContactState
from domain.directory import HAS_LEFT, Checked, DirectoryState
from domain.escalation import unled
from domain.installations import Installation, InstallationState, Refusal, candidates
from domain.people import Person, PersonId, Role
from domain.plan import OrgUnit
from domain.rounds import FollowUpRound, RoundState, preflight_at
from domain.white_spots import PlanOutline, WhiteSpot, WhiteSpotKind, white_spots
from domain.worklist import WorkItem

AT = time(8)
OF_THE_PLAN = frozenset({WhiteSpotKind.NO_OWNER, WhiteSpotKind.NO_PLAN_ACTIVITY})


class FindingKind(StrEnum):
    """What is wrong, in the order in which it is told: what stops answers comes first."""

    NO_OWNER = "no_owner"
    LEFT = "left"
    UNKNOWN = "unknown"
    NOT_INSTALLED = "not_installed"
    NOT_ALLOWED = "not_allowed"
    """IT's policy does not let the app be installed for them."""
    REMOVED = "removed"
    BLOCKED = "blocked"
    GUEST = "guest"
    ELSEWHERE = "elsewhere"
    """Neither in the directory nor at an address that anybody in it has: somebody of another organisation."""
    NO_MANAGER = "no_manager"
    """A unit that nobody leads, when its manager is to be told of missing answers."""
    NO_DIRECTOR = "no_director"
    NO_PLAN_ACTIVITY = "no_plan_activity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One of them: about a person with so many activities, a unit, or a white spot of the plan.

    About a person it also says what the directory said, and what came of installing the app for them.
    """

    kind: FindingKind
    person: Person | None = None
    org_unit: OrgUnit | None = None
    activities: int = 0
    spot: WhiteSpot | None = None
    checked: Checked | None = None
    installation: Installation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preflight:
    """How ready a round is. Of the `owners`, `reachable` can be written to.

    `checked_at` is when the directory was asked about the owners, the earliest of the times, and None when it
    was asked about nobody; `unchecked` is how many of them it has not been asked about. `installable` are
    those for whom the app can be installed at a press.
    """

    follow_up_round: FollowUpRound
    owners: int
    reachable: int
    findings: tuple[Finding, ...]
    checked_at: datetime | None = None
    unchecked: int = 0
    installable: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Everybody in the plan, how each is reached today, and what the directory said about them.

    `reached` are those whom we have ever had a chat with. `may_install` says whether the app may be installed
    for people, and `installations` what came of it so far.
    """

    people: Mapping[PersonId, Person]
    contacts: Mapping[PersonId, ContactState]
    directory: Mapping[PersonId, Checked]
    reached: frozenset[PersonId] = frozenset()
    installations: Mapping[PersonId, Installation] = field(default_factory=dict)
    may_install: bool = False

    def installable(self, items: Collection[WorkItem]) -> tuple[Person, ...]:
        """Those for whom the app can be installed at a press."""
        if not self.may_install:
            return ()
        return candidates(self.people, items, self.reached, self.directory, self.installations)

    def state_of(self, person_id: PersonId) -> DirectoryState | None:
        """What the directory says of somebody; None when it was not asked."""
        checked = self.directory.get(person_id)
        return checked.state if checked else None

    def is_at_home(self, person: Person) -> bool:
        """Whether somebody whom the directory knows has an address at the same place."""
        return any(
            checked.state is DirectoryState.MEMBER and _domain(self.people[each]) == _domain(person)
            for each, checked in self.directory.items()
            if each in self.people
        )


def is_due(follow_up_round: FollowUpRound, at: datetime, calendar: WorkCalendar) -> bool:
    """Whether that time has come for a round that has not opened."""
    is_planned = follow_up_round.state is RoundState.PLANNED and at < follow_up_round.opens_at
    return is_planned and preflight_at(follow_up_round, calendar) <= at


def preflight(
    follow_up_round: FollowUpRound, outline: PlanOutline, items: Collection[WorkItem], crew: Crew
) -> Preflight:
    """Look everything over, as it is now."""
    owned = _owned(items, crew.people)
    found = [
        *_of_the_plan(outline, items, crew.people),
        *_of_people(owned, outline, crew),
        *_of_roles(follow_up_round, items, crew.people),
    ]
    found.sort(key=lambda finding: list(FindingKind).index(finding.kind))
    return Preflight(
        follow_up_round=follow_up_round,
        owners=len(owned),
        reachable=sum(crew.contacts.get(each) is ContactState.ACTIVE for each in owned),
        findings=tuple(found),
        checked_at=min((crew.directory[each].at for each in owned if each in crew.directory), default=None),
        unchecked=sum(each not in crew.directory for each in owned),
        installable=crew.installable(items),
    )


def _owned(items: Collection[WorkItem], people: Mapping[PersonId, Person]) -> dict[PersonId, int]:
    """How many plan activities each owner and co-owner has."""
    counted: dict[PersonId, int] = {}
    for item in items:
        for person_id in {item.plan_activity.owner_id, *item.plan_activity.co_owner_ids} & people.keys():
            counted[person_id] = counted.get(person_id, 0) + 1
    return counted


def _of_the_plan(
    outline: PlanOutline, items: Collection[WorkItem], people: Mapping[PersonId, Person]
) -> Iterator[Finding]:
    for spot in white_spots(outline, items, people.keys()):
        if spot.kind in OF_THE_PLAN:
            yield Finding(kind=FindingKind(spot.kind.value), org_unit=spot.org_unit, spot=spot)


def _of_people(owned: Mapping[PersonId, int], outline: PlanOutline, crew: Crew) -> Iterator[Finding]:
    for person in sorted((crew.people[each] for each in owned), key=lambda each: each.name):
        kind = _wrong_with(person, crew)
        if kind is not None:
            yield Finding(
                kind=kind,
                person=person,
                org_unit=outline.org_units.get(person.org_unit_id),
                activities=owned[person.person_id],
                checked=crew.directory.get(person.person_id),
                installation=crew.installations.get(person.person_id),
            )


def _wrong_with(person: Person, crew: Crew) -> FindingKind | None:
    """The one thing that has to be mended first."""
    contact, state = crew.contacts.get(person.person_id), crew.state_of(person.person_id)
    if state in HAS_LEFT:
        return FindingKind.LEFT
    if contact is ContactState.ACTIVE:
        return None
    match state:
        case DirectoryState.GUEST:
            return FindingKind.GUEST
        case DirectoryState.ELSEWHERE:
            return FindingKind.ELSEWHERE
        case DirectoryState.UNKNOWN:
            return FindingKind.UNKNOWN if crew.is_at_home(person) else FindingKind.ELSEWHERE
    match contact:
        case None if _is_forbidden(crew.installations.get(person.person_id)):
            return FindingKind.NOT_ALLOWED
        case None:
            return FindingKind.NOT_INSTALLED
        case ContactState.UNINSTALLED:
            return FindingKind.REMOVED
        case ContactState.BLOCKED:
            return FindingKind.BLOCKED


def _is_forbidden(installation: Installation | None) -> bool:
    return (
        installation is not None
        and installation.state is InstallationState.REFUSED
        and installation.refusal is Refusal.POLICY
    )


def _domain(person: Person) -> str:
    return person.email.rpartition("@")[2]


def _of_roles(
    follow_up_round: FollowUpRound, items: Collection[WorkItem], people: Mapping[PersonId, Person]
) -> Iterator[Finding]:
    if not any(Role.DIRECTOR in person.roles for person in people.values()):
        yield Finding(kind=FindingKind.NO_DIRECTOR)
    if follow_up_round.escalation is None:
        return
    for org_unit in unled(items, people.values()):
        yield Finding(kind=FindingKind.NO_MANAGER, org_unit=org_unit)
