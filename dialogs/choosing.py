"""Choosing one person of the plan in a card: who may be, what was typed, and who it turned out to be."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from cards import people_choice
from cards.card import JsonValue
from cards.fields import text_of
from cards.handover import REASON, Candidates
from dialogs.desk import Turn
from domain.contact import ContactPoint, ContactState
from domain.matters import LONGEST_REASON
from domain.people import Person, PersonId
from storage import contacts as contact_store
from storage import org_units
from storage import people as people_store
from storage.database import TenantSession


async def candidates(
    session: TenantSession, turn: Turn, data: Mapping[str, JsonValue], but: Collection[PersonId]
) -> Candidates:
    """Everybody in the plan except those, and what the card sent."""
    everybody = await people_store.everybody(session)
    others = people_choice.others(everybody, but)
    contacts = await contact_store.of_people(session)
    notes = {each.person_id: _note(turn, each, contacts.get(each.person_id)) for each in others}
    return Candidates(
        people=others,
        units=await org_units.names(session),
        # Whoever has searched for somebody else means that one.
        chosen=text_of(data, people_choice.PERSON) or text_of(data, people_choice.NEAR),
        searched=text_of(data, people_choice.SEARCH)[: people_choice.LONGEST_SEARCH],
        reason=text_of(data, REASON),
        notes=notes,
    )


def _note(turn: Turn, person: Person, contact: ContactPoint | None) -> str:
    """Why a question to that person may have to wait."""
    if person.absence is not None and person.is_away(turn.today):
        return turn.words.say("away until {day}", day=turn.words.short_day(person.absence.last_day))
    if contact is None or contact.state is not ContactState.ACTIVE:
        return turn.words.say("cannot be reached in Teams")
    return ""


async def chosen(
    session: TenantSession, turn: Turn, found: Candidates, *, needs_reason: bool
) -> PersonId | Candidates:
    """Who was chosen; or the same with what is wrong at each field."""
    faults = {}
    person = await _person(session, found)
    if person is None:
        faults[people_choice.PERSON] = await _why_nobody(session, turn, found)
    if needs_reason and (fault := reason_fault(turn, found.reason)):
        faults[REASON] = fault
    if person is None or faults:
        return replace(found, faults=faults)
    return person.person_id


def reason_fault(turn: Turn, reason: str) -> str:
    """What is wrong with a reason that has to be given; "" when nothing is."""
    if not reason:
        return turn.words.say("Tell briefly why.")
    if len(reason) > LONGEST_REASON:
        limit = turn.words.number(LONGEST_REASON)
        return turn.words.say("Shorten the text to at most {limit} characters.", limit=limit)
    return ""


async def _person(session: TenantSession, found: Candidates) -> Person | None:
    person_id = await _id_of(session, found.chosen)
    return next((each for each in found.people if each.person_id == person_id), None)


async def _id_of(session: TenantSession, value: str) -> PersonId | None:
    """Our own id, or the Entra object id that a people picker sends."""
    if value.isascii() and value.isdigit():
        return PersonId(int(value[:10]))
    user = await people_store.by_entra_object_id(session, value) if value else None
    return user.person_id if user else None


async def _why_nobody(session: TenantSession, turn: Turn, found: Candidates) -> str:
    say = turn.words.say
    if not found.chosen:
        return say("Choose a person.")
    person_id = await _id_of(session, found.chosen)
    people = await people_store.some(session, [person_id]) if person_id else {}
    if person_id in people:
        return say("{name} cannot be chosen: is responsible already, or is you.", name=people[person_id].name)
    if found.chosen.isdigit():
        return say("That person is not in the action plan. Ask the environment office to add them.")
    # Whoever has never met the bot may be in the plan, but nobody has seen their Entra object id yet.
    return say("I do not recognise that person. Choose a name in the plan, or ask the environment office.")
