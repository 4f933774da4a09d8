from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from storage import audit
from storage.database import Database
from storage.tables import AuditEventRow
from tests.plans import SmallPlan


async def kept(database: Database, plan: SmallPlan, at: datetime) -> datetime:
    async with database.writing(plan.tenant_id) as session:
        await audit.record(session, deed="clock.read", subject="clock:1", at=at)
    async with database.reading(plan.tenant_id) as session:
        return (await session.sql.exec(session.rows(AuditEventRow))).one().at


@pytest.mark.parametrize(
    "at",
    [
        datetime(2023, 8, 22, 9, tzinfo=ZoneInfo("Europe/Stockholm")),
        datetime(2023, 8, 22, 7, 0, 0, 123456, tzinfo=UTC),
        datetime(2023, 8, 22, 2, tzinfo=timezone(timedelta(hours=-5))),
        datetime(2023, 10, 29, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Stockholm")),
    ],
    ids=["summer", "microseconds", "elsewhere", "the second half past two of the autumn night"],
)
async def test_an_instant_comes_back_the_same_and_in_utc(
    database: Database, plan: SmallPlan, at: datetime
) -> None:
    found = await kept(database, plan, at)

    assert found == at.astimezone(UTC)
    assert found.utcoffset() == timedelta(0)


async def test_a_time_without_a_time_zone_is_refused(database: Database, plan: SmallPlan) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        await kept(database, plan, datetime(2023, 8, 22, 9))  # noqa: DTZ001 - what is refused
