"""Sending again: to whom of those who were not reached it is worth while, and to whom not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.contact import ContactState
from domain.deliveries import FailureReason
from domain.overview import PersonStanding
from domain.people import PersonId

ONLY_THE_PERSON_CAN_LIFT = frozenset({FailureReason.NOT_INSTALLED, FailureReason.BLOCKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """Those who would get the reminder now, and those who still cannot be written to."""

    people: tuple[PersonStanding, ...]
    left_out: tuple[PersonStanding, ...]


def obstacle_is_gone(failure: FailureReason, contact: ContactState | None) -> bool:
    """Whether what was in the way is gone for certain, and not merely perhaps.

    A missing or blocked app makes the contact inactive, and only hearing from the person again makes it
    active. Everything else (a busy Teams, a fault of ours) may have passed or not.
    """
    return failure in ONLY_THE_PERSON_CAN_LIFT and contact is ContactState.ACTIVE


def again(outstanding: Iterable[PersonStanding], not_reached: Mapping[PersonId, FailureReason]) -> Again:
    """Of those whose latest reminder was given up: whom we may write to now, and whom not.

    `outstanding` are the owners who have something left, with where they (or whoever stands in) can be
    reached today; nobody else is reminded again.
    """
    missed = [each for each in outstanding if each.outstanding and each.person.person_id in not_reached]
    return Again(
        people=tuple(each for each in missed if not each.is_unreachable),
        left_out=tuple(each for each in missed if each.is_unreachable),
    )
