"""Asking somebody at the unit about those whom neither Teams nor a letter reaches: whom, and how long."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.calendar import WorkCalendar
from domain.contact import ContactState
from domain.deliveries import Fate
from domain.mail import LetterId, address_mark
from domain.people import OrgUnitId, Person, PersonId, Role
from domain.reminders import NotWanted, WaitUntil
from domain.rounds import FollowUpRound

# Keys begin with whom they ask.
OF_MANAGER, OF_COORDINATOR = "unit", "coordinator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """Somebody whom nothing reaches, with how much they have left to answer."""

    person: Person
    outstanding: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """Those whom somebody is asked about, as things stand now."""

    follow_up_round: FollowUpRound
    unreached: tuple[Unreached, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedStep:
    """One step on the way to somebody who can help: who is asked, how, and what has become of it.

    `name` is "" for the coordinator whom the settings name. `at` is when it went or was given up, or will go.
    """

    name: str
    by_mail: bool
    fate: Fate
    at: datetime


def inquiry(follow_up_round: FollowUpRound, asked_about: Iterable[Unreached]) -> Inquiry:
    """What is asked: about those who still have something to answer, whoever has most of it first."""
    left = [each for each in asked_about if each.outstanding]
    left.sort(key=lambda each: (-each.outstanding, each.person.name, each.person.person_id))
    return Inquiry(follow_up_round=follow_up_round, unreached=tuple(left))


def why_not_now(
    asked: Inquiry, recipient: Person | None, at: datetime, calendar: WorkCalendar
) -> NotWanted | WaitUntil | None:
    """Why nobody is to be asked now; None when they are. `recipient` is None for the coordinator."""
    if not asked.unreached:
        return NotWanted()
    if not asked.follow_up_round.is_open or at >= asked.follow_up_round.closes_at:
        return NotWanted(Fate.TOO_LATE)
    hours = calendar if recipient is None else calendar.within(recipient.hours)
    opening = hours.next_open(at)
    return WaitUntil(opening) if opening > at else None


def manager_to_ask(
    owner: Person,
    managers: Mapping[OrgUnitId, Collection[Person]],
    contacts: Mapping[PersonId, ContactState],
    bounced: Collection[str],
    on: date,
) -> Person | None:
    """The one manager of the person's unit who is asked; None when there is none.

    Rather one who is reached in Teams, and then one who is not away; never the person themself, nor somebody
    who is reached neither in Teams nor by a letter.
    """

    def is_in_teams(manager: Person) -> bool:
        return contacts.get(manager.person_id) is ContactState.ACTIVE

    able = [
        each
        for each in managers.get(owner.org_unit_id, ())
        if each.person_id != owner.person_id
        and (is_in_teams(each) or address_mark(each.email) not in bounced)
    ]
    return min(
        able,
        key=lambda each: (not is_in_teams(each), each.is_away(on), each.name, each.person_id),
        default=None,
    )


def may_be_asked(person: Person) -> bool:
    """Whether somebody (still) is one whom inquiries are sent to."""
    return Role.MANAGER in person.roles


def key_to_manager(letter_id: LetterId, manager_id: PersonId) -> str:
    """Names the message to a manager about this letter, and others given up at the same time."""
    return f"{OF_MANAGER}:{letter_id}:{manager_id}"


def key_to_coordinator(letter_id: LetterId) -> str:
    """Names the letter to the settings' coordinator about this letter, and others of the same round."""
    return f"{OF_COORDINATOR}:{letter_id}"


def is_to_coordinator(key: str) -> bool:
    """Whether that is the settings' coordinator's."""
    return key.startswith(f"{OF_COORDINATOR}:")
