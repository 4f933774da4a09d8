"""“Inte mitt längre”: the owner suggests who is to take over, and may take the question back."""

from dataclasses import replace

from cards import handover as handover_card
from cards import handover_matter, payloads
from cards.handover import REASON, Candidates
from dialogs import choosing, matters, worklist
from dialogs.desk import Turn
from dialogs.places import Place, find, held, to_the_list, why_not_open
from dialogs.turn import CardSubmitted, Replace, Reply
from domain.matters import Matter, MatterKind, MatterState, respond_by
from domain.people import PersonId
from domain.permissions import may_see_worklist
from storage import audit, dossiers, matter_messages
from storage import matters as matter_store
from storage import people as people_store
from storage.database import TenantSession


async def ask(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Who is to take over, and why; or how the question stands, if it has been asked."""
    about = payloads.item_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        place = await find(session, turn, about)
        if place is None:
            return worklist.not_yours(turn)
        if refusal := await _why_not(session, turn, place):
            return to_the_list(turn, place, refusal)
        asked = await matter_store.open_handover(session, about.plan_activity_id)
        if asked is not None:
            return await matters.shown(session, turn, asked)
        candidates = await choosing.candidates(session, turn, submitted.data, _not_wanted(turn, place))
    return _form(turn, place, _begun(turn, place, candidates, submitted))


def _begun(turn: Turn, place: Place, candidates: Candidates, submitted: CardSubmitted) -> Candidates:
    """The card as it opens: with the reason that pressing the button already gives."""
    is_own = turn.person.person_id == place.item.plan_activity.owner_id
    if REASON in submitted.data or not is_own:
        return candidates
    return replace(candidates, reason=turn.words.say("I am no longer responsible for this activity."))


async def hand_over(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Ask whoever was chosen. Pressing twice, and two who press at once, ask once."""
    about = payloads.item_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        place = await held(session, turn, about)
        if place is None:
            return worklist.not_yours(turn)
        candidates = await choosing.candidates(session, turn, submitted.data, _not_wanted(turn, place))
        if refusal := await _why_not(session, turn, place):
            return _form(turn, place, candidates, notice=refusal)
        asked = await matter_store.open_handover(session, about.plan_activity_id)
        if asked is None:
            chosen = await choosing.chosen(session, turn, candidates, needs_reason=True)
            if isinstance(chosen, Candidates):
                return _form(turn, place, chosen)
            asked = await _asked(session, turn, place, chosen, candidates.reason)
            await matters.list_again(session, turn, about.worklist.follow_up_round_id, submitted.message_id)
        elif turn.person.person_id not in asked.askers:
            return await matters.shown(session, turn, asked)
        said = await _receipt(session, turn, asked)
    turn.desk.wake()
    return matters.receipt(turn, place, said)


async def withdraw(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Take the question back, unless it has been answered meanwhile."""
    about = payloads.matter_of(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        matter = await matter_store.held(session, about.matter_id, MatterKind.HANDOVER)
        if matter is None or turn.person.person_id not in matter.askers:
            return matters.gone(turn)
        if matter.is_open and await matter_store.settle(
            session, matter, MatterState.WITHDRAWN, turn.at, settled_by=turn.person.person_id
        ):
            await _record(session, turn, "handover.withdrawn", matter)
            await matter_messages.redraw(session, matter, turn.at)
        reply = await matters.shown(session, turn, matter)
    turn.desk.wake()
    return reply


async def _asked(
    session: TenantSession, turn: Turn, place: Place, successor_id: PersonId, reason: str
) -> Matter:
    plan_activity = place.item.plan_activity
    number = await matter_store.number_of_handovers(session, plan_activity.plan_activity_id)
    matter_id = await matter_store.put(
        session,
        key=f"handover:{plan_activity.plan_activity_id}:{number}",
        kind=MatterKind.HANDOVER,
        state=MatterState.ASKED,
        follow_up_round_id=place.follow_up_round.follow_up_round_id,
        plan_activity_id=plan_activity.plan_activity_id,
        person_id=plan_activity.owner_id,
        counterpart_id=successor_id,
        asked_by=turn.person.person_id,
        reason=reason,
        respond_by=respond_by(turn.at, turn.desk.calendar),
        at=turn.at,
    )
    asked = await matter_store.find(session, matter_id) if matter_id else None
    if asked is None:
        raise LookupError("the plan activity is held, so nobody else can have asked")
    await matters.tell(session, turn, asked, [successor_id], "asked")
    if turn.person.person_id != plan_activity.owner_id:
        await matters.tell(session, turn, asked, [plan_activity.owner_id], "asked")
    await _record(session, turn, "handover.asked", asked)
    return asked


async def _receipt(session: TenantSession, turn: Turn, asked: Matter) -> str:
    is_own = turn.person.person_id == asked.person_id
    return handover_matter.sent(await dossiers.one(session, asked), turn.words, is_own=is_own)


async def _why_not(session: TenantSession, turn: Turn, place: Place) -> str:
    """Why this person cannot hand it over here; "" when they can."""
    if not place.follow_up_round.is_open:
        return why_not_open(turn, place)
    owner_id = place.item.plan_activity.owner_id
    people = await people_store.some(session, [owner_id])
    owner = people.get(owner_id)
    if owner is not None and may_see_worklist(turn.person, owner, turn.today, people):
        return ""
    return turn.words.say(
        "{owner} is responsible and can hand it over. Ask the environment office if you are not to "
        "be co-owner any longer.",
        owner=place.item.owner_name,
    )


def _not_wanted(turn: Turn, place: Place) -> set[PersonId]:
    """Nobody hands over to the owner, nor to themselves."""
    return {place.item.plan_activity.owner_id, turn.person.person_id}


def _form(turn: Turn, place: Place, candidates: Candidates, notice: str = "") -> Replace:
    return Replace(
        handover_card.ask_handover(
            place.item,
            candidates,
            turn.words,
            about=place.about,
            respond_by=respond_by(turn.at, turn.desk.calendar),
            is_own=turn.person.person_id == place.item.plan_activity.owner_id,
            notice=notice,
        )
    )


async def _record(session: TenantSession, turn: Turn, deed: str, matter: Matter) -> None:
    await audit.record(
        session,
        deed=deed,
        subject=f"plan_activity:{matter.plan_activity_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        matter=matter.matter_id,
        successor=matter.counterpart_id,
    )
