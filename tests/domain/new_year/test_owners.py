"""Owners who have left do not go on into the new plan."""

from dataclasses import replace

import pytest

from domain.directory import DirectoryState
from domain.new_year.owners import WhyGone, ownerless, without_leavers
from domain.people import PersonId, Role
from domain.plan_file.entries import PlanFile
from tests.cards import givens
from tests.domain.plan_file.plan_files import ANNA, BO, CLARA, person, plan_activity

ITEM = givens.item(1)
OWNER = ITEM.plan_activity.owner_id


def plan(**changes: object) -> PlanFile:
    found = PlanFile(
        people=(person(), person(BO, 3)),
        plan_activities=(
            replace(plan_activity("1.1", 2, ANNA), co_owners=(BO,)),
            replace(plan_activity("1.2", 3, BO), co_owners=(ANNA, CLARA)),
        ),
    )
    return replace(found, **changes)  # type: ignore[arg-type] # the tests name real fields


@pytest.mark.parametrize("state", [DirectoryState.DISABLED, DirectoryState.GONE])
def test_an_owner_whose_account_is_closed_or_gone_has_left(state: DirectoryState) -> None:
    [found] = ownerless([ITEM], {OWNER}, {OWNER: state})

    assert (found.item, found.why) == (ITEM, WhyGone.ACCOUNT_CLOSED)


def test_an_owner_who_is_not_in_the_plan_any_longer_has_left() -> None:
    [found] = ownerless([ITEM], set[PersonId](), {})

    assert found.why is WhyGone.NOT_IN_PLAN


@pytest.mark.parametrize("state", [DirectoryState.MEMBER, DirectoryState.GUEST, DirectoryState.UNKNOWN])
def test_whoever_is_here_or_has_never_had_an_account_here_stays(state: DirectoryState) -> None:
    assert ownerless([ITEM], {OWNER}, {OWNER: state}) == ()
    assert ownerless([ITEM], {OWNER}, {}) == ()


def test_who_has_left_owns_nothing_in_the_new_plan_and_is_not_among_its_people() -> None:
    found = without_leavers(plan(), {BO})

    assert [each.email for each in found.people] == [ANNA]
    assert [(each.owner, each.co_owners) for each in found.plan_activities] == [(ANNA, ()), ("", (ANNA,))]


def test_who_is_more_than_an_owner_or_stands_in_for_somebody_is_left_for_people_to_settle() -> None:
    manager = replace(person(BO), roles=(Role.OWNER, Role.MANAGER))
    deputised = replace(person(), deputy=BO)

    assert BO in [each.email for each in without_leavers(plan(people=(person(), manager)), {BO}).people]
    assert BO in [each.email for each in without_leavers(plan(people=(deputised, person(BO))), {BO}).people]
