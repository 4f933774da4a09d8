from datetime import date

import pytest

from domain.people import Role
from domain.permissions import (
    EVERYBODY,
    READERS_OF_SUMMARY,
    STRATEGISTS,
    has_any,
    may_answer,
    may_answer_for_others,
    may_see_worklist,
)
from tests.domain.examples import away, by_id, person, plan_activity

AWAY, BACK = date(2023, 9, 5), date(2023, 9, 18)
AMINA, JOHAN, KARIN = person(1, absence=away(2)), person(2), person(3)
PEOPLE = by_id(AMINA, JOHAN, KARIN)


@pytest.mark.parametrize(
    ("role", "everybody", "strategists", "readers"),
    [
        (Role.OWNER, True, False, False),
        (Role.STRATEGIST, True, True, True),
        (Role.DIRECTOR, True, False, True),
    ],
)
def test_what_each_role_may_do(role: Role, *, everybody: bool, strategists: bool, readers: bool) -> None:
    somebody = person(1, "Karin Ek", role)

    assert has_any(somebody, EVERYBODY) is everybody
    assert has_any(somebody, STRATEGISTS) is strategists
    assert has_any(somebody, READERS_OF_SUMMARY) is readers


def test_one_of_several_roles_is_enough() -> None:
    assert has_any(person(1, "Maja Strand", Role.OWNER, Role.STRATEGIST), STRATEGISTS)


def test_everybody_sees_their_own_list_even_while_away() -> None:
    assert may_see_worklist(AMINA, AMINA, AWAY, PEOPLE)


def test_a_deputy_sees_the_owner_s_list_while_the_owner_is_away_and_not_otherwise() -> None:
    assert may_see_worklist(JOHAN, AMINA, AWAY, PEOPLE)
    assert not may_see_worklist(JOHAN, AMINA, BACK, PEOPLE)


def test_nobody_else_sees_the_owner_s_list() -> None:
    assert not may_see_worklist(KARIN, AMINA, AWAY, PEOPLE)


def test_a_deputy_who_is_away_too_does_not_stand_in() -> None:
    johan = person(2, absence=away(3))
    people = by_id(AMINA, johan, KARIN)

    assert not may_see_worklist(johan, AMINA, AWAY, people)
    assert may_see_worklist(KARIN, AMINA, AWAY, people)


def test_owners_co_owners_and_their_deputies_may_answer() -> None:
    shared = plan_activity(1, 3, 1)

    assert may_answer(KARIN, shared, AWAY, PEOPLE)
    assert may_answer(AMINA, shared, BACK, PEOPLE)
    assert may_answer(JOHAN, shared, AWAY, PEOPLE)
    assert not may_answer(JOHAN, shared, BACK, PEOPLE)


def test_somebody_else_s_plan_activity_may_not_be_answered() -> None:
    assert not may_answer(KARIN, plan_activity(1, 1), AWAY, PEOPLE)


def test_a_plan_activity_whose_owner_has_left_may_be_answered_by_nobody() -> None:
    assert not may_answer(KARIN, plan_activity(1, 99), AWAY, PEOPLE)


def test_only_strategists_may_answer_instead_of_anybody() -> None:
    assert may_answer_for_others(person(9, "Maja Strand", Role.STRATEGIST))
    assert not may_answer_for_others(person(8, "Henrik Norling", Role.DIRECTOR))
    assert not may_answer_for_others(KARIN)


def test_answering_instead_of_others_makes_nobody_the_owner() -> None:
    maja = person(9, "Maja Strand", Role.STRATEGIST)

    assert not may_answer(maja, plan_activity(1, 1), AWAY, PEOPLE)
    assert not may_see_worklist(maja, KARIN, AWAY, PEOPLE)
