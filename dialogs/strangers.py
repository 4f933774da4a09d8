"""A strategist says who a stranger is, who is greeted then, or that they have no part in the plan."""

from dataclasses import replace

from cards import people_choice, todo
from cards import strangers as strangers_card
from cards.card import Card
from cards.handover import Candidates
from cards.strangers import about_stranger, name_of
from dialogs import choosing
from dialogs import todo as todo_dialog
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Replace, Reply
from domain.matters import MatterKind
from domain.people import PersonId
from domain.rounds import in_mind
from domain.strangers import ContactPointId, Stranger
from storage import audit, strangers
from storage import matters as matter_store
from storage import people as people_store
from storage import rounds as round_store
from storage.database import TenantSession


async def ask(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Which person in the plan it is."""
    stranger_id = about_stranger(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        stranger = await strangers.find(session, stranger_id)
        if stranger is None:
            return await _settled(session, turn, stranger_id)
        return Replace(_form(turn, stranger, await _candidates(session, turn, submitted)))


async def connect(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Tie the chat to whoever was chosen, and greet them there. The same press twice does it once."""
    stranger_id = about_stranger(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        stranger = await strangers.find(session, stranger_id)
        if stranger is None:
            return await _settled(session, turn, stranger_id)
        found = await _candidates(session, turn, submitted)
        chosen = await choosing.chosen(session, turn, found, needs_reason=False)
        if isinstance(chosen, Candidates):
            return Replace(_form(turn, stranger, await _explained(session, turn, chosen)))
        if not await strangers.connect(session, stranger, chosen):
            return await _settled(session, turn, stranger_id)
        await _record(session, turn, stranger, strangers.CONNECTED, chosen)
        await _greet(session, turn, stranger, chosen)
        name = (await people_store.names(session, [chosen]))[chosen]
        told = turn.words.say("I know {name} now, and have said hello.", name=name)
        reply = Replace(await todo_dialog.card(session, turn, notice=told))
    turn.desk.wake()
    return reply


async def ignore(turn: Turn, submitted: CardSubmitted) -> Reply:
    """They have no part in the plan: they are asked about no more, and nothing is sent to them."""
    stranger_id, page = about_stranger(submitted.data), todo.page_in(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        stranger = await strangers.find(session, stranger_id)
        if stranger is None or not await strangers.ignore(session, stranger, turn.at):
            return await _settled(session, turn, stranger_id)
        await _record(session, turn, stranger, strangers.IGNORED)
        told = turn.words.say("{name} is not asked about again.", name=name_of(stranger, turn.words))
        return Replace(await todo_dialog.card(session, turn, page=page, notice=told))


async def _candidates(session: TenantSession, turn: Turn, submitted: CardSubmitted) -> Candidates:
    everybody = await people_store.everybody(session)
    tied = set(everybody) - await strangers.unconnected(session)
    return await choosing.candidates(session, turn, submitted.data, tied)


async def _explained(session: TenantSession, turn: Turn, found: Candidates) -> Candidates:
    """Why somebody in the plan cannot be chosen: a Teams user is tied to them already."""
    chosen = PersonId(int(found.chosen[:10])) if found.chosen.isascii() and found.chosen.isdigit() else None
    names = await people_store.names(session, [chosen]) if chosen else {}
    if chosen not in names:
        return found
    fault = turn.words.say("{name} is known already, in another chat.", name=names[chosen])
    return replace(found, faults={people_choice.PERSON: fault})


def _form(turn: Turn, stranger: Stranger, found: Candidates) -> Card:
    return strangers_card.ask_who(
        stranger,
        found.people,
        found.units,
        turn.words,
        notes={},
        chosen=found.chosen,
        searched=found.searched,
        fault=found.faults.get(people_choice.PERSON, ""),
    )


async def _settled(session: TenantSession, turn: Turn, stranger_id: ContactPointId) -> Reply:
    """Somebody was first: who and when, and what is left to do."""
    by = await strangers.settled_by(session, stranger_id)
    if by is None:
        notice = turn.words.say("That person is known by now. You need not do anything.")
    else:
        notice = turn.words.say(
            "{name} has settled that already, {when}.", name=by[0], when=turn.words.moment(by[1])
        )
    return Replace(await todo_dialog.card(session, turn, notice=notice))


async def _record(
    session: TenantSession, turn: Turn, stranger: Stranger, deed: str, person_id: PersonId | None = None
) -> None:
    await audit.record(
        session,
        deed=deed,
        subject=f"contact_point:{stranger.contact_point_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        person=person_id,
    )


async def _greet(session: TenantSession, turn: Turn, stranger: Stranger, person_id: PersonId) -> None:
    """A message in their own chat, which so far has only heard that nobody knew them."""
    follow_up_round = in_mind(await round_store.every(session), turn.at)
    if follow_up_round is None:
        return
    await matter_store.tell(
        session,
        key=f"recognised:{stranger.contact_point_id}:{person_id}",
        kind=MatterKind.RECOGNISED,
        follow_up_round_id=follow_up_round.follow_up_round_id,
        recipient_id=person_id,
        told_by=turn.person.person_id,
        at=turn.at,
        not_before=turn.desk.calendar.next_open(turn.at),
    )
