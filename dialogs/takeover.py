"""The question to a successor: taking over, which moves the plan activity, or declining with a reason."""

from cards import payloads
from cards.fields import text_of
from cards.handover import REASON
from cards.more_time import Typed
from dialogs import choosing, matters
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Reply
from domain import reminders
from domain.matters import Matter, MatterKind, MatterState
from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRound
from storage import audit, deadlines, matter_messages, outbox, ownership, worklists
from storage import matters as matter_store
from storage import people as people_store
from storage import reminders as reminder_store
from storage import rounds as round_store
from storage.database import TenantSession


async def accept(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Take over: the owner changes, unless the question has been settled meanwhile."""
    about = payloads.matter_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        matter = await matter_store.held(session, about.matter_id, MatterKind.HANDOVER)
        if matter is None or matter.counterpart_id != turn.person.person_id:
            return matters.gone(turn)
        if matter.is_open:
            moved = await give(session, turn, matter, turn.person.person_id, MatterState.ACCEPTED)
            if moved:
                await _has_seen_the_step(session, turn, matter)
        reply = await matters.shown(session, turn, matter)
    turn.desk.wake()
    return reply


async def decline(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Say no, with a reason; the owner and the strategists are told."""
    about = payloads.matter_of(submitted.data)
    reason = text_of(submitted.data, REASON)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        matter = await matter_store.held(session, about.matter_id, MatterKind.HANDOVER)
        if matter is None or matter.counterpart_id != turn.person.person_id:
            return matters.gone(turn)
        if not matter.is_open:
            return await matters.shown(session, turn, matter)
        if fault := choosing.reason_fault(turn, reason):
            return await matters.shown(
                session, turn, matter, typed=Typed(reason=reason, faults={REASON: fault})
            )
        await matter_store.settle(
            session,
            matter,
            MatterState.DECLINED,
            turn.at,
            reply=reason,
            settled_by=turn.person.person_id,
        )
        await _record(session, turn, "handover.declined", matter, turn.person.person_id)
        told = await people_store.strategists(session) | matter.askers
        await outbox.hold(session, matter.follow_up_round_id, told | matter.involved)
        await matter_messages.redraw(session, matter, turn.at)
        await matters.tell(session, turn, matter, told, "declined")
        reply = await matters.shown(session, turn, matter)
    turn.desk.wake()
    return reply


async def give(
    session: TenantSession, turn: Turn, matter: Matter, successor_id: PersonId, state: MatterState
) -> bool:
    """Move the plan activity with all that follows; False when it was not the owner's any longer."""
    if matter.plan_activity_id is None:
        return False
    told = await people_store.strategists(session) | matter.involved | {successor_id}
    follow_up_round = await round_store.find(session, matter.follow_up_round_id)
    sharing = await _sharing(session, follow_up_round, matter.plan_activity_id) if follow_up_round else set()
    # All that is to be changed is held at once, so that nobody waits in a circle.
    await outbox.hold(session, matter.follow_up_round_id, told | sharing)
    moved = await ownership.move(
        session, matter.plan_activity_id, owner=matter.person_id, successor=successor_id
    )
    await matter_store.settle(
        session,
        matter,
        state if moved else MatterState.WITHDRAWN,
        turn.at,
        counterpart_id=successor_id if moved else matter.counterpart_id,
        settled_by=turn.person.person_id,
    )
    await matter_messages.redraw(session, matter, turn.at)
    if moved:
        await _record(session, turn, "plan_activity.handed_over", matter, successor_id)
        await matters.tell(session, turn, matter, _to_be_told(told, matter, successor_id), state.value)
        if follow_up_round is not None and follow_up_round.is_open:
            await _follow(session, turn, follow_up_round, matter.person_id, sharing | {successor_id})
    return moved


def _to_be_told(told: set[PersonId], matter: Matter, successor_id: PersonId) -> set[PersonId]:
    """Not whoever was asked and did not get it: their own card is redrawn."""
    passed_over = {matter.counterpart_id} - {successor_id} - matter.askers
    return told - {each for each in passed_over if each is not None}


async def _follow(
    session: TenantSession,
    turn: Turn,
    follow_up_round: FollowUpRound,
    owner_id: PersonId,
    others: set[PersonId],
) -> None:
    """Reminders of whoever has nothing left are taken back, and every list that shows it is redrawn."""
    round_id = follow_up_round.follow_up_round_id
    if not await worklists.outstanding(session, follow_up_round, [owner_id]):
        await reminder_store.drop(session, round_id, [owner_id], turn.at)
    await matters.redraw_lists(session, turn, round_id, {owner_id} | others)


async def _sharing(
    session: TenantSession, follow_up_round: FollowUpRound, plan_activity_id: PlanActivityId
) -> set[PersonId]:
    item = await worklists.item(session, follow_up_round, plan_activity_id)
    return set(item.plan_activity.co_owner_ids) if item else set()


async def _has_seen_the_step(session: TenantSession, turn: Turn, matter: Matter) -> None:
    """Whoever has just taken over knows what there is to answer: only the steps to come remind them."""
    follow_up_round = await round_store.find(session, matter.follow_up_round_id)
    if follow_up_round is None:
        return
    me, round_id = turn.person.person_id, follow_up_round.follow_up_round_id
    own = (await deadlines.own(session, follow_up_round, [me])).get(me)
    step = reminders.due_step(follow_up_round, turn.at, turn.desk.calendar, own)
    if step is not None:
        key = reminders.key_of(step, reminders.later_deadline(follow_up_round, own))
        await reminder_store.note(session, round_id, me, key, turn.at)


async def _record(
    session: TenantSession, turn: Turn, deed: str, matter: Matter, successor_id: PersonId
) -> None:
    await audit.record(
        session,
        deed=deed,
        subject=f"plan_activity:{matter.plan_activity_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        matter=matter.matter_id,
        owner=matter.person_id,
        successor=successor_id,
    )
