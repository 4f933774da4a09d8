"""The strategists decide who is responsible, when nobody has answered the owner's question."""

from cards import handover as handover_card
from cards import payloads
from cards.handover import Candidates
from cards.payloads import Decision
from dialogs import choosing, matters, takeover
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Replace, Reply
from domain.matters import Matter, MatterKind, MatterState
from storage import audit, dossiers, matter_messages, outbox
from storage import matters as matter_store
from storage.database import TenantSession


async def decide(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Leave it, choose somebody else, or give it to whoever was chosen; the first decision counts."""
    about = payloads.matter_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        matter = await matter_store.held(session, about.matter_id, MatterKind.HANDOVER)
        if matter is None:
            return matters.gone(turn)
        if matter.state is not MatterState.WITH_STRATEGIST:
            return await matters.shown(session, turn, matter)
        match about.decision:
            case Decision.KEEP:
                reply: Reply = await _keep(session, turn, matter)
            case Decision.GIVE:
                reply = await _give(session, turn, matter, submitted)
            case Decision.CHOOSE | Decision.NONE:
                found = await choosing.candidates(session, turn, submitted.data, {matter.person_id})
                reply = await _choose(session, turn, matter, found)
    turn.desk.wake()
    return reply


async def _keep(session: TenantSession, turn: Turn, matter: Matter) -> Reply:
    await outbox.hold(session, matter.follow_up_round_id, matter.involved)
    await matter_store.settle(session, matter, MatterState.KEPT, turn.at, settled_by=turn.person.person_id)
    await audit.record(
        session,
        deed="handover.kept",
        subject=f"plan_activity:{matter.plan_activity_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        matter=matter.matter_id,
        owner=matter.person_id,
    )
    await matter_messages.redraw(session, matter, turn.at)
    await matters.tell(session, turn, matter, matter.askers, MatterState.KEPT.value)
    return await matters.shown(session, turn, matter)


async def _give(session: TenantSession, turn: Turn, matter: Matter, submitted: CardSubmitted) -> Reply:
    found = await choosing.candidates(session, turn, submitted.data, {matter.person_id})
    successor = await choosing.chosen(session, turn, found, needs_reason=False)
    if isinstance(successor, Candidates):
        return await _choose(session, turn, matter, successor)
    await takeover.give(session, turn, matter, successor, MatterState.DECIDED)
    return await matters.shown(session, turn, matter)


async def _choose(session: TenantSession, turn: Turn, matter: Matter, found: Candidates) -> Reply:
    dossier = await dossiers.one(session, matter)
    return Replace(handover_card.choose_owner(dossier, found, turn.words))
