"""How soon, how easily and how often people answered."""

from datetime import UTC, datetime, time

from domain.calendar import WorkCalendar
from domain.people import OrgUnitId
from domain.plan import OrgUnit, OrgUnitKind
from domain.response_ledger import (
    Response,
    ResponseLedger,
    RoundOfResponses,
    response_ledger,
    round_before,
)
from tests.cards import givens

CALENDAR = WorkCalendar()
NORTH, SOUTH = OrgUnitId(1), OrgUnitId(2)
UNITS = {
    unit_id: OrgUnit(org_unit_id=unit_id, name=name, kind=OrgUnitKind.SECTOR)
    for unit_id, name in ((NORTH, "Norr"), (SOUTH, "Söder"))
}
FRIDAY = datetime(2023, 8, 25, 8, tzinfo=UTC)
MONDAY = datetime(2023, 8, 28, 8, tzinfo=UTC)


def responded(
    at: datetime | None = MONDAY,
    unit: OrgUnitId = NORTH,
    *,
    reminders: int = 1,
    taps: int | None = None,
) -> Response:
    reminded = FRIDAY if reminders else None
    return Response(org_unit_id=unit, answered_at=at, reminded_at=reminded, reminders=reminders, taps=taps)


def ledger(*responses: Response) -> ResponseLedger:
    now = RoundOfResponses(follow_up_round=givens.follow_up_round(), responses=responses)
    return response_ledger(now, None, UNITS, CALENDAR)


def test_a_weekend_is_no_time_to_answer_in() -> None:
    whole = ledger(responded(), responded(), responded()).whole

    assert whole.working_days.value == 1


def test_too_few_answers_tell_nothing() -> None:
    whole = ledger(responded(taps=2), responded(taps=2)).whole

    assert whole.working_days.value is None
    assert whole.taps.value is None
    assert whole.taps.of == 2


def test_whoever_answers_before_any_reminder_is_counted_but_not_timed() -> None:
    whole = ledger(responded(reminders=0), responded(), responded(), responded()).whole

    assert whole.answered == 4
    assert whole.working_days.of == 3
    assert whole.reminders.value == 0.8


def test_an_answer_on_the_day_of_the_deadline_is_in_time_and_the_day_after_is_not() -> None:
    deadline = givens.follow_up_round().deadline
    last_minute = CALENDAR.instant(deadline, time(23, 59))
    next_day = CALENDAR.instant(CALENDAR.add_working_days(deadline, 1), time(8))

    whole = ledger(responded(last_minute), responded(next_day), responded(None)).whole

    assert (whole.asked, whole.answered, whole.in_time) == (3, 2, 1)


def test_the_unit_with_most_left_comes_first() -> None:
    units = ledger(responded(), responded(None, SOUTH), responded(None, SOUTH)).units

    assert [each.org_unit.name for each in units] == ["Söder", "Norr"]


def test_the_round_before_is_the_nearest_earlier_one() -> None:
    this = givens.follow_up_round()

    assert round_before(this, [this]) is None
