"""Whether a claimed message is wanted now and who gets it, for the artist who draws it and for rehearsals."""

from dataclasses import dataclass
from datetime import date, datetime

from domain import questions, reminders
from domain.calendar import WorkCalendar
from domain.contact import ContactPoint, ContactState
from domain.deliveries import DeliveryKind, FailureReason
from domain.escalation import Escalation, escalation, is_due
from domain.inquiries import may_be_asked, why_not_now
from domain.matters import Dossier, MatterKind, still_concerns
from domain.people import Person, reached_through, stand_in
from domain.permissions import READERS_OF_SUMMARY, has_any, leads
from domain.reminders import NotWanted, ReminderKind, SendTo, WaitUntil
from scheduler.scene import Scene
from storage.claims import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """It is wanted, and this is where it goes."""

    recipient: Person
    contact: ContactPoint


@dataclass(frozen=True, slots=True)
class Unreachable:
    """There is nowhere to send it."""

    reason: FailureReason


Judgement = Addressed | Unreachable | NotWanted | WaitUntil


def judged(
    delivery: Delivery, owner: Person, scene: Scene, at: datetime, calendar: WorkCalendar
) -> Judgement:
    """What is to be done with a reminder, an escalation, an inquiry or a summary at that time."""
    match delivery.kind:
        case DeliveryKind.REMINDER:
            decided = _reminder(delivery, owner, scene, at, calendar)
        case DeliveryKind.ESCALATION:
            decided = _escalation(owner, scene, at, calendar)
        case DeliveryKind.INQUIRY:
            decided = _inquiry(delivery, owner, scene, at, calendar)
        case _:
            decided = _summary(owner, at, calendar)
    if not isinstance(decided, SendTo):
        return decided
    contact = reachable(scene, decided.recipient)
    if isinstance(contact, Unreachable):
        return contact
    return Addressed(recipient=decided.recipient, contact=contact)


def matter_to(
    delivery: Delivery,
    dossier: Dossier,
    reader: Person,
    scene: Scene,
    *,
    at: datetime,
    calendar: WorkCalendar,
) -> Judgement:
    """Who gets a message about a matter, new or redrawn: whoever it is to, or stands in for them."""
    is_new = not delivery.message_id
    recipient = _reads(delivery, dossier, reader, scene, calendar.local_day(at))
    if recipient is None:
        return NotWanted()
    opening = calendar.within(recipient.hours).next_open(at)
    if is_new and opening > at:
        return WaitUntil(opening)
    contact = reachable(scene, recipient)
    if isinstance(contact, Unreachable):
        return contact
    if is_new and not _still_concerns(dossier, reader):
        return NotWanted()
    if (recipient.person_id, delivery.message_id) in scene.open_forms:
        # Whoever has replied may be correcting their answer in the same message.
        return NotWanted()
    return Addressed(recipient=recipient, contact=contact)


def _reads(delivery: Delivery, dossier: Dossier, reader: Person, scene: Scene, on: date) -> Person | None:
    if delivery.message_id:
        return scene.people.get(delivery.recipient_id or reader.person_id)
    if dossier.matter.kind is not MatterKind.QUESTION:
        return reader
    return questions.addressee(dossier, reader, on, scene.people)


def _still_concerns(dossier: Dossier, reader: Person) -> bool:
    if dossier.matter.kind is MatterKind.QUESTION:
        return questions.concerns(dossier, reader)
    return still_concerns(dossier.matter, reader)


def reachable(scene: Scene, person: Person) -> ContactPoint | Unreachable:
    """Where somebody can be written to, or why nowhere."""
    contact = scene.contacts.get(person.person_id)
    if contact is None or contact.state is ContactState.UNINSTALLED:
        return Unreachable(FailureReason.NOT_INSTALLED)
    if contact.state is ContactState.BLOCKED:
        return Unreachable(FailureReason.BLOCKED)
    return contact


def escalation_to(manager: Person, scene: Scene, at: datetime, calendar: WorkCalendar) -> Escalation | None:
    """What the unit that somebody leads has outstanding; None when they lead none that takes part."""
    org_unit = next((each for each in scene.org_units if leads(manager, each.org_unit_id)), None)
    if org_unit is None:
        return None
    states = {person_id: contact.state for person_id, contact in scene.contacts.items()}
    today = calendar.local_day(at)
    return escalation(
        scene.follow_up_round,
        org_unit,
        scene.items,
        people=scene.people,
        contacts=reached_through(scene.people, states, today),
        own_deadlines=scene.own_deadlines,
        on=today,
    )


def _reminder(
    delivery: Delivery, owner: Person, scene: Scene, at: datetime, calendar: WorkCalendar
) -> SendTo | WaitUntil | NotWanted:
    return reminders.judge(
        owner,
        step_key=delivery.reminder_key if delivery.reminder_kind is ReminderKind.STEP else "",
        outstanding=scene.outstanding_of(owner),
        follow_up_round=scene.follow_up_round,
        people=scene.people,
        at=at,
        calendar=calendar,
        own=scene.own_deadlines.get(owner.person_id),
    )


def _escalation(
    manager: Person, scene: Scene, at: datetime, calendar: WorkCalendar
) -> SendTo | WaitUntil | NotWanted:
    """To the manager, or to whoever stands in; nothing when the unit has answered meanwhile."""
    if not is_due(scene.follow_up_round, at, calendar):
        return NotWanted()
    view = escalation_to(manager, scene, at, calendar)
    if view is None or not view.silent:
        return NotWanted()
    recipient = stand_in(manager, calendar.local_day(at), scene.people)
    opening = calendar.within(recipient.hours).next_open(at)
    return WaitUntil(opening) if opening > at else SendTo(recipient)


def _inquiry(
    delivery: Delivery, manager: Person, scene: Scene, at: datetime, calendar: WorkCalendar
) -> SendTo | WaitUntil | NotWanted:
    """To the manager, or to whoever stands in; nothing when everybody has been reached meanwhile."""
    asked = scene.inquiries.get(delivery.delivery_id)
    if asked is None or not may_be_asked(manager):
        return NotWanted()
    recipient = stand_in(manager, calendar.local_day(at), scene.people)
    return why_not_now(asked, recipient, at, calendar) or SendTo(recipient)


def _summary(reader: Person, at: datetime, calendar: WorkCalendar) -> SendTo | WaitUntil | NotWanted:
    if not has_any(reader, READERS_OF_SUMMARY):
        return NotWanted()
    opening = calendar.next_open(at)
    return WaitUntil(opening) if opening > at else SendTo(reader)
