"""What becomes of each thing that is held about somebody who is erased."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.people import PersonId


class Erasure(StrEnum):
    """What becomes of a row."""

    REMOVED = "removed"
    EMPTIED = "emptied"
    """The row stays without what it said about them."""
    KEPT = "kept"
    """It is a public record, or says only our own number for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """Whoever it is about, in the plan or not any longer."""

    person_id: PersonId
    name: str
    email: str
    org_unit: str
    entra_object_id: str | None
    roles: frozenset[str]
    is_removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrances:
    """What somebody else must have first: plan activities, matters, absences that they stand in for."""

    plan_activities: tuple[str, ...] = ()
    open_matters: int = 0
    stands_in_for: tuple[str, ...] = ()

    @property
    def are_any(self) -> bool:
        """Whether there are any."""
        return bool(self.plan_activities or self.open_matters or self.stands_in_for)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How they are to be erased: what they are called afterwards, and what stands where their text was."""

    name: str
    mark: str
    on: date
