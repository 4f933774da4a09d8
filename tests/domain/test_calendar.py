from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import LONGEST_COUNT, WorkCalendar

CALENDAR = WorkCalendar()
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))
INSTANTS = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis adds the time zone
    max_value=datetime(2060, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    "day",
    [
        date(2023, 1, 6),  # trettondagen, a Friday
        date(2023, 4, 7),  # långfredagen
        date(2023, 4, 10),  # annandag påsk
        date(2023, 5, 1),  # första maj
        date(2023, 5, 18),  # Kristi himmelsfärdsdag
        date(2023, 6, 6),  # nationaldagen
        date(2023, 12, 25),  # juldagen
        date(2023, 12, 26),  # annandag jul
        date(2024, 1, 1),  # nyårsdagen
    ],
)
def test_nobody_works_on_a_red_day(day: date) -> None:
    assert not CALENDAR.is_working_day(day)


@pytest.mark.parametrize("day", [date(2023, 6, 23), date(2024, 12, 24), date(2024, 12, 31)])
def test_nobody_works_on_the_eves_of_midsummer_christmas_and_new_year(day: date) -> None:
    assert not CALENDAR.is_working_day(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2023, 1, 5),  # trettondagsafton
        date(2023, 4, 6),  # skärtorsdagen
        date(2023, 5, 19),  # the day between Ascension Day and the week-end
        date(2023, 5, 29),  # annandag pingst, a working day since 2005
        date(2024, 4, 30),  # valborgsmässoafton
    ],
)
def test_people_work_on_days_that_only_look_like_holidays(day: date) -> None:
    assert CALENDAR.is_working_day(day)


def test_working_days_are_counted_past_christmas_and_new_year() -> None:
    friday = date(2024, 12, 20)

    assert [CALENDAR.add_working_days(friday, days) for days in range(1, 7)] == [
        date(2024, 12, 23),
        date(2024, 12, 27),
        date(2024, 12, 30),
        date(2025, 1, 2),
        date(2025, 1, 3),
        date(2025, 1, 7),
    ]


def test_no_working_days_from_a_holiday_is_the_next_working_day() -> None:
    assert CALENDAR.add_working_days(date(2024, 12, 24), 0) == date(2024, 12, 27)
    assert CALENDAR.add_working_days(date(2024, 12, 23), 0) == date(2024, 12, 23)


def test_the_working_day_before_a_holiday_is_the_last_one_worked() -> None:
    assert CALENDAR.add_working_days(date(2024, 12, 26), -1) == date(2024, 12, 23)


@settings(deadline=None)
@given(day=DAYS, count=st.integers(min_value=1, max_value=60))
def test_counting_forth_and_back_from_a_working_day_ends_where_it_began(day: date, count: int) -> None:
    start = CALENDAR.add_working_days(day, 0)

    assert CALENDAR.add_working_days(CALENDAR.add_working_days(start, count), -count) == start
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(start, -count), count) == start


@settings(deadline=None)
@given(day=DAYS, count=st.integers(min_value=-60, max_value=60))
def test_counting_always_lands_on_a_working_day(day: date, count: int) -> None:
    assert CALENDAR.is_working_day(CALENDAR.add_working_days(day, count))


@settings(deadline=None)
@given(day=DAYS, first=st.integers(0, 30), second=st.integers(0, 30))
def test_counting_twice_is_counting_the_sum(day: date, first: int, second: int) -> None:
    start = CALENDAR.add_working_days(day, 0)

    assert CALENDAR.add_working_days(
        CALENDAR.add_working_days(start, first), second
    ) == CALENDAR.add_working_days(start, first + second)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 3, 24), utc(3, 24, 8)),  # the Friday before summer time
        (date(2023, 3, 27), utc(3, 27, 7)),
        (date(2023, 10, 27), utc(10, 27, 7)),  # the Friday before standard time
        (date(2023, 10, 30), utc(10, 30, 8)),
    ],
)
def test_nine_o_clock_is_nine_on_the_wall_on_both_sides_of_a_change_of_time(
    day: date, expected: datetime
) -> None:
    nine = CALENDAR.instant(day, time(9))

    assert nine == expected
    assert CALENDAR.local(nine).time() == time(9)


def test_a_time_that_the_spring_night_skips_is_an_hour_later() -> None:
    skipped = CALENDAR.instant(date(2023, 3, 26), time(2, 30))

    assert CALENDAR.local(skipped).time() == time(3, 30)


def test_a_time_that_the_autumn_night_has_twice_is_the_first_of_them() -> None:
    assert CALENDAR.instant(date(2023, 10, 29), time(2, 30)) == utc(10, 29, 0, 30)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (utc(3, 25, 22, 59), date(2023, 3, 25)),
        (utc(3, 25, 23), date(2023, 3, 26)),
        (utc(3, 26, 21, 59), date(2023, 3, 26)),  # this day has 23 hours
        (utc(3, 26, 22), date(2023, 3, 27)),
        (utc(10, 28, 22), date(2023, 10, 29)),
        (utc(10, 29, 22, 59), date(2023, 10, 29)),  # and this one 25
        (utc(10, 29, 23), date(2023, 10, 30)),
    ],
)
def test_the_day_changes_at_local_midnight_on_the_nights_when_the_time_changes(
    at: datetime, day: date
) -> None:
    assert CALENDAR.local_day(at) == day


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ((8, 22, 4, 59), (8, 22, 5, 0)),  # Tuesday 06:59: at seven
        ((8, 22, 5, 0), (8, 22, 5, 0)),  # seven sharp: now
        ((8, 22, 15, 59), (8, 22, 15, 59)),  # 17:59: now
        ((8, 22, 16, 0), (8, 23, 5, 0)),  # six sharp: tomorrow
        ((8, 22, 21, 59), (8, 23, 5, 0)),  # 23:59
        ((8, 22, 22, 1), (8, 23, 5, 0)),  # one past midnight: later the same day
        ((8, 25, 16, 0), (8, 28, 5, 0)),  # Friday evening: Monday
        ((8, 26, 3, 0), (8, 28, 5, 0)),  # early on Saturday
        ((8, 27, 10, 0), (8, 28, 5, 0)),  # Sunday at noon
        ((6, 22, 17, 0), (6, 26, 5, 0)),  # the evening before Midsummer Eve
        ((3, 24, 18, 0), (3, 27, 5, 0)),  # over the night that is an hour short
        ((10, 27, 18, 0), (10, 30, 6, 0)),  # over the night that is an hour long
    ],
)
def test_quiet_hours_end_when_the_next_working_day_begins(
    at: tuple[int, int, int, int], expected: tuple[int, int, int, int]
) -> None:
    assert CALENDAR.next_open(utc(*at)) == utc(*expected)


@settings(deadline=None)
@given(at=INSTANTS)
def test_the_next_opening_is_never_in_the_past_nor_outside_working_hours(at: datetime) -> None:
    opening = CALENDAR.next_open(at)

    local = CALENDAR.local(opening)
    assert at <= opening <= at + timedelta(days=7)
    assert CALENDAR.is_working_day(local.date())
    assert CALENDAR.quiet_until <= local.time() < CALENDAR.quiet_from
    assert CALENDAR.next_open(opening) == opening


def test_another_municipality_may_have_other_hours() -> None:
    calendar = WorkCalendar(quiet_until=time(9), quiet_from=time(12))

    assert calendar.next_open(utc(8, 22, 5)) == utc(8, 22, 7)
    assert calendar.next_open(utc(8, 22, 10)) == utc(8, 23, 7)


@given(DAYS, st.integers(-60, 60).filter(bool))
def test_working_days_between_are_what_has_to_be_added(start: date, days: int) -> None:
    assert CALENDAR.working_days_between(start, CALENDAR.add_working_days(start, days)) == days


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2023, 9, 15), date(2023, 9, 15), 0),
        (date(2023, 9, 15), date(2023, 9, 17), 0),
        (date(2023, 9, 15), date(2023, 9, 18), 1),
        (date(2023, 9, 16), date(2023, 9, 18), 1),
        (date(2023, 9, 18), date(2023, 9, 15), -1),
        (date(2023, 12, 22), date(2023, 12, 27), 1),
    ],
)
def test_a_weekend_and_a_red_day_count_for_nothing(start: date, end: date, days: int) -> None:
    assert CALENDAR.working_days_between(start, end) == days


def test_nobody_counts_for_ever() -> None:
    assert CALENDAR.working_days_between(date(2023, 1, 1), date.max) < LONGEST_COUNT
