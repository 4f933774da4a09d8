"""What became of an escalation: who was told, who was not, and which units have nobody to tell."""

from dataclasses import replace

from domain.ledger import LedgerEntry, Place
from domain.people import Person, PersonId, Role
from domain.rounds import ReminderStep
from domain.tellings import Tellings, tellings
from tests.cards import givens
from tests.cards.ledger_givens import entry
from tests.plans import CALENDAR

ROUND = replace(givens.follow_up_round(), escalation=ReminderStep(working_days=3))
UNITS = {number: givens.org_unit(number, f"Enhet {number}") for number in (1, 2, 3)}
ITEMS = (
    givens.item(1, unit=UNITS[1]),
    givens.item(2, unit=UNITS[2]),
    givens.item(3, givens.statement(), unit=UNITS[3]),
)


def manager(number: int, unit: int) -> Person:
    return replace(givens.person(number, f"Chef {number}", unit), roles=frozenset({Role.MANAGER}))


def told(*managers: Person, entries: tuple[LedgerEntry, ...] = ()) -> Tellings:
    people = {each.person_id: each for each in managers}
    return tellings(ROUND, entries, ITEMS, people, CALENDAR)


def test_a_unit_with_something_left_and_no_manager_is_named() -> None:
    assert [each.name for each in told(manager(11, 1)).unled] == ["Enhet 2"]


def test_a_manager_without_a_message_is_named_when_the_unit_has_something_left() -> None:
    found = told(manager(11, 1), manager(13, 3))

    assert [each.name for each in found.untold] == ["Chef 11"]


def test_those_who_were_not_reached_come_first_with_what_their_units_have_left() -> None:
    found = told(
        manager(11, 1),
        manager(12, 2),
        entries=(entry(11, Place.SENT), entry(12, Place.NOT_REACHED)),
    )

    assert [(each.entry.person_id, each.org_unit_id, each.left) for each in found.told] == [
        (12, 2, 1),
        (11, 1, 1),
    ]
    assert not found.untold


def test_a_manager_who_has_left_the_plan_was_told_all_the_same() -> None:
    [each] = told(entries=(entry(99),)).told

    assert (each.entry.person_id, each.org_unit_id, each.left) == (PersonId(99), None, 0)


def test_a_round_that_tells_no_managers_misses_none() -> None:
    found = tellings(replace(ROUND, escalation=None), (), ITEMS, {}, CALENDAR)

    assert found == Tellings()
