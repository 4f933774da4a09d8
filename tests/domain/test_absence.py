from dataclasses import replace
from datetime import date

import pytest

from domain.absence import AbsenceFault, Gap, check, gap_of, told_in
from domain.days_in_words import Days
from tests.domain.examples import away, by_id, person

TUESDAY = date(2023, 8, 22)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Jag är borta till 15 augusti", "till 15 augusti"),
        ("borta till fredag", "till fredag"),
        ("Borta", ""),
        ("jag är på semester vecka 30", "vecka 30"),
        ("jag ska vara ledig 1–15 juli", "1–15 juli"),
        ("I am away until 15 August", "until 15 august"),
        ("I’m out of the office, until Friday", "until friday"),
        ("away\n until   Friday", "until friday"),
    ],
)
def test_somebody_who_says_that_they_are_away_is_understood(text: str, days: str) -> None:
    assert told_in(text) == days


@pytest.mark.parametrize(
    "text", ["", "hej", "bortaplan", "1 försenad, jag är borta", "mina aktiviteter", "sjukt bra"]
)
def test_other_texts_are_left_to_others(text: str) -> None:
    assert told_in(text) is None


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2023-09-01", "2023-09-10", Days(first=date(2023, 9, 1), last=date(2023, 9, 10))),
        ("2023-08-01", "2023-08-22", Days(first=date(2023, 8, 1), last=TUESDAY)),
        ("", "", {"first": AbsenceFault.MISSING, "last": AbsenceFault.MISSING}),
        ("2023-09-01", "i morgon", {"last": AbsenceFault.MISSING}),
        ("2023-09-10", "2023-09-01", {"last": AbsenceFault.REVERSED}),
        ("2023-08-01", "2023-08-21", {"last": AbsenceFault.PAST}),
        ("2023-08-22", "2025-08-24", {"last": AbsenceFault.TOO_LONG}),
        ("2033-08-22", "2033-08-24", {"last": AbsenceFault.TOO_LONG}),
    ],
)
def test_the_days_of_the_form_are_checked(first: str, last: str, found: object) -> None:
    assert check(first, last, TUESDAY) == found


def test_days_when_the_deputy_is_away_too_go_to_the_deputys_deputy() -> None:
    karin = person(1, absence=away(2, date(2023, 9, 1), date(2023, 9, 10)))
    johan = person(2, "Johan Ek", absence=away(3, date(2023, 9, 5), date(2023, 9, 30)))
    maja = person(3, "Maja Strand")

    assert gap_of(karin, by_id(karin, johan, maja)) == Gap(
        first=date(2023, 9, 5), last=date(2023, 9, 10), instead=maja
    )


def test_two_who_stand_in_for_each_other_have_nobody_while_both_are_away() -> None:
    karin = person(1, absence=away(2, date(2023, 9, 1), date(2023, 9, 10)))
    johan = person(2, "Johan Ek", absence=away(1, date(2023, 9, 10), date(2023, 9, 30)))

    found = gap_of(karin, by_id(karin, johan))

    assert found == Gap(first=date(2023, 9, 10), last=date(2023, 9, 10), instead=None)


def test_there_is_no_gap_when_the_deputy_is_here() -> None:
    karin = person(1, absence=away(2, date(2023, 9, 1), date(2023, 9, 10)))
    johan = person(2, "Johan Ek", absence=away(1, date(2023, 9, 11), date(2023, 9, 30)))

    assert gap_of(karin, by_id(karin, johan)) is None
    assert gap_of(karin, by_id(karin, replace(johan, absence=None))) is None
    assert gap_of(karin, by_id(karin)) is None
    assert gap_of(johan, by_id(johan)) is None
