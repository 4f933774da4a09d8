"""Nine o'clock is nine o'clock on the wall, also the morning after the clocks have changed."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.rounds import FollowUpRound, FollowUpRoundId, Occasion, ReminderStep, RoundState
from storage import rounds as round_store
from tests.flows.town import Town, town

SPRING = (
    "2023-03-24T08:00:00+01:00",
    date(2023, 3, 28),
    "2023-03-27T09:00:00+02:00",
    datetime(2023, 3, 27, 7, tzinfo=UTC),
)
AUTUMN = (
    "2023-10-27T08:00:00+02:00",
    date(2023, 10, 31),
    "2023-10-30T09:00:00+01:00",
    datetime(2023, 10, 30, 8, tzinfo=UTC),
)


async def add_round(place: Town, opens_at: datetime, deadline: date) -> None:
    """A round with one reminder, the working day before its deadline."""
    follow_up_round = FollowUpRound(
        follow_up_round_id=FollowUpRoundId(0),
        plan_id=place.plan.plan_id,
        occasion=Occasion.ANNUAL_ACCOUNTS,
        reference_date=deadline,
        opens_at=opens_at,
        deadline=deadline,
        closes_at=datetime(2023, 12, 1, tzinfo=UTC),
        steps=(ReminderStep(working_days=-1),),
    )
    async with place.house.database.writing(place.plan.tenant_id) as session:
        await round_store.add(session, follow_up_round)


@pytest.mark.parametrize(("start", "deadline", "nine", "instant"), [SPRING, AUTUMN])
async def test_the_reminder_after_the_clocks_have_changed_comes_at_nine(
    sqlite_url: str, tmp_path: Path, start: str, deadline: date, nine: str, instant: datetime
) -> None:
    opens_at = datetime.fromisoformat(start)
    async with town(sqlite_url, tmp_path, state=RoundState.CLOSED, start=opens_at) as place:
        await add_round(place, opens_at, deadline)
        await place.chats["johan"].install()

        await place.move_to(nine)

        assert place.clock() == instant
        assert [each.at for each in place.cloud.arrivals][1:] == [instant]


@pytest.mark.parametrize(("start", "deadline", "nine", "instant"), [SPRING, AUTUMN])
async def test_a_minute_before_nothing_has_come(
    sqlite_url: str, tmp_path: Path, start: str, deadline: date, nine: str, instant: datetime
) -> None:
    opens_at = datetime.fromisoformat(start)
    async with town(sqlite_url, tmp_path, state=RoundState.CLOSED, start=opens_at) as place:
        await add_round(place, opens_at, deadline)
        await place.chats["johan"].install()

        await place.move_to(nine.replace("09:00:00", "08:59:00"))

        assert place.clock() < instant
        assert len(place.cloud.arrivals) == 1
