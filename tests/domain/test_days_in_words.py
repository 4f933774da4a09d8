import warnings
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.days_in_words import Days, days_of

TUESDAY = date(2023, 8, 22)


def days(first: tuple[int, int], last: tuple[int, int] | None, years: tuple[int, int] = (2023, 2023)) -> Days:
    return Days(first=date(years[0], *first), last=date(years[1], *last) if last else None)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("till 15 september", days((8, 22), (9, 15))),
        ("till den 15 september", days((8, 22), (9, 15))),
        ("till och med 15 sept", days((8, 22), (9, 15))),
        ("t.o.m. 15/9", days((8, 22), (9, 15))),
        ("tom 15/9", days((8, 22), (9, 15))),
        ("till fredag", days((8, 22), (8, 25))),
        ("till på fredag", days((8, 22), (8, 25))),
        ("till fredagen den 1 september", days((8, 22), (9, 1))),
        ("till imorgon", days((8, 22), (8, 23))),
        ("till den 25", days((8, 22), (8, 25))),
        ("till den 15", days((8, 22), (9, 15))),
        ("till 2023-09-15", days((8, 22), (9, 15))),
        ("until 15 September", days((8, 22), (9, 15))),
        ("until Friday.", days((8, 22), (8, 25))),
        ("until the 15th of September", days((8, 22), (9, 15))),
        ("through September 15", days((8, 22), (9, 15))),
        ("1–15 september", days((9, 1), (9, 15))),
        ("1-15 september", days((9, 1), (9, 15))),
        ("1 till 15 september", days((9, 1), (9, 15))),
        ("28 augusti – 3 september", days((8, 28), (9, 3))),
        ("28–3 september", days((8, 28), (9, 3))),
        ("28/8-3/9", days((8, 28), (9, 3))),
        ("2023-09-01 – 2023-09-15", days((9, 1), (9, 15))),
        ("2023-09-01-2023-09-15", days((9, 1), (9, 15))),
        ("från 1 september till 15 september", days((9, 1), (9, 15))),
        ("från och med 1 september till och med den 15 september", days((9, 1), (9, 15))),
        ("mellan 1 och 15 september", days((9, 1), (9, 15))),
        ("from 1 September to 15 September", days((9, 1), (9, 15))),
        ("from Monday until Friday", days((8, 28), (9, 1))),
        ("21 december till 7 januari", days((12, 21), (1, 7), (2023, 2024))),
        ("20 augusti till 15 september", days((8, 20), (9, 15))),
        ("vecka 36", days((9, 4), (9, 10))),
        ("hela vecka 36", days((9, 4), (9, 10))),
        ("v. 36-37", days((9, 4), (9, 17))),
        ("week 36 to week 37", days((9, 4), (9, 17))),
        ("vecka 2", days((1, 8), (1, 14), (2024, 2024))),
        ("på fredag", days((8, 25), (8, 25))),
        ("idag", days((8, 22), (8, 22))),
        ("från 1 september", days((9, 1), None)),
        ("till 15 augusti", days((8, 22), (8, 15), (2023, 2024))),
    ],
)
def test_days_are_read_as_people_write_them(text: str, meant: Days) -> None:
    assert days_of(text, TUESDAY) == meant


def test_what_has_begun_already_is_not_looked_for_next_year() -> None:
    assert days_of("1–15 augusti", date(2023, 8, 5)) == days((8, 1), (8, 15))
    assert days_of("1 augusti till 15 augusti", date(2023, 8, 5)) == days((8, 1), (8, 15))


@pytest.mark.parametrize("text", ["till igår", "2022-01-01 – 2022-01-15", "till 1 augusti 2023"])
def test_days_that_have_been_are_read_as_they_were_said(text: str) -> None:
    read = days_of(text, TUESDAY)

    assert read is not None
    assert read.last is not None
    assert read.last < TUESDAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "snart",
        "till",
        "till jul",
        "augusti",
        "till augusti",
        "31 februari",
        "30/2",
        "vecka 60",
        "v 0",
        "till år 9999",
        "x" * 200,
        "från hej till hå",
        "15 september – 1 september 2023",
        "99 september",
        "till 20239999",
    ],
)
def test_what_cannot_be_made_out_is_nothing(text: str) -> None:
    assert days_of(text, TUESDAY) is None


@given(text=st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_nothing_breaks(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = days_of(text, TUESDAY)

    assert read is None or read.last is None or read.first <= read.last or read.first == TUESDAY
