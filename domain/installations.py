"""Having the app installed for people who have never been reached, where IT lets us do it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from domain.directory import Checked, DirectoryState
from domain.people import Person, PersonId, Role
from domain.worklist import WorkItem

# Graph may be down for a night; whoever asked is told when it has not answered for this long.
GIVE_UP_AFTER = timedelta(days=2)
AT_HOME = frozenset({None, DirectoryState.MEMBER})


class InstallationState(StrEnum):
    """Where an installation is."""

    WAITING = "waiting"
    INSTALLED = "installed"
    REFUSED = "refused"
    NOT_WANTED = "not_wanted"
    """The person had the app, or had left the plan, before it was their turn."""


class Refusal(StrEnum):
    """Why the app could not be installed for somebody."""

    POLICY = "policy"
    NO_PERMISSION = "no_permission"
    NO_APP = "no_app"
    NOT_FOUND = "not_found"
    NO_ANSWER = "no_answer"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one try: no `refusal` means that the app is there. `code` is what Graph called it."""

    refusal: Refusal | None = None
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What somebody asked for about one person, and what came of it (UTC); `code` is what Graph called it."""

    person_id: PersonId
    state: InstallationState
    requested_by: PersonId
    requested_at: datetime
    refusal: Refusal | None = None
    code: str = ""
    settled_at: datetime | None = None


def candidates(
    people: Mapping[PersonId, Person],
    items: Iterable[WorkItem],
    reached: Collection[PersonId],
    directory: Mapping[PersonId, Checked],
    installations: Mapping[PersonId, Installation],
) -> tuple[Person, ...]:
    """Those whom the plan needs and nobody has ever reached, whose account is known and at home here.

    Owners and co-owners, whoever stands in for somebody, and managers. Those for whom it has been asked are
    not among them, unless it was refused.
    """
    needed = _needed(people, items)
    found = [
        person
        for person in people.values()
        if person.person_id in needed
        and person.person_id not in reached
        and person.entra_object_id is not None
        and _state(person, directory) in AT_HOME
        and _may_be_asked_for(installations.get(person.person_id))
    ]
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.person_id)))


def mark_of(people: Iterable[Person]) -> str:
    """Tells one list of people from another: what was agreed to is what is done."""
    ids = ",".join(str(each) for each in sorted(person.person_id for person in people))
    return sha256(ids.encode()).hexdigest()[:16]


def has_waited_too_long(installation: Installation, at: datetime) -> bool:
    """Whether it is time to tell whoever asked that nothing comes of it."""
    return at - installation.requested_at >= GIVE_UP_AFTER


def _needed(people: Mapping[PersonId, Person], items: Iterable[WorkItem]) -> set[PersonId]:
    needed = {each.absence.deputy_id for each in people.values() if each.absence is not None}
    needed |= {person_id for person_id, each in people.items() if Role.MANAGER in each.roles}
    for item in items:
        needed |= {item.plan_activity.owner_id, *item.plan_activity.co_owner_ids}
    return needed


def _state(person: Person, directory: Mapping[PersonId, Checked]) -> DirectoryState | None:
    checked = directory.get(person.person_id)
    return checked.state if checked else None


def _may_be_asked_for(installation: Installation | None) -> bool:
    return installation is None or installation.state in {
        InstallationState.REFUSED,
        InstallationState.NOT_WANTED,
    }
