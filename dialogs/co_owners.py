"""“Vi är fler om den här”: somebody becomes co-owner at once, and everybody concerned is told."""

from cards import handover as handover_card
from cards import payloads
from cards.handover import Candidates
from dialogs import choosing, matters, worklist
from dialogs.desk import Turn
from dialogs.places import Place, find, held, to_the_list, why_not_open
from dialogs.turn import CardSubmitted, Replace, Reply
from domain.matters import Matter, MatterKind, MatterState
from domain.people import PersonId
from storage import audit, outbox, ownership
from storage import matters as matter_store
from storage import people as people_store
from storage.database import TenantSession


async def ask(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Who owns it too."""
    about = payloads.item_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        place = await find(session, turn, about)
        if place is None:
            return worklist.not_yours(turn)
        if not place.follow_up_round.is_open:
            return to_the_list(turn, place, why_not_open(turn, place))
        candidates = await choosing.candidates(session, turn, submitted.data, place.responsible)
    return _form(turn, place, candidates)


async def add(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Make whoever was chosen co-owner. Adding twice is adding once."""
    about = payloads.item_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        place = await held(session, turn, about)
        if place is None:
            return worklist.not_yours(turn)
        candidates = await choosing.candidates(
            session, turn, submitted.data, {place.item.plan_activity.owner_id}
        )
        if not place.follow_up_round.is_open:
            return _form(turn, place, candidates, notice=why_not_open(turn, place))
        chosen = await choosing.chosen(session, turn, candidates, needs_reason=False)
        if isinstance(chosen, Candidates):
            return _form(turn, place, chosen)
        if await ownership.share(session, about.plan_activity_id, chosen):
            await _follow(session, turn, place, chosen)
        await matters.list_again(session, turn, about.worklist.follow_up_round_id, submitted.message_id)
        name = (await people_store.names(session, [chosen]))[chosen]
    turn.desk.wake()
    return matters.receipt(turn, place, turn.words.say("{name} is co-owner now.", name=name))


async def _follow(session: TenantSession, turn: Turn, place: Place, chosen: PersonId) -> None:
    round_id, plan_activity_id = place.follow_up_round.follow_up_round_id, place.about.plan_activity_id
    await audit.record(
        session,
        deed="plan_activity.shared",
        subject=f"plan_activity:{plan_activity_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        co_owner=chosen,
    )
    told = await _noted(session, turn, place, chosen)
    if told is not None:
        await outbox.hold(session, round_id, {*place.responsible, chosen})
        await matters.tell(session, turn, told, {chosen, place.item.plan_activity.owner_id}, "told")
    await matters.redraw_lists(session, turn, round_id, {*place.responsible, chosen})


async def _noted(session: TenantSession, turn: Turn, place: Place, chosen: PersonId) -> Matter | None:
    plan_activity_id = place.about.plan_activity_id
    matter_id = await matter_store.put(
        session,
        # Somebody may be taken out by an import and added again.
        key=f"co_owner:{plan_activity_id}:{chosen}:{int(turn.at.timestamp())}",
        kind=MatterKind.CO_OWNER,
        state=MatterState.TOLD,
        follow_up_round_id=place.follow_up_round.follow_up_round_id,
        plan_activity_id=plan_activity_id,
        person_id=place.item.plan_activity.owner_id,
        counterpart_id=chosen,
        asked_by=turn.person.person_id,
        at=turn.at,
    )
    return await matter_store.find(session, matter_id) if matter_id else None


def _form(turn: Turn, place: Place, candidates: Candidates, notice: str = "") -> Replace:
    return Replace(
        handover_card.ask_co_owner(place.item, candidates, turn.words, about=place.about, notice=notice)
    )
