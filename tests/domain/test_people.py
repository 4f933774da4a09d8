from datetime import date

import pytest

from domain.people import Language, stand_in
from tests.domain.examples import away, by_id, person

IN_SEPTEMBER = date(2023, 9, 5)


def test_somebody_who_is_here_gets_their_own_reminders() -> None:
    karin = person(1)

    assert stand_in(karin, IN_SEPTEMBER, by_id(karin)) == karin


def test_a_deputy_stands_in_for_somebody_who_is_away() -> None:
    amina, johan = person(1, absence=away(2)), person(2)

    assert stand_in(amina, IN_SEPTEMBER, by_id(amina, johan)) == johan


@pytest.mark.parametrize(
    ("on", "is_away"),
    [
        (date(2023, 8, 13), False),
        (date(2023, 8, 14), True),
        (date(2023, 9, 15), True),
        (date(2023, 9, 16), False),
    ],
)
def test_both_ends_of_an_absence_belong_to_it(on: date, *, is_away: bool) -> None:
    assert person(1, absence=away(2)).is_away(on) is is_away


def test_a_deputy_s_deputy_stands_in_when_both_are_away() -> None:
    people = by_id(person(1, absence=away(2)), person(2, absence=away(3)), person(3))

    assert stand_in(people[person(1).person_id], IN_SEPTEMBER, people).person_id == 3


def test_a_chain_of_three_deputies_is_followed_to_its_end() -> None:
    people = by_id(*(person(each, absence=away(each + 1)) for each in (1, 2, 3)), person(4))

    assert stand_in(people[person(1).person_id], IN_SEPTEMBER, people).person_id == 4


def test_a_longer_chain_ends_with_the_person_so_that_nothing_is_lost() -> None:
    people = by_id(*(person(each, absence=away(each + 1)) for each in (1, 2, 3, 4)), person(5))

    assert stand_in(people[person(1).person_id], IN_SEPTEMBER, people).person_id == 1


@pytest.mark.parametrize("deputies", [(1,), (2, 1), (2, 3, 1), (2, 3, 2)])
def test_a_loop_of_deputies_ends_with_the_person(deputies: tuple[int, ...]) -> None:
    people = by_id(*(person(number, absence=away(deputy)) for number, deputy in enumerate(deputies, 1)))

    assert stand_in(people[person(1).person_id], IN_SEPTEMBER, people).person_id == 1


def test_a_deputy_who_has_left_the_plan_does_not_stand_in() -> None:
    amina = person(1, absence=away(2))

    assert stand_in(amina, IN_SEPTEMBER, by_id(amina)) == amina


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("sv-SE", Language.SWEDISH),
        ("en-GB", Language.ENGLISH),
        ("EN_us", Language.ENGLISH),
        ("sv", Language.SWEDISH),
        ("fi-FI", None),
        ("svenska", None),
        ("", None),
        (None, None),
    ],
)
def test_the_language_of_a_teams_locale(locale: str | None, expected: Language | None) -> None:
    assert Language.of_locale(locale) is expected


def test_a_colleague_uses_the_first_name() -> None:
    assert person(1, "Karin Ek").first_name == "Karin"
