"""The strategist gives one person longer, as if that person had asked and been granted it."""

from dataclasses import dataclass
from datetime import date

from cards import people_choice
from cards.asking import day_value
from cards.card import Card
from cards.fields import text_of
from cards.steering import one as one_card
from cards.steering.payloads import DAY, AboutRound, round_of
from dialogs import matters, standings
from dialogs.desk import Turn
from dialogs.steering import showing
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.matters import MatterKind, MatterState, last_day, may_grant
from domain.people import OrgUnitId, Person
from domain.rounds import FollowUpRound
from domain.typed import day_of
from storage import audit, org_units, outbox
from storage import matters as matter_store
from storage import rounds as round_store
from storage.database import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A round with those who have something left in it."""

    follow_up_round: FollowUpRound
    people: tuple[Person, ...]
    units: dict[OrgUnitId, str]


async def ask(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Ask who, and until when."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        found = await _found(session, turn, submitted)
    return Replace(_form(turn, found)) if isinstance(found, Waiting) else found


async def extend(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Give it, and tell the person. The same press twice gives it once."""
    data, about = submitted.data, round_of(submitted.data)
    chosen, searched = text_of(data, people_choice.PERSON), text_of(data, people_choice.SEARCH)
    typed = text_of(data, DAY)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        found = await _found(session, turn, submitted)
        if not isinstance(found, Waiting):
            return found
        person = next((each for each in found.people if str(each.person_id) == chosen), None)
        day = day_of(typed)
        faults = _faults(turn, found, person, typed)
        if faults or person is None or day is None:
            return Replace(
                _form(turn, found, chosen=chosen, searched=searched, day=day_value(day), faults=faults)
            )
        await _give(session, turn, about, person, day)
        told = turn.words.say("{name} has until {day}.", name=person.name, day=turn.words.day(day))
        reply = Replace(await showing.card(session, turn, found.follow_up_round, told))
    turn.desk.wake()
    return reply


async def _give(session: TenantSession, turn: Turn, about: AboutRound, person: Person, day: date) -> None:
    """A question that is granted as it is put, once for each form."""
    matter_id = await matter_store.put(
        session,
        key=f"more_time:given:{about.follow_up_round_id}:{person.person_id}:{about.key}",
        kind=MatterKind.MORE_TIME,
        state=MatterState.ASKED,
        follow_up_round_id=about.follow_up_round_id,
        person_id=person.person_id,
        asked_by=turn.person.person_id,
        at=turn.at,
        until=day,
    )
    matter = await matter_store.find(session, matter_id) if matter_id is not None else None
    if matter is None:
        return
    await outbox.hold(session, about.follow_up_round_id, {person.person_id})
    await matter_store.settle(
        session, matter, MatterState.GRANTED, turn.at, until=day, settled_by=turn.person.person_id
    )
    await audit.record(
        session,
        deed="time.given",
        subject=f"round:{about.follow_up_round_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        owner=person.person_id,
        until=day,
    )
    await matters.tell(session, turn, matter, {person.person_id}, MatterState.GRANTED.value)
    await matters.redraw_lists(session, turn, about.follow_up_round_id, {person.person_id})


async def _found(session: TenantSession, turn: Turn, submitted: CardSubmitted) -> Waiting | Reply:
    about = round_of(submitted.data)
    follow_up_round = await round_store.find(session, about.follow_up_round_id)
    if follow_up_round is None:
        return Refuse(standings.unknown(turn))
    if not follow_up_round.is_open:
        return await showing.overtaken(session, turn, follow_up_round)
    view = await standings.of_round(session, turn, follow_up_round)
    if not view.waiting_for:
        told = turn.words.say("Everything is answered, so nobody needs longer.")
        return Replace(await showing.card(session, turn, follow_up_round, told))
    return Waiting(
        follow_up_round=follow_up_round,
        people=tuple(each.person for each in view.waiting_for),
        units=await org_units.names(session),
    )


def _faults(turn: Turn, found: Waiting, person: Person | None, typed: str) -> dict[str, str]:
    faults, calendar = {}, turn.desk.calendar
    if person is None:
        faults[people_choice.PERSON] = turn.words.say("Choose a person.")
    day = day_of(typed)
    if day is None or not may_grant(found.follow_up_round, day, turn.today, calendar):
        faults[DAY] = turn.words.say(
            "Choose a day after {deadline}, but not later than {last}.",
            deadline=turn.words.day(found.follow_up_round.deadline),
            last=turn.words.day(last_day(found.follow_up_round, calendar)),
        )
    return faults


def _form(
    turn: Turn,
    found: Waiting,
    *,
    chosen: str = "",
    searched: str = "",
    day: str = "",
    faults: dict[str, str] | None = None,
) -> Card:
    return one_card.ask_extend_one(
        found.follow_up_round,
        found.people,
        found.units,
        turn.words,
        key=turn.new_key(),
        nearest=turn.person.org_unit_id,
        last=last_day(found.follow_up_round, turn.desk.calendar),
        chosen=chosen,
        searched=searched,
        day=day,
        faults=faults or {},
    )
