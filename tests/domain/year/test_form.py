"""The date form: what is typed becomes the round or stands at its field; moved reminders are told apart."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.rounds import FollowUpRound, RoundState
from domain.year.changes import SentTo, changes
from domain.year.form import AFTER, BEFORE, ESCALATION, FIELDS, DateFault, typed_of, with_dates
from domain.year.milestones import Milestone
from domain.year.timeline import Happening, Stage, timeline
from tests.domain.examples import CALENDAR, interim

PLANNED = interim(RoundState.PLANNED)
LONG_BEFORE = PLANNED.opens_at - timedelta(days=30)


def changed(**typed: str) -> FollowUpRound | dict[str, DateFault]:
    return with_dates(PLANNED, {**typed_of(PLANNED, CALENDAR), **typed}, LONG_BEFORE, CALENDAR)


def test_what_nobody_has_touched_is_the_same_round() -> None:
    assert changed() == PLANNED


@pytest.mark.parametrize(
    ("name", "typed", "fault"),
    [
        (Milestone.DEADLINE, "", DateFault.MISSING),
        (Milestone.MEETING, "i morgon", DateFault.NOT_A_DAY),
        (Milestone.MEETING, "9999-01-01", DateFault.NOT_A_DAY),
        (Milestone.OPENS, "2023-09-13", DateFault.OPENS_TOO_LATE),
        (Milestone.CLOSES, "2023-09-11", DateFault.CLOSES_TOO_EARLY),
        (BEFORE, "femton", DateFault.NOT_NUMBERS),
        (BEFORE, "1,2,3,4,5,6,7,8,9", DateFault.TOO_MANY_STEPS),
        (BEFORE, "61", DateFault.TOO_FAR),
        (AFTER, "0", DateFault.NOT_NUMBERS),
        (AFTER, "21", DateFault.TOO_FAR),
        (ESCALATION, "3, 4", DateFault.NOT_ONE),
        (ESCALATION, "0", DateFault.NOT_ONE),
        (ESCALATION, "9", DateFault.TELLS_TOO_LATE),
    ],
)
def test_what_is_wrong_stands_at_its_field(name: str, typed: str, fault: DateFault) -> None:
    wrong = changed(**{name: typed})

    assert isinstance(wrong, dict)
    assert wrong[name] is fault


def test_a_ladder_without_a_step_is_none() -> None:
    wrong = changed(before="", after="")

    assert wrong == {BEFORE: DateFault.NO_STEPS}


@pytest.mark.parametrize("typed", ["15, 5 och 1", "15 5 1", "-15; −5; –1", "1,5,15,15"])
def test_numbers_are_read_however_they_are_put_apart(typed: str) -> None:
    read = changed(before=typed)

    assert isinstance(read, FollowUpRound)
    assert [step.working_days for step in read.steps] == [-15, -5, -1, 2]


@given(some.dictionaries(some.sampled_from([str(name) for name in FIELDS]), some.text(max_size=40)))
def test_whatever_is_typed_is_read_or_refused(typed: dict[str, str]) -> None:
    result = changed(**typed)

    assert isinstance(result, FollowUpRound) or result


def test_a_round_that_is_open_keeps_the_day_when_it_opened_and_closes_later_than_now() -> None:
    running = interim()
    at = running.opens_at + timedelta(days=30)

    wrong = with_dates(running, {**typed_of(running, CALENDAR), "opens": "2023-08-23"}, at, CALENDAR)

    assert wrong == {
        Milestone.OPENS: DateFault.HAS_OPENED,
        Milestone.CLOSES: DateFault.CLOSES_IN_THE_PAST,
    }


def test_only_reminders_that_have_not_gone_out_are_told() -> None:
    running = replace(interim(), deadline=date(2023, 9, 12))
    after = with_dates(
        running,
        {**typed_of(running, CALENDAR), "deadline": "2023-09-14", "closes": "2023-09-21", "escalation": "3"},
        running.opens_at + timedelta(days=10),
        CALENDAR,
    )
    assert isinstance(after, FollowUpRound)

    differs = changes(running, after, running.opens_at + timedelta(days=10), CALENDAR)

    assert [CALENDAR.local_day(each.at) for each in differs.withdrawn] == [
        date(2023, 9, 5),
        date(2023, 9, 11),
        date(2023, 9, 14),
    ]
    assert [each.sent_to for each in differs.instead].count(SentTo.MANAGERS) == 1
    assert [each.milestone for each in differs.days] == [Milestone.DEADLINE, Milestone.CLOSES]


def test_the_first_day_that_has_not_been_is_the_next() -> None:
    line = timeline(interim(), date(2023, 9, 6), CALENDAR)

    assert [each.day for each in line] == sorted(each.day for each in line)
    assert [(each.day, each.what) for each in line if each.stage is Stage.NEXT] == [
        (date(2023, 9, 11), Happening.REMINDER)
    ]
    assert all(each.stage is Stage.DONE for each in line if each.day < date(2023, 9, 6))


def test_a_reminder_that_would_come_before_the_opening_comes_with_it_once() -> None:
    early = changed(before="40, 30, 5")
    assert isinstance(early, FollowUpRound)

    line = timeline(early, date(2023, 8, 1), CALENDAR)

    assert [each.day for each in line if each.what is Happening.REMINDER] == [
        date(2023, 8, 22),
        date(2023, 9, 5),
        date(2023, 9, 14),
    ]


def test_a_reminder_that_a_moved_deadline_has_passed_by_is_not_on_the_line() -> None:
    moved = replace(interim(), deadline_since=CALENDAR.instant(date(2023, 9, 6), time(12)))

    line = timeline(moved, date(2023, 9, 7), CALENDAR)

    assert [each.day for each in line if each.what is Happening.REMINDER] == [
        date(2023, 9, 11),
        date(2023, 9, 14),
    ]
