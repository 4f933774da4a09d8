"""The plan tick: two weeks before a round opens, every strategist gets the pre-flight, once."""

from datetime import datetime

from domain.calendar import WorkCalendar
from domain.deliveries import DeliveryKind
from domain.people import Role, TenantId
from domain.preflight import is_due
from scheduler.deeds import Deed
from scheduler.tenants import for_each
from storage import outbox
from storage import people as people_store
from storage import rounds as round_store
from storage.database import Database


async def run(database: Database, at: datetime, calendar: WorkCalendar) -> list[Deed]:
    """Put one message for each strategist and round in the outbox; running it again puts nothing twice."""
    return await for_each(database, lambda tenant_id: _run(database, tenant_id, at, calendar))


async def _run(database: Database, tenant_id: TenantId, at: datetime, calendar: WorkCalendar) -> list[Deed]:
    async with database.reading(tenant_id) as session:
        due = [each for each in await round_store.every(session) if is_due(each, at, calendar)]
    if not due:
        return []
    async with database.writing(tenant_id) as session:
        everybody = await people_store.everybody(session)
        strategists = [each for each in everybody.values() if Role.STRATEGIST in each.roles]
        for follow_up_round in due:
            for person in strategists:
                await outbox.put(
                    session,
                    key=f"preflight:{follow_up_round.follow_up_round_id}:{person.person_id}",
                    kind=DeliveryKind.PREFLIGHT,
                    follow_up_round_id=follow_up_round.follow_up_round_id,
                    person_id=person.person_id,
                    not_before=calendar.next_open(at),
                    at=at,
                )
    return []
