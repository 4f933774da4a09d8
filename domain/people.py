"""The people of the plan: who they are, what they may do, and who stands in for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType, TypeVar

from domain.calendar import WorkingHours

TenantId = NewType("TenantId", str)
PersonId = NewType("PersonId", int)
OrgUnitId = NewType("OrgUnitId", int)

# A deputy may be away too; a longer chain than this is a loop or a mistake in the plan.
LONGEST_DEPUTY_CHAIN = 3


class Role(StrEnum):
    """What a person is to the plan; a person may be several things."""

    OWNER = "owner"
    STRATEGIST = "strategist"
    DIRECTOR = "director"
    MANAGER = "manager"
    """Leads the unit they belong to, and is told what it has left to answer once the deadline has passed."""
    ADMIN = "admin"
    """Looks after the plan, the people and who may do what, but asks nobody and answers for nobody."""


class Language(StrEnum):
    """A language that every text exists in (ISO 639-1)."""

    SWEDISH = "sv"
    ENGLISH = "en"

    @classmethod
    def of_locale(cls, locale: str | None) -> "Language | None":
        """The language of a Teams locale such as `en-GB`; None when it is none of ours."""
        primary = (locale or "").replace("_", "-").split("-")[0].lower()
        return next((language for language in cls if language.value == primary), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days when somebody else answers; both ends are included."""

    first_day: date
    last_day: date
    deputy_id: PersonId

    @property
    def days(self) -> int:
        """How many days it is."""
        return (self.last_day - self.first_day).days + 1

    def covers(self, on: date) -> bool:
        """Whether the person is away on that day."""
        return self.first_day <= on <= self.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody named in the plan; the Entra object id is learned when the bot is installed.

    `hours` are their own, if the municipality's are not good enough. Whoever `wants_only_the_deadline` has
    paused the reminders before it (`domain.reminders.is_paused`).
    """

    person_id: PersonId
    name: str
    email: str
    org_unit_id: OrgUnitId
    roles: frozenset[Role]
    language: Language = Language.SWEDISH
    entra_object_id: str | None = None
    absence: Absence | None = None
    hours: WorkingHours | None = None
    wants_only_the_deadline: bool = False

    @property
    def first_name(self) -> str:
        """What a colleague would call them."""
        return self.name.split()[0]

    def is_away(self, on: date) -> bool:
        """Whether a deputy answers for the person on that day."""
        return self.absence is not None and self.absence.covers(on)


def stand_in(person: Person, on: date, people: Mapping[PersonId, Person]) -> Person:
    """Who gets the person's reminders on that day: the person, or the first deputy who is not away.

    When everybody in the chain is away the person gets them after all, so that nothing is lost.
    """
    candidate = person
    for _ in range(LONGEST_DEPUTY_CHAIN):
        if candidate.absence is None or not candidate.absence.covers(on):
            return candidate
        deputy = people.get(candidate.absence.deputy_id)
        if deputy is None or deputy.person_id == person.person_id:
            return person
        candidate = deputy
    return candidate if not candidate.is_away(on) else person


Reached = TypeVar("Reached")


def reached_through(
    people: Mapping[PersonId, Person], contacts: Mapping[PersonId, Reached], on: date
) -> dict[PersonId, Reached]:
    """What is known of how each is reached on a day: whoever is away, through whoever stands in."""
    through = {person_id: stand_in(person, on, people).person_id for person_id, person in people.items()}
    return {person_id: contacts[via] for person_id, via in through.items() if via in contacts}
