"""“I am away”: from when to when, who answers instead, and being back again."""

from dataclasses import replace
from datetime import timedelta

from cards import absence as absence_card
from cards import payloads, people_choice
from cards.absence import AbsenceFields, Choosing, Settled
from cards.card import Card, JsonValue
from cards.fields import LARGEST_ID, text_of
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Replace, Reply, Show
from domain import absence as absence_rules
from domain.absence import FIRST, LAST, SURE_WITHIN, AbsenceFault
from domain.contact import ContactState
from domain.days_in_words import Days, days_of
from domain.people import Absence, Person, PersonId
from domain.rounds import in_mind
from storage import audit, org_units, stand_ins
from storage import contacts as contact_store
from storage import people as people_store
from storage import rounds as round_store
from storage.database import TenantSession


async def ask(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The card where one says when one is away and who answers instead."""
    return Replace(await _asking(turn, _as_stored(turn), about=_about(submitted)))


async def asked(turn: Turn) -> Reply:
    """`jag är borta`."""
    return Show(await _asking(turn, _as_stored(turn)))


async def said(turn: Turn, text: str) -> Reply:
    """“Jag är borta …”: at once when all is known, with the card when something is missing or far away.

    `text` is what was said of the days, "" for nothing.
    """
    if not text:
        return await asked(turn)
    days = days_of(text, turn.today)
    notice = _why_not(turn, days)
    if notice or days is None or days.last is None:
        first = days.first.isoformat() if days and not notice else ""
        return Show(await _asking(turn, replace(_as_stored(turn), first=first, last=""), notice=notice))
    fields = replace(_as_stored(turn), first=days.first.isoformat(), last=days.last.isoformat())
    deputy_id = turn.person.absence.deputy_id if turn.person.absence else None
    if deputy_id is None or days.last - turn.today > SURE_WITHIN:
        return Show(await _asking(turn, fields))
    card = await _set(turn, days, deputy_id)
    return Show(card or await _asking(turn, replace(fields, person="")))


async def set_absence(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Remember it, and say exactly what happens; what is missing or wrong is told at its field."""
    data, about = submitted.data, _about(submitted)
    fields = AbsenceFields(
        first=text_of(data, FIRST),
        last=text_of(data, LAST),
        person=text_of(data, people_choice.PERSON),
        search=text_of(data, people_choice.SEARCH),
    )
    days = absence_rules.check(fields.first, fields.last, turn.today)
    deputy = await _deputy(turn, fields.person)
    if deputy and isinstance(days, Days) and (card := await _set(turn, days, deputy.person_id, about)):
        return Replace(card)
    fields = replace(fields, person=str(deputy.person_id) if deputy else "")
    faults = {} if isinstance(days, Days) else days
    is_searching = bool(fields.search) and not deputy
    fault = "" if deputy or is_searching else turn.words.say("Choose who answers while you are away.")
    return Replace(await _asking(turn, fields, about=about, faults=faults, deputy_fault=fault))


async def end(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Back again, or never away after all."""
    return Replace(await _end(turn, _about(submitted)))


async def back(turn: Turn) -> Reply:
    """`jag är tillbaka`."""
    return Show(await _end(turn))


async def _set(
    turn: Turn, days: Days, deputy_id: PersonId, about: payloads.AboutWorklist | None = None
) -> Card | None:
    """Remember it once and draw the receipt; None when the deputy is not in the plan any longer."""
    assert days.last is not None
    absence = Absence(first_day=days.first, last_day=days.last, deputy_id=deputy_id)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        people = await people_store.some(session, {turn.person.person_id, deputy_id})
        deputy = people.get(deputy_id)
        if deputy is None or deputy_id == turn.person.person_id:
            return None
        if turn.person.absence != absence:
            await people_store.set_absence(session, turn.person.person_id, absence)
            await _record(session, turn, "person.absence_set", absence)
            await _tell(session, turn, absence)
        contact = (await contact_store.of_people(session, [deputy_id])).get(deputy_id)
    settled = Settled(
        absence=absence,
        deputy=deputy,
        gap=absence_rules.gap_of(replace(turn.person, absence=absence), people),
        is_reachable=contact is not None and contact.state is ContactState.ACTIVE,
        about=about,
    )
    return absence_card.receipt(settled, turn.words, turn.today)


async def _end(turn: Turn, about: payloads.AboutWorklist | None = None) -> Card:
    absence = turn.person.absence
    if absence is None or absence.last_day < turn.today:
        return absence_card.not_away(turn.words, about)
    has_begun = absence.first_day < turn.today
    # What has been is left as it was, and with it who stood in: the next time it need not be asked.
    left = replace(absence, last_day=turn.today - timedelta(days=1)) if has_begun else None
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await people_store.set_absence(session, turn.person.person_id, left)
        await stand_ins.take_back(session, turn.person.person_id, turn.at)
        await _record(session, turn, "person.absence_ended", absence)
    card = absence_card.ended if absence.covers(turn.today) else absence_card.called_off
    return card(turn.words, about)


async def _tell(session: TenantSession, turn: Turn, absence: Absence) -> None:
    """Whoever stands in is told, as soon as there is a follow-up to stand in for."""
    follow_up_round = in_mind(await round_store.every(session), turn.at)
    if follow_up_round is not None:
        await stand_ins.tell(
            session,
            turn.person.person_id,
            absence,
            follow_up_round.follow_up_round_id,
            at=turn.at,
            not_before=turn.desk.calendar.next_open(turn.at),
        )


async def _record(session: TenantSession, turn: Turn, deed: str, absence: Absence) -> None:
    await audit.record(
        session,
        deed=deed,
        subject=f"person:{turn.person.person_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        first_day=absence.first_day,
        last_day=absence.last_day,
        deputy=absence.deputy_id,
    )


async def _asking(
    turn: Turn,
    fields: AbsenceFields,
    *,
    about: payloads.AboutWorklist | None = None,
    faults: absence_rules.Faults | None = None,
    deputy_fault: str = "",
    notice: str = "",
) -> Card:
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        people = await people_store.everybody(session)
        units = await org_units.names(session)
    choosing = Choosing(
        reader=turn.person,
        people=people_choice.others(people, {turn.person.person_id}),
        units=units,
        today=turn.today,
        about=about,
        faults=faults or {},
        deputy_fault=deputy_fault,
        notice=notice,
    )
    return absence_card.ask(fields, choosing, turn.words)


def _as_stored(turn: Turn) -> AbsenceFields:
    """What is known already; days that are over are not offered again, but whoever stood in is.

    Most who say that they are away are so from today.
    """
    absence, today = turn.person.absence, turn.today.isoformat()
    if absence is None:
        return AbsenceFields(first=today)
    deputy = AbsenceFields(first=today, person=str(absence.deputy_id))
    if absence.last_day < turn.today:
        return deputy
    return replace(deputy, first=absence.first_day.isoformat(), last=absence.last_day.isoformat())


def _why_not(turn: Turn, days: Days | None) -> str:
    say = turn.words.say
    example = say("Write for example “I am away 1–15 August” or “I am away until Friday”, or fill in below.")
    if days is None:
        return f"{say('I could not make out which days you mean.')} {example}"
    fault = absence_rules.days_fault(days, turn.today) if days.last else None
    if fault is None or fault is AbsenceFault.MISSING:
        return ""
    return f"{absence_card.fault_text(fault, turn.words)} {example}"


async def _deputy(turn: Turn, chosen: str) -> Person | None:
    """Whoever was chosen, by our own number or by the Entra object id that Teams' people picker sends."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        if chosen.isascii() and chosen.isdigit():
            wanted = PersonId(min(int(chosen[:10]), LARGEST_ID))
            found = (await people_store.some(session, [wanted])).get(wanted)
        else:
            found = await people_store.by_entra_object_id(session, chosen) if chosen else None
    return found if found and found.person_id != turn.person.person_id else None


def _about(submitted: CardSubmitted) -> payloads.AboutWorklist | None:
    data: dict[str, JsonValue] = dict(submitted.data)
    return payloads.worklist_of(data) if "round" in data else None
