"""How dates, numbers and lists are written in each language."""

from datetime import UTC, date, datetime

from cards.words import Words
from domain.people import Language

SWEDISH = Words()
ENGLISH = Words(language=Language.ENGLISH)
AT = datetime(2023, 9, 12, 7, 5, tzinfo=UTC)


def test_a_moment_is_told_by_the_clock_of_the_municipality() -> None:
    assert SWEDISH.moment(AT) == "tisdag 12 september kl. 09.05"
    assert ENGLISH.moment(AT) == "Tuesday 12 September at 09:05"


def test_winter_time_is_one_hour_ahead_of_utc() -> None:
    assert SWEDISH.clock(datetime(2023, 12, 12, 7, 5, tzinfo=UTC)) == "08.05"


def test_days_are_written_as_the_language_writes_them() -> None:
    assert SWEDISH.full_day(date(2023, 9, 12)) == "12 september 2023"
    assert SWEDISH.short_day(date(2023, 1, 5)) == "5 jan"
    assert ENGLISH.full_day(date(2023, 9, 12)) == "12 September 2023"


def test_numbers_are_grouped_so_that_they_do_not_break_over_lines() -> None:
    assert SWEDISH.number(1234.5) == "1\u00a0234,5"


def test_one_and_many_differ() -> None:
    one = SWEDISH.count("{n} delayed", "{n} delayed", 1)
    many = SWEDISH.count("{n} delayed", "{n} delayed", 2)

    assert (one, many) == ("1 försenad", "2 försenade")


def test_a_value_with_braces_is_not_filled_in_again() -> None:
    assert SWEDISH.say("Hello {name}!", name="{name}") == "Hej {name}!"


def test_several_things_are_listed_as_in_a_sentence() -> None:
    assert SWEDISH.listed(["a", "b", "c"]) == "a, b och c"
    assert ENGLISH.listed(["a", "b"]) == "a and b"
