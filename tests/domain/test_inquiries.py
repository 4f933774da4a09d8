"""Whom one asks about somebody whom nothing reaches, and until when."""

from dataclasses import replace
from datetime import date, timedelta

from domain.contact import ContactState
from domain.deliveries import Fate
from domain.inquiries import Unreached, inquiry, manager_to_ask, why_not_now
from domain.mail import address_mark
from domain.people import Absence, Person, PersonId, Role
from domain.reminders import NotWanted, WaitUntil
from tests.domain.examples import CALENDAR, interim, person

KARIN = person(1)
TODAY = date(2023, 8, 22)


def manager(number: int, name: str, absence: Absence | None = None) -> Person:
    return person(number, name, Role.MANAGER, absence=absence)


def chosen(*managers: Person, reached: tuple[int, ...] = (), bounced: tuple[str, ...] = ()) -> Person | None:
    contacts = {PersonId(number): ContactState.ACTIVE for number in reached}
    marks = {address_mark(each) for each in bounced}
    return manager_to_ask(KARIN, {KARIN.org_unit_id: managers}, contacts, marks, TODAY)


def test_the_one_who_is_reached_in_teams_is_asked_and_then_the_one_who_is_here() -> None:
    away = Absence(first_day=TODAY, last_day=TODAY, deputy_id=PersonId(8))
    anna, bo, cia = manager(7, "Anna", absence=away), manager(8, "Bo"), manager(9, "Cia")

    assert chosen(anna, bo, cia) == bo
    assert chosen(anna, bo, cia, reached=(9,)) == cia
    assert chosen(anna, reached=(7,)) == anna


def test_nobody_is_asked_about_themself_or_where_a_letter_has_bounced() -> None:
    anna = manager(7, "Anna")

    assert chosen(replace(KARIN, roles=frozenset({Role.MANAGER}))) is None
    assert chosen(anna, bounced=(anna.email,)) is None
    assert chosen(anna, bounced=(anna.email,), reached=(7,)) == anna
    assert chosen() is None


def test_it_is_wanted_while_somebody_has_something_left_and_the_round_is_open() -> None:
    follow_up_round = interim()
    asked = inquiry(follow_up_round, [Unreached(person=KARIN, outstanding=2)])
    morning = CALENDAR.instant(TODAY, CALENDAR.quiet_until)
    answered = inquiry(follow_up_round, [Unreached(person=KARIN, outstanding=0)])

    assert why_not_now(asked, None, morning, CALENDAR) is None
    assert why_not_now(asked, None, morning - timedelta(hours=3), CALENDAR) == WaitUntil(morning)
    assert why_not_now(answered, None, morning, CALENDAR) == NotWanted()
    assert why_not_now(asked, None, follow_up_round.closes_at, CALENDAR) == NotWanted(Fate.TOO_LATE)
