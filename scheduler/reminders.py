"""The plan tick: what each open round asks for now becomes messages in the outbox, once."""

from datetime import datetime

from domain import reminders
from domain.calendar import WorkCalendar
from domain.people import TenantId
from domain.rounds import FollowUpRound
from scheduler.deeds import Deed, DeedKind
from scheduler.tenants import for_each
from storage import deadlines, worklists
from storage import people as people_store
from storage import reminders as reminder_store
from storage import rounds as round_store
from storage.database import Database, TenantSession


async def run(database: Database, at: datetime, calendar: WorkCalendar) -> list[Deed]:
    """Decide reminders for every tenant's open rounds; running it again decides nothing twice."""
    return await for_each(database, lambda tenant_id: _plan(database, tenant_id, at, calendar))


async def _plan(database: Database, tenant_id: TenantId, at: datetime, calendar: WorkCalendar) -> list[Deed]:
    deeds = []
    async with database.reading(tenant_id) as session:
        decisions = [
            (each, await _undecided(session, each, at, calendar)) for each in await round_store.every(session)
        ]
    for follow_up_round, undecided in decisions:
        if undecided:
            async with database.writing(tenant_id) as session:
                added = await reminder_store.put(session, follow_up_round.follow_up_round_id, undecided, at)
            deeds.append(Deed(kind=DeedKind.REMINDERS_DECIDED, count=added, at=at, about=undecided[0].key))
    # Another replica may have been first.
    return [deed for deed in deeds if deed.count]


async def _undecided(
    session: TenantSession, follow_up_round: FollowUpRound, at: datetime, calendar: WorkCalendar
) -> list[reminders.ReminderDecision]:
    if not follow_up_round.is_open or at >= follow_up_round.closes_at:
        return []
    own_deadlines = await deadlines.own(session, follow_up_round)
    if not own_deadlines and reminders.due_step(follow_up_round, at, calendar) is None:
        return []
    decisions = reminders.due(
        follow_up_round,
        await worklists.outstanding(session, follow_up_round),
        at,
        calendar,
        own_deadlines=own_deadlines,
        paused=await people_store.paused(session),
    )
    keys = {decision.key for decision in decisions}
    decided = await reminder_store.decided(session, follow_up_round.follow_up_round_id, keys)
    return [decision for decision in decisions if (decision.person_id, decision.key) not in decided]
