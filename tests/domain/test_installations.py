"""For whom the app may be installed: those whom the plan needs, nobody has reached, and Entra knows."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.directory import Checked, DirectoryState
from domain.installations import Installation, InstallationState, candidates, mark_of
from domain.people import Absence, Person, PersonId, Role
from tests.cards import givens

AT = datetime(2023, 8, 22, 7, tzinfo=UTC)
OWNER = replace(givens.person(1, "Karin"), entra_object_id="id-1")
OTHER = replace(givens.person(2, "Amina"), entra_object_id="id-2", roles=frozenset())
ITEM = givens.item(1)


def names(
    *people: Person,
    reached: frozenset[PersonId] = frozenset(),
    state: DirectoryState | None = None,
    installation: InstallationState | None = None,
) -> list[str]:
    directory = {OWNER.person_id: Checked(state=state, at=AT)} if state else {}
    asked = (
        {
            OWNER.person_id: Installation(
                person_id=OWNER.person_id, state=installation, requested_by=PersonId(9), requested_at=AT
            )
        }
        if installation
        else {}
    )
    by_id = {each.person_id: each for each in people}
    return [each.name for each in candidates(by_id, [ITEM], reached, directory, asked)]


def test_an_owner_whom_nobody_has_reached_is_one_and_somebody_the_plan_does_not_need_is_not() -> None:
    assert names(OWNER, OTHER) == ["Karin"]


def test_deputies_and_managers_are_needed_too_in_the_order_of_their_names() -> None:
    away = Absence(first_day=date(2023, 8, 1), last_day=date(2023, 9, 1), deputy_id=OTHER.person_id)
    manager = replace(givens.person(3, "Birgit"), entra_object_id="id-3", roles=frozenset({Role.MANAGER}))

    assert names(replace(OWNER, absence=away), OTHER, manager) == ["Amina", "Birgit", "Karin"]


def test_whoever_has_been_reached_or_is_not_known_by_id_is_not_one() -> None:
    assert names(OWNER, reached=frozenset({OWNER.person_id})) == []
    assert names(replace(OWNER, entra_object_id=None)) == []


@pytest.mark.parametrize("state", list(DirectoryState))
def test_only_members_can_have_it_installed(state: DirectoryState) -> None:
    assert bool(names(OWNER, state=state)) is (state is DirectoryState.MEMBER)


@pytest.mark.parametrize("installation", list(InstallationState))
def test_what_waits_or_is_done_is_not_asked_for_again(installation: InstallationState) -> None:
    again = {InstallationState.REFUSED, InstallationState.NOT_WANTED}

    assert bool(names(OWNER, installation=installation)) is (installation in again)


def test_a_list_has_the_same_mark_in_any_order_and_another_one_has_another() -> None:
    assert mark_of([OWNER, OTHER]) == mark_of([OTHER, OWNER])
    assert mark_of([OWNER, OTHER]) != mark_of([OWNER])
