"""The last step of the ladder: when a letter too was given up, somebody at the unit is asked, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.calendar import WorkCalendar
from domain.deliveries import DeliveryKind, Fate
from domain.inquiries import (
    Inquiry,
    Unreached,
    inquiry,
    is_to_coordinator,
    key_to_coordinator,
    key_to_manager,
    manager_to_ask,
    may_be_asked,
    why_not_now,
)
from domain.mail import GiveUpLetter, LetterKind, MailFailure, address_mark
from domain.people import Language, Person, PersonId, stand_in
from domain.reminders import NotWanted, WaitUntil
from domain.rounds import FollowUpRound, FollowUpRoundId
from storage import audit, inquiries, letter_claims, letters, outbox, worklists
from storage import contacts as contact_store
from storage import people as people_store
from storage import rounds as round_store
from storage.database import TenantSession
from storage.letters import StoredLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinator:
    """Who is asked by e-mail where no manager can be; nobody where the address is ""."""

    address: str = ""
    language: Language = Language.SWEDISH


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryDue:
    """A letter that asks, which is to leave now; `recipient` is None for the coordinator."""

    to: str
    language: Language
    recipient: Person | None
    view: Inquiry


async def plan(session: TenantSession, at: datetime, calendar: WorkCalendar, coordinator: Coordinator) -> int:
    """Decide who is asked because of each letter that was given up; returns how many messages it became.

    Each letter is asked about once, however often and by however many this is done: it is marked first, and
    only whoever has marked one asks.
    """
    given_up = await inquiries.unasked(session)
    if not given_up:
        return 0
    managers = await _whom(session, given_up, at, calendar)
    told = 0
    for (_, manager_id), some in _grouped(given_up, managers).items():
        if manager_id is not None:
            told += await _ask_manager(session, some, manager_id, at)
        elif coordinator.address:
            told += await _ask_coordinator(session, some, at)
    return told


async def due(
    session: TenantSession,
    taken: StoredLetter,
    at: datetime,
    calendar: WorkCalendar,
    coordinator: Coordinator,
) -> InquiryDue | NotWanted | WaitUntil | GiveUpLetter:
    """What a letter that asks is to say, and to whom, if it is still wanted."""
    follow_up_round = await round_store.find(session, taken.follow_up_round_id)
    recipient = await _recipient(session, taken, at, calendar)
    if follow_up_round is None or (recipient is None and not is_to_coordinator(taken.key)):
        return NotWanted(Fate.CANCELLED)
    view = await about(session, follow_up_round, taken.key)
    if why := why_not_now(view, recipient, at, calendar):
        return why
    to = recipient.email if recipient else coordinator.address
    if not to or address_mark(to) in await letters.bounced(session):
        return GiveUpLetter(MailFailure.BOUNCED)
    if recipient is not None:
        await letter_claims.name_recipient(session, taken, recipient.person_id)
    language = recipient.language if recipient else coordinator.language
    return InquiryDue(to=to, language=language, recipient=recipient, view=view)


async def about(session: TenantSession, follow_up_round: FollowUpRound, key: str) -> Inquiry:
    """What was asked under that key, as things stand now."""
    asked_about = await inquiries.asked_about(session, key)
    people = await people_store.some(session, asked_about)
    found = []
    for person_id in dict.fromkeys(asked_about):
        if person := people.get(person_id):
            view = await worklists.of_owner(session, follow_up_round, person)
            found.append(Unreached(person=person, outstanding=len(view.outstanding)))
    return inquiry(follow_up_round, found)


async def _whom(
    session: TenantSession, given_up: Sequence[StoredLetter], at: datetime, calendar: WorkCalendar
) -> dict[PersonId, PersonId]:
    """Which manager is asked about each person whom a letter with a form did not reach."""
    people = await people_store.some(session, {each.person_id for each in given_up})
    managers = await people_store.managers(session)
    leading = [manager.person_id for some in managers.values() for manager in some]
    contacts = {
        person_id: contact.state
        for person_id, contact in (await contact_store.of_people(session, leading)).items()
    }
    bounced, today = await letters.bounced(session), calendar.local_day(at)
    found = {
        person_id: manager_to_ask(person, managers, contacts, bounced, today)
        for person_id, person in people.items()
    }
    return {person_id: manager.person_id for person_id, manager in found.items() if manager is not None}


def _grouped(
    given_up: Sequence[StoredLetter], managers: Mapping[PersonId, PersonId]
) -> dict[tuple[FollowUpRoundId, PersonId | None], list[StoredLetter]]:
    """The letters of each round by the manager to ask; None where there is none, or none was reached."""
    found: dict[tuple[FollowUpRoundId, PersonId | None], list[StoredLetter]] = {}
    for each in given_up:
        manager_id = managers.get(each.person_id) if each.kind is LetterKind.FORM else None
        if not is_to_coordinator(each.key):
            found.setdefault((each.follow_up_round_id, manager_id), []).append(each)
    return found


async def _ask_manager(
    session: TenantSession, some: Sequence[StoredLetter], manager_id: PersonId, at: datetime
) -> int:
    key = key_to_manager(some[-1].letter_id, manager_id)
    if not await inquiries.mark(session, some, key):
        return 0
    put = await outbox.put(
        session,
        key=key,
        kind=DeliveryKind.INQUIRY,
        follow_up_round_id=some[-1].follow_up_round_id,
        person_id=manager_id,
        not_before=at,
        at=at,
    )
    await _record(session, some, at, subject=f"person:{manager_id}")
    return put


async def _ask_coordinator(session: TenantSession, some: Sequence[StoredLetter], at: datetime) -> int:
    key = key_to_coordinator(some[-1].letter_id)
    if not await inquiries.mark(session, some, key):
        return 0
    await _record(session, some, at, subject=f"round:{some[-1].follow_up_round_id}")
    return await letters.put_inquiry(session, some[-1], key, at)


async def _record(
    session: TenantSession, some: Sequence[StoredLetter], at: datetime, *, subject: str
) -> None:
    numbers = [each.letter_id for each in some]
    await audit.record(session, deed="letter.unit_asked", subject=subject, at=at, letters=numbers)


async def _recipient(
    session: TenantSession, taken: StoredLetter, at: datetime, calendar: WorkCalendar
) -> Person | None:
    """The manager, or whoever stands in; None for the coordinator, and for who leads nothing any longer."""
    if is_to_coordinator(taken.key):
        return None
    people = await people_store.some(session, [taken.person_id])
    manager = people.get(taken.person_id)
    if manager is None or not may_be_asked(manager):
        return None
    return stand_in(manager, calendar.local_day(at), people)
