from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.deliveries import Fate
from domain.people import PersonId
from domain.reminders import (
    NotWanted,
    ReminderDecision,
    ReminderKind,
    SendTo,
    WaitUntil,
    again_key,
    due,
    due_step,
    judge,
    nudge_key,
    nudges,
)
from domain.rounds import FollowUpRound, RoundState
from tests.domain.examples import CALENDAR, away, by_id, interim, person

KARIN, AMINA = PersonId(1), PersonId(2)
FIRST_STEP = CALENDAR.instant(date(2023, 8, 22), time(9))
SECOND = timedelta(seconds=1)


def local(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return CALENDAR.instant(date(2023, month, day), time(hour, minute))


@pytest.mark.parametrize(
    ("at", "key"),
    [
        (local(8, 22, 8, 59), None),
        (local(8, 22, 9), "-15"),
        (local(9, 5, 8, 59), "-15"),
        (local(9, 5, 9), "-5"),
        (local(9, 11, 9), "-1"),
        (local(9, 14, 9), "+2"),
        (local(9, 19, 15, 59), "+2"),
        (local(9, 19, 16), None),
    ],
)
def test_the_latest_step_that_has_come_is_due(at: datetime, key: str | None) -> None:
    step = due_step(interim(), at, CALENDAR)

    assert (step.key if step else None) == key


@pytest.mark.parametrize("state", [RoundState.PLANNED, RoundState.CLOSED])
def test_nobody_is_reminded_in_a_round_that_is_not_open(state: RoundState) -> None:
    assert due(interim(state), {KARIN: 2}, FIRST_STEP, CALENDAR) == []


def test_everybody_with_something_outstanding_is_reminded_and_nobody_else() -> None:
    assert due(interim(), {KARIN: 2, AMINA: 0}, FIRST_STEP, CALENDAR) == [
        ReminderDecision(person_id=KARIN, key="-15", kind=ReminderKind.STEP, not_before=FIRST_STEP)
    ]


def test_a_missed_step_is_not_sent_in_the_wake_of_a_later_one() -> None:
    after_two_steps = local(9, 6, 10)

    assert [each.key for each in due(interim(), {KARIN: 1}, after_two_steps, CALENDAR)] == ["-5"]


def test_a_step_found_late_in_the_evening_waits_for_the_morning() -> None:
    [decision] = due(interim(), {KARIN: 1}, local(8, 22, 21), CALENDAR)

    assert decision.not_before == local(8, 23, 7)


def test_a_nudge_is_one_reminder_for_each_person() -> None:
    found = nudges(frozenset({AMINA, KARIN}), "nudge:9:request-1", FIRST_STEP, CALENDAR)

    assert found == [
        ReminderDecision(
            person_id=person_id, key="nudge:9:request-1", kind=ReminderKind.NUDGE, not_before=FIRST_STEP
        )
        for person_id in (KARIN, AMINA)
    ]


def test_what_a_strategist_asks_for_is_known_by_who_asked_and_on_which_card() -> None:
    keys = {
        key(PersonId(strategist), card)
        for key in (nudge_key, again_key)
        for strategist in (9, 10)
        for card in ("a", "b")
    }

    assert len(keys) == 8


@pytest.mark.parametrize(
    ("asked_at", "goes_at"),
    [
        (local(8, 22, 9), local(8, 22, 9, 5)),
        (local(8, 22, 6, 57), local(8, 22, 7, 2)),
        (local(8, 22, 6), local(8, 22, 7)),
        (local(8, 22, 17, 57), local(8, 23, 7)),
        (local(8, 26, 12), local(8, 28, 7)),
    ],
)
def test_a_nudge_waits_until_it_can_no_longer_be_undone_and_then_for_working_hours(
    asked_at: datetime, goes_at: datetime
) -> None:
    [decision] = nudges(frozenset({KARIN}), "nudge:9:a", asked_at, CALENDAR, timedelta(minutes=5))

    assert decision.not_before == goes_at


def judged(
    *,
    outstanding: int = 1,
    at: datetime = FIRST_STEP,
    follow_up_round: FollowUpRound | None = None,
    step_key: str = "",
) -> SendTo | WaitUntil | NotWanted:
    amina = person(AMINA, "Amina Yusuf", absence=away(3))
    return judge(
        amina,
        step_key=step_key,
        outstanding=outstanding,
        follow_up_round=follow_up_round or interim(),
        people=by_id(amina, person(3, "Johan Åkerlund")),
        at=at,
        calendar=CALENDAR,
    )


def test_a_reminder_goes_to_the_deputy_while_the_owner_is_away() -> None:
    assert judged() == SendTo(person(3, "Johan Åkerlund"))


def test_a_reminder_goes_to_the_owner_who_has_come_back() -> None:
    back = local(9, 18, 9)

    judgement = judged(at=back)

    assert isinstance(judgement, SendTo)
    assert judgement.recipient.person_id == AMINA


def test_no_reminder_after_the_owner_has_answered() -> None:
    assert judged(outstanding=0) == NotWanted()


def test_a_step_that_was_held_up_until_the_next_one_came_is_not_sent_beside_it() -> None:
    second_step = local(9, 5, 9)

    assert judged(at=second_step, step_key="-15") == NotWanted(Fate.LATER)
    assert isinstance(judged(at=second_step, step_key="-5"), SendTo)


@pytest.mark.parametrize("state", [RoundState.PLANNED, RoundState.CLOSED])
def test_no_reminder_when_the_round_takes_no_answers(state: RoundState) -> None:
    assert judged(follow_up_round=interim(state)) == NotWanted(Fate.TOO_LATE)


def test_no_reminder_from_the_moment_when_the_round_should_close() -> None:
    closing = interim().closes_at

    assert isinstance(judged(at=closing - SECOND), SendTo)
    assert judged(at=closing) == NotWanted(Fate.TOO_LATE)


def test_a_reminder_in_quiet_hours_waits_for_the_morning() -> None:
    assert judged(at=local(8, 25, 20)) == WaitUntil(datetime(2023, 8, 28, 5, tzinfo=UTC))


def test_what_is_answered_at_night_is_not_wanted_rather_than_waiting() -> None:
    assert judged(outstanding=0, at=local(8, 25, 20)) == NotWanted()
