"""Nine o'clock is nine o'clock on the wall, also the morning after the clocks have changed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from domain.rounds import FollowUpRound, FollowUpRoundId, Occasion, ReminderStep, RoundState
from storage import rounds as round_store
from tests.flows.town import Town, town


@dataclass(frozen=True, kw_only=True)
class Night:
    """A night in which the clocks change. `nine` is the next working day's, `instant` the same in UTC."""

    start: str
    deadline: date
    nine: str
    instant: datetime


SPRING = Night(
    start="2023-03-24T08:00:00+01:00",
    deadline=date(2023, 3, 28),
    nine="2023-03-27T09:00:00+02:00",
    instant=datetime(2023, 3, 27, 7, tzinfo=UTC),
)
AUTUMN = Night(
    start="2023-10-27T08:00:00+02:00",
    deadline=date(2023, 10, 31),
    nine="2023-10-30T09:00:00+01:00",
    instant=datetime(2023, 10, 30, 8, tzinfo=UTC),
)


@asynccontextmanager
async def town_before(night: Night, url: str, folder: Path) -> AsyncIterator[Town]:
    """Johan has the app, and a round has one reminder: the working day before its deadline."""
    opens_at = datetime.fromisoformat(night.start)
    async with town(url, folder, state=RoundState.CLOSED, start=opens_at) as place:
        await add_round(place, opens_at, night.deadline)
        await place.chats["johan"].install()
        yield place


async def add_round(place: Town, opens_at: datetime, deadline: date) -> None:
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


@pytest.mark.parametrize("night", [SPRING, AUTUMN], ids=["spring", "autumn"])
async def test_the_reminder_after_the_clocks_have_changed_comes_at_nine(
    sqlite_url: str, tmp_path: Path, night: Night
) -> None:
    async with town_before(night, sqlite_url, tmp_path) as place:
        await place.move_to(night.nine)

        assert place.clock() == night.instant
        assert [each.at for each in place.cloud.arrivals][1:] == [night.instant]


@pytest.mark.parametrize("night", [SPRING, AUTUMN], ids=["spring", "autumn"])
async def test_a_minute_before_nothing_has_come(sqlite_url: str, tmp_path: Path, night: Night) -> None:
    async with town_before(night, sqlite_url, tmp_path) as place:
        await place.move_to(night.nine.replace("09:00:00", "08:59:00"))

        assert len(place.cloud.arrivals) == 1
