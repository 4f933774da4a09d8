"""The reply to a question, which only one can give; and the asker who takes the question back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cards import payloads
from cards import todo as todo_card
from cards.card import JsonValue
from cards.fields import text_of
from cards.question.matter import Look, question
from cards.question.payloads import REPLY, WARNED, kept_from_list
from dialogs import matters
from dialogs.desk import Turn
from dialogs.questions.doubting import doubt
from dialogs.turn import CardSubmitted, Replace, Reply
from domain.matters import Dossier, Matter, MatterKind, MatterState, Part
from domain.people import Person
from domain.permissions import may_see_worklist
from domain.questions import LONGEST_REPLY, part_of, responsible
from storage import audit, dossiers, matter_messages, outbox
from storage import matters as matter_store
from storage import people as people_store
from storage.database import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A question, and the part in it of whoever is talking; `in_place_of` is whom they stand in for."""

    dossier: Dossier
    part: Part
    in_place_of: Person | None = None


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The question, from the list, for somebody who has a part in it."""
    matter_id = payloads.matter_of(submitted.data).matter_id
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        matter = await matter_store.find(session, matter_id)
        found = await _standing(session, turn, matter) if matter else None
    if found is None or found.part is Part.BYSTANDER:
        return matters.gone(turn)
    return _shown(turn, found, _kept(submitted.data))


async def reply(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Reply, unless somebody else has, or the question has been taken back."""
    matter_id, kept = payloads.matter_of(submitted.data).matter_id, _kept(submitted.data)
    text = text_of(submitted.data, REPLY)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        matter = await matter_store.held(session, matter_id, MatterKind.QUESTION)
        found = await _standing(session, turn, matter) if matter else None
        may_reply = found is not None and found.part in {Part.ASKED, Part.STRATEGIST}
        if found is not None and may_reply:
            written = _written(turn, found, submitted.data, text)
            if written is None:
                await _settle(session, turn, found.dossier, MatterState.REPLIED, reply=text)
                found = replace(found, dossier=await _now(session, found.dossier))
    if found is None or not may_reply:
        return matters.gone(turn)
    if written is not None:
        return _shown(turn, found, kept, written)
    turn.desk.wake()
    return _shown(turn, found, kept)


async def withdraw(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Take one's own question back, unless it has been replied to meanwhile."""
    matter_id = payloads.matter_of(submitted.data).matter_id
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        matter = await matter_store.held(session, matter_id, MatterKind.QUESTION)
        found = await _standing(session, turn, matter) if matter else None
        if found is not None and found.part is Part.ASKER and found.dossier.matter.is_open:
            await _settle(session, turn, found.dossier, MatterState.WITHDRAWN)
            found = replace(found, dossier=await _now(session, found.dossier))
    if found is None or found.part is not Part.ASKER:
        return matters.gone(turn)
    turn.desk.wake()
    return _shown(turn, found, _kept(submitted.data))


async def _standing(session: TenantSession, turn: Turn, matter: Matter) -> Standing | None:
    if matter.kind is not MatterKind.QUESTION:
        return None
    dossier = await dossiers.one(session, matter)
    part = part_of(dossier, turn.person)
    if part is not Part.BYSTANDER or dossier.item is None:
        return Standing(dossier=dossier, part=part)
    asked = responsible(dossier.item.plan_activity, matter.askers)
    people = await people_store.some(session, asked)
    away = (people[each] for each in sorted(asked) if each in people)
    found = (each for each in away if may_see_worklist(turn.person, each, turn.today, people))
    in_place_of = next(found, None)
    return Standing(
        dossier=dossier, part=Part.ASKED if in_place_of else Part.BYSTANDER, in_place_of=in_place_of
    )


def _written(turn: Turn, found: Standing, data: Mapping[str, JsonValue], text: str) -> Look | None:
    """What was typed, with why it cannot be sent (yet); None when it can."""
    say, look = turn.words.say, Look(reader=turn.person, on=turn.today, reply=text)
    if not found.dossier.matter.is_open:
        return look
    if found.dossier.item is None:
        return replace(look, notice=say("That activity is not in the plan any longer."))
    if not text:
        return replace(look, fault=say("Write a reply."))
    if len(text) > LONGEST_REPLY:
        limit = turn.words.number(LONGEST_REPLY)
        return replace(look, fault=say("Shorten the text to at most {limit} characters.", limit=limit))
    doubted = "" if text_of(data, WARNED) == "true" else doubt(turn, text)
    return replace(look, notice=doubted, warned=True) if doubted else None


async def _settle(
    session: TenantSession, turn: Turn, dossier: Dossier, state: MatterState, *, reply: str = ""
) -> None:
    matter, item = dossier.matter, dossier.item
    asked = responsible(item.plan_activity, ()) if item else frozenset()
    told = matter.askers if state is MatterState.REPLIED else frozenset()
    await outbox.hold(session, matter.follow_up_round_id, matter.involved | asked)
    await matter_store.settle(session, matter, state, turn.at, reply=reply, settled_by=turn.person.person_id)
    await audit.record(
        session,
        deed=f"question.{state.value}",
        subject=f"plan_activity:{matter.plan_activity_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        matter=matter.matter_id,
    )
    await matter_messages.redraw(session, matter, turn.at)
    await matters.tell(session, turn, matter, told, state.value)


async def _now(session: TenantSession, dossier: Dossier) -> Dossier:
    matter = await matter_store.find(session, dossier.matter.matter_id)
    return await dossiers.one(session, matter or dossier.matter)


def _kept(data: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    return kept_from_list(data) or todo_card.kept(data)


def _shown(turn: Turn, found: Standing, kept: Mapping[str, JsonValue], look: Look | None = None) -> Replace:
    plain = look or Look(reader=turn.person, on=turn.today)
    shown = replace(plain, in_place_of=found.in_place_of, kept=kept)
    return Replace(question(found.dossier, shown, turn.words))
