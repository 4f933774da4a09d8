"""The plan tick's last step of the ladder: when its time comes, each manager is told once what is missing."""

from datetime import datetime

from domain.calendar import WorkCalendar
from domain.deliveries import DeliveryKind
from domain.escalation import EscalationDecision, due_managers, escalation_key, is_due
from domain.people import TenantId
from domain.rounds import FollowUpRound
from scheduler.deeds import Deed, DeedKind
from scheduler.tenants import for_each
from storage import deadlines, outbox, worklists
from storage import people as people_store
from storage import rounds as round_store
from storage.database import Database, TenantSession


async def run(database: Database, at: datetime, calendar: WorkCalendar) -> list[Deed]:
    """Decide for every tenant's open rounds which managers to tell; running it again tells nobody twice."""
    return await for_each(database, lambda tenant_id: _plan(database, tenant_id, at, calendar))


async def _plan(database: Database, tenant_id: TenantId, at: datetime, calendar: WorkCalendar) -> list[Deed]:
    async with database.reading(tenant_id) as session:
        undecided = [
            (each, await _undecided(session, each, at, calendar))
            for each in await round_store.every(session)
            if is_due(each, at, calendar)
        ]
    told = 0
    for follow_up_round, decisions in undecided:
        if decisions:
            async with database.writing(tenant_id) as session:
                told += await _put(session, follow_up_round, decisions, at)
    # Another replica may have been first.
    return [Deed(kind=DeedKind.MANAGERS_TOLD, count=told, at=at)] if told else []


async def _undecided(
    session: TenantSession, follow_up_round: FollowUpRound, at: datetime, calendar: WorkCalendar
) -> list[EscalationDecision]:
    managers = await people_store.managers(session)
    keys = {
        escalation_key(follow_up_round, each.person_id): unit for unit in managers for each in managers[unit]
    }
    untold = keys.keys() - await outbox.known(session, keys.keys())
    # From now on this is asked every minute: only the units with somebody who is still to be told are read.
    decisions = due_managers(
        follow_up_round,
        await worklists.left(session, follow_up_round, {keys[each] for each in untold}),
        managers,
        at,
        calendar,
        own_deadlines=await deadlines.own(session, follow_up_round),
    )
    return [each for each in decisions if each.key in untold]


async def _put(
    session: TenantSession,
    follow_up_round: FollowUpRound,
    decisions: list[EscalationDecision],
    at: datetime,
) -> int:
    put = 0
    for each in decisions:
        put += await outbox.put(
            session,
            key=each.key,
            kind=DeliveryKind.ESCALATION,
            follow_up_round_id=follow_up_round.follow_up_round_id,
            person_id=each.manager_id,
            not_before=each.not_before,
            at=at,
        )
    return put
