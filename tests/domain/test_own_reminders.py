"""Reminders that hold to somebody's own deadline, own working hours and own wish for peace."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkingHours
from domain.deliveries import Fate
from domain.people import Person, PersonId
from domain.reminders import (
    NotWanted,
    OwnDeadline,
    SendTo,
    WaitUntil,
    due,
    due_step,
    is_paused,
    judge,
    key_of,
    next_opening,
    step_of,
)
from domain.rounds import ReminderStep
from tests.domain.examples import CALENDAR, away, by_id, interim, person

KARIN, AMINA = PersonId(1), PersonId(2)
DEADLINE = date(2023, 9, 12)
MORNINGS = WorkingHours(begins=time(8), ends=time(12))


def local(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return CALENDAR.instant(date(2023, month, day), time(hour, minute))


EARLY_GRANT = OwnDeadline(day=date(2023, 9, 15), since=local(8, 23))
LATE_GRANT = OwnDeadline(day=date(2023, 9, 15), since=local(9, 11, 10))


def keys(at: datetime, own: OwnDeadline, *paused: PersonId) -> list[str]:
    decisions = due(interim(), {KARIN: 1}, at, CALENDAR, own_deadlines={KARIN: own}, paused=paused)
    return [decision.key for decision in decisions]


def judged(
    owner: Person,
    at: datetime,
    *,
    step_key: str = "",
    own: OwnDeadline | None = None,
    deputy: Person | None = None,
) -> SendTo | WaitUntil | NotWanted:
    people = by_id(owner, deputy) if deputy else by_id(owner)
    return judge(
        owner,
        step_key=step_key,
        outstanding=1,
        follow_up_round=interim(),
        people=people,
        at=at,
        calendar=CALENDAR,
        own=own,
    )


@pytest.mark.parametrize(
    ("at", "key"),
    [
        (local(9, 5), "-15@2023-09-15"),
        (local(9, 8), "-5@2023-09-15"),
        (local(9, 11), "-5@2023-09-15"),
        (local(9, 14), "-1@2023-09-15"),
        (local(9, 18), "-1@2023-09-15"),
        (local(9, 19), "+2@2023-09-15"),
    ],
)
def test_steps_are_counted_from_ones_own_deadline_and_no_longer_from_the_rounds(
    at: datetime, key: str
) -> None:
    assert keys(at, EARLY_GRANT) == [key]


def test_a_granted_deadline_does_not_remind_of_steps_that_would_have_come_before_it_was_granted() -> None:
    assert keys(local(9, 11, 11), LATE_GRANT) == []
    assert keys(local(9, 14), LATE_GRANT) == ["-1@2023-09-15"]


def test_one_persons_deadline_changes_nothing_for_the_others() -> None:
    decisions = due(
        interim(), {KARIN: 1, AMINA: 1}, local(9, 11), CALENDAR, own_deadlines={KARIN: LATE_GRANT}
    )

    assert [(each.person_id, each.key) for each in decisions] == [(AMINA, "-1")]


def test_a_reminder_for_the_rounds_deadline_is_not_sent_to_somebody_who_was_given_more_time_meanwhile() -> (
    None
):
    assert judged(person(), local(9, 11, 11), step_key="-1", own=LATE_GRANT) == NotWanted(Fate.LATER)


def test_a_reminder_for_an_earlier_own_deadline_is_not_sent_when_it_was_moved_again() -> None:
    moved = replace(EARLY_GRANT, day=date(2023, 9, 18))

    assert judged(person(), local(9, 14), step_key="-1@2023-09-15", own=moved) == NotWanted(Fate.LATER)


def test_a_reminder_for_ones_own_deadline_goes_out() -> None:
    assert judged(person(), local(9, 14), step_key="-1@2023-09-15", own=EARLY_GRANT) == SendTo(person())


def test_the_key_of_a_step_says_how_far_from_which_deadline() -> None:
    step = ReminderStep(working_days=-1)

    assert step_of(key_of(step)) == (-1, None)
    assert step_of(key_of(step, EARLY_GRANT)) == (-1, EARLY_GRANT.day)


@pytest.mark.parametrize(
    ("at", "is_reminded"), [(local(8, 22), 0), (local(9, 5), 0), (local(9, 11), 1), (local(9, 14), 1)]
)
def test_a_pause_spares_the_early_steps_and_never_the_last_before_the_deadline(
    at: datetime, is_reminded: int
) -> None:
    assert len(due(interim(), {KARIN: 1}, at, CALENDAR, paused={KARIN})) == is_reminded


def test_a_pause_covers_the_early_steps_of_ones_own_deadline_too() -> None:
    assert keys(local(9, 8), EARLY_GRANT, KARIN) == []
    assert keys(local(9, 14), EARLY_GRANT, KARIN) == ["-1@2023-09-15"]


def test_a_pause_leaves_a_step_on_the_last_day_itself() -> None:
    steps = (ReminderStep(working_days=-1), ReminderStep(working_days=0), ReminderStep(working_days=2))
    ladder = replace(interim(), steps=steps)

    assert [is_paused(step, ladder) for step in steps] == [True, False, False]


def test_a_ladder_that_begins_after_the_deadline_has_nothing_to_pause() -> None:
    step = ReminderStep(working_days=2)

    assert not is_paused(step, replace(interim(), steps=(step,)))


def test_a_step_that_waits_is_not_sent_to_somebody_who_has_paused_since() -> None:
    paused = replace(person(), wants_only_the_deadline=True)

    assert judged(paused, local(9, 5), step_key="-5") == NotWanted(Fate.PAUSED)
    assert judged(paused, local(9, 11), step_key="-1") == SendTo(paused)


def test_what_a_strategist_asks_for_reaches_those_who_have_paused() -> None:
    paused = replace(person(), wants_only_the_deadline=True)

    assert judged(paused, local(9, 5)) == SendTo(paused)


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (local(9, 5, 7), local(9, 5, 8)),
        (local(9, 5, 9), local(9, 5, 9)),
        (local(9, 5, 12), local(9, 6, 8)),
        (local(9, 8, 13), local(9, 11, 8)),
        (local(9, 5, 21), local(9, 6, 8)),
    ],
)
def test_reminders_wait_for_ones_own_working_hours(at: datetime, opens: datetime) -> None:
    karin = replace(person(), hours=MORNINGS)

    assert judged(karin, at) == (SendTo(karin) if opens == at else WaitUntil(opens))


def test_the_hours_of_whoever_stands_in_count_while_they_do() -> None:
    amina = replace(person(2, "Amina Yusuf", absence=away(3)), hours=MORNINGS)
    johan = replace(person(3, "Johan Ek"), hours=WorkingHours(begins=time(13), ends=time(17)))

    assert judged(amina, local(9, 5), deputy=johan) == WaitUntil(local(9, 5, 13))


def test_ones_own_hours_never_put_a_reminder_off_past_the_deadline() -> None:
    karin = replace(person(), hours=MORNINGS)

    assert judged(karin, local(9, 12, 13)) == SendTo(karin)
    assert judged(karin, local(9, 11, 13)) == WaitUntil(local(9, 12, 8))
    assert judged(karin, local(9, 13, 13)) == WaitUntil(local(9, 14, 8))


def test_ones_own_deadline_is_the_one_that_hours_must_not_pass() -> None:
    karin = replace(person(), hours=MORNINGS)

    assert judged(karin, local(9, 12, 13), own=EARLY_GRANT) == WaitUntil(local(9, 13, 8))
    assert judged(karin, local(9, 15, 13), own=EARLY_GRANT) == SendTo(karin)


def test_hours_when_the_municipality_is_silent_count_for_nothing() -> None:
    karin = replace(person(), hours=WorkingHours(begins=time(20), ends=time(23)))

    assert judged(karin, local(9, 5)) == SendTo(karin)


@given(
    day=st.dates(min_value=date(2023, 8, 22), max_value=DEADLINE),
    clock=st.times(max_value=time(17, 59)),
    begins=st.times(),
    ends=st.times(),
)
def test_whatever_the_hours_the_time_chosen_is_open_and_before_the_deadline_where_it_can_be(
    day: date, clock: time, begins: time, ends: time
) -> None:
    asked = CALENDAR.instant(day, clock)
    somebody = replace(person(), hours=WorkingHours(begins=begins, ends=ends))

    opens = next_opening(somebody, asked, CALENDAR, DEADLINE)

    assert opens >= asked
    assert CALENDAR.next_open(opens) == opens
    assert CALENDAR.local_day(opens) <= DEADLINE


def test_nobody_with_a_deadline_of_their_own_is_reminded_before_its_first_step() -> None:
    assert due_step(interim(), LATE_GRANT.since, CALENDAR, LATE_GRANT) is None
