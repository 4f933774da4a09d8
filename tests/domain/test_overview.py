from dataclasses import replace

import pytest

from domain.contact import ContactState
from domain.overview import Overview, overview
from domain.people import OrgUnitId, PersonId
from domain.worklist import WorkItem
from tests.domain.examples import COMPANY, SECTOR, answer, by_id, interim, item, person

KARIN, JOHAN, AMINA = person(1, "Karin Ek"), person(2, "Johan Åkerlund"), person(3, "Amina Yusuf")
EVERYBODY_REACHED = {PersonId(number): ContactState.ACTIVE for number in (1, 2, 3)}


def seen(*items: WorkItem, contacts: dict[PersonId, ContactState] | None = None) -> Overview:
    reached = EVERYBODY_REACHED if contacts is None else contacts
    return overview(interim(), items, by_id(KARIN, JOHAN, AMINA), reached)


def test_each_unit_counts_its_own() -> None:
    view = seen(item(1, 1, answered=answer()), item(2, 1), item(3, 2, org_unit=COMPANY))

    assert [(unit.org_unit, unit.answered, unit.outstanding) for unit in view.units] == [
        (SECTOR, 1, 1),
        (COMPANY, 0, 1),
    ]
    assert (view.answered, view.outstanding) == (1, 2)


def test_units_with_most_outstanding_come_first() -> None:
    view = seen(item(1, 1, answered=answer()), item(2, 2, org_unit=COMPANY), item(3, 2, org_unit=COMPANY))

    assert [unit.org_unit for unit in view.units] == [COMPANY, SECTOR]


def test_those_who_have_answered_everything_come_last_in_their_unit() -> None:
    view = seen(item(1, 3, answered=answer()), item(2, 2), item(3, 1))

    assert [standing.person for standing in view.units[0].people] == [JOHAN, KARIN, AMINA]
    assert [standing.person for standing in view.units[0].waiting_for] == [JOHAN, KARIN]


@pytest.mark.parametrize("contact", [None, ContactState.UNINSTALLED, ContactState.BLOCKED])
def test_somebody_we_may_not_write_to_is_unreachable(contact: ContactState | None) -> None:
    contacts = {} if contact is None else {KARIN.person_id: contact}

    view = seen(item(1, 1), contacts=contacts)

    assert [standing.person for standing in view.units[0].unreachable] == [KARIN]


def test_somebody_who_has_answered_need_not_be_reached() -> None:
    assert seen(item(1, 1, answered=answer()), contacts={}).units[0].unreachable == ()


def test_somebody_who_owns_in_two_units_is_waited_for_once() -> None:
    view = seen(item(1, 1), item(2, 1, org_unit=COMPANY), item(3, 3))

    assert [standing.person for standing in view.waiting_for] == [AMINA, KARIN]


def test_a_unit_is_found_by_its_id_and_one_without_plan_activities_is_not() -> None:
    view = seen(item(1, 1))

    assert view.unit(SECTOR.org_unit_id) == view.units[0]
    assert view.unit(OrgUnitId(99)) is None


def test_an_owner_who_has_left_the_plan_is_not_named_but_the_activity_still_counts() -> None:
    view = seen(item(1, 99))

    assert view.units[0].people == ()
    assert view.outstanding == 1


def test_unchanged_answers_and_those_that_a_strategist_gave_are_counted() -> None:
    given = replace(answer(), answered_by=PersonId(9), answered_for=PersonId(1))
    repeated = item(2, 1, answered=answer(unchanged=True), org_unit=COMPANY)

    view = seen(item(1, 1, answered=given), repeated, item(3, 2))

    assert (view.unchanged, view.on_behalf) == (1, 1)
