"""From a claimed message to the card that is sent, or to why none is; judged as things stand now."""

import random
from dataclasses import dataclass, replace
from datetime import datetime

from cards import escalation as escalation_card
from cards import greeting as greetings
from cards import inquiry as inquiry_card
from cards import matter as matter_card
from cards import preflight as preflight_card
from cards import worklist as worklist_card
from cards.card import Card
from cards.summary import front
from cards.words import Words
from domain.calendar import WorkCalendar
from domain.contact import ContactPoint
from domain.deliveries import DeliveryKind
from domain.escalation import told_on
from domain.matters import last_day
from domain.people import Person, reached_through
from domain.permissions import IMPORTERS, STRATEGISTS, has_any
from domain.preflight import Crew, preflight
from domain.reminders import NotWanted, WaitUntil
from domain.rounds import FollowUpRound
from domain.worklist import Worklist
from scheduler import redrawing
from scheduler.judging import Addressed, Unreachable, escalation_to, judged, matter_to
from scheduler.judging import reachable as reachable_in
from scheduler.scene import Scene
from storage.claims import Delivery


def words_for(person: Person, contact: ContactPoint | None) -> Words:
    """The language of the person's Teams; until it is known, the one given for them in the plan."""
    client = contact.language if contact else None
    return Words(language=client or person.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A card ready to go; `message_id` names the message that it replaces, "" for a new one.

    `is_form` when it is a form that stands open in the message, which a list had covered.
    """

    recipient: Person
    contact: ContactPoint
    card: Card
    message_id: str = ""
    is_form: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Whoever asked for it has called it back."""


Verdict = Drawn | Unreachable | Withdrawn | NotWanted | WaitUntil


@dataclass(frozen=True, slots=True, kw_only=True)
class Artist:
    """Judges and draws; knows the calendar, and whether the app may be installed for people."""

    calendar: WorkCalendar
    may_install: bool = False

    def draw(self, delivery: Delivery, scene: Scene, at: datetime) -> Verdict:
        """What to do with one message now."""
        if delivery.is_withdrawn:
            return Withdrawn()
        owner = scene.people.get(delivery.person_id)
        if owner is None:
            return NotWanted()
        match delivery.kind:
            case DeliveryKind.REMINDER:
                return self._reminder(delivery, owner, scene, at)
            case DeliveryKind.CARD_UPDATE if delivery.matter_id is not None:
                return self._matter(delivery, owner, scene, at)
            case DeliveryKind.CARD_UPDATE:
                return self._update(delivery, owner, scene, at)
            case DeliveryKind.SUMMARY:
                return self._summary(delivery, owner, scene, at)
            case DeliveryKind.PREFLIGHT:
                return self._preflight(owner, scene, at)
            case DeliveryKind.ESCALATION | DeliveryKind.INQUIRY:
                return self._to_manager(delivery, owner, scene, at)
            case DeliveryKind.MATTER:
                return self._matter(delivery, owner, scene, at)

    def _reminder(self, delivery: Delivery, owner: Person, scene: Scene, at: datetime) -> Verdict:
        judgement = judged(delivery, owner, scene, at, self.calendar)
        if not isinstance(judgement, Addressed):
            return judgement
        view = scene.worklist_of(owner)
        words, today = words_for(judgement.recipient, judgement.contact), self.calendar.local_day(at)
        greeting = greetings.reminder_greeting(
            owner,
            judgement.recipient,
            _due_by(view),
            words,
            today=today,
            calendar=self.calendar,
            asked_by=scene.names.get(delivery.requested_by, "") if delivery.requested_by else "",
            sentence=delivery.sentence,
            told_on=told_on(scene.follow_up_round, view.due_by, self.calendar)
            if scene.is_led(view)
            else None,
        )
        card = worklist_card.worklist(
            view,
            words,
            key=_new_key(),
            today=today,
            greeting=greeting,
            drafted=scene.drafted(judgement.recipient),
        )
        return Drawn(recipient=judgement.recipient, contact=judgement.contact, card=card)

    def _update(self, delivery: Delivery, owner: Person, scene: Scene, at: datetime) -> Verdict:
        recipient = scene.people.get(delivery.recipient_id or delivery.person_id)
        if recipient is None:
            return NotWanted()
        reachable = reachable_in(scene, recipient)
        if isinstance(reachable, Unreachable):
            return reachable
        occupied_until = scene.occupied_until(delivery)
        if occupied_until is not None and occupied_until > at:
            return WaitUntil(occupied_until)
        shown = redrawing.redrawn(
            delivery,
            scene.worklist_of(owner),
            recipient,
            scene,
            words_for(recipient, reachable),
            key=_new_key(),
            today=self.calendar.local_day(at),
        )
        if shown is None:
            return NotWanted()
        return Drawn(
            recipient=recipient,
            contact=reachable,
            card=shown.card,
            message_id=delivery.message_id,
            is_form=shown.is_form,
        )

    def _matter(self, delivery: Delivery, reader: Person, scene: Scene, at: datetime) -> Verdict:
        dossier = scene.dossiers.get(delivery.matter_id) if delivery.matter_id is not None else None
        if dossier is None:
            return NotWanted()
        judgement = matter_to(delivery, dossier, reader, scene, at=at, calendar=self.calendar)
        if not isinstance(judgement, Addressed):
            return judgement
        recipient = judgement.recipient
        card = matter_card.matter(
            dossier,
            recipient,
            words_for(recipient, judgement.contact),
            on=self.calendar.local_day(at),
            last=last_day(dossier.follow_up_round, self.calendar),
            in_place_of=None if recipient.person_id == reader.person_id else reader,
        )
        return Drawn(
            recipient=recipient, contact=judgement.contact, card=card, message_id=delivery.message_id
        )

    def _summary(self, delivery: Delivery, reader: Person, scene: Scene, at: datetime) -> Verdict:
        judgement = judged(delivery, reader, scene, at, self.calendar)
        if not isinstance(judgement, Addressed):
            return judgement
        if scene.summary is None:
            return NotWanted()
        card = front.summary(
            replace(scene.summary, follow_up_round=scene.follow_up_round),
            words_for(reader, judgement.contact),
            municipality=scene.group.name,
        )
        return Drawn(recipient=reader, contact=judgement.contact, card=card)

    def _preflight(self, reader: Person, scene: Scene, at: datetime) -> Verdict:
        if not has_any(reader, IMPORTERS) or scene.outline is None:
            return NotWanted()
        opening = self.calendar.within(reader.hours).next_open(at)
        if opening > at:
            return WaitUntil(opening)
        reachable = reachable_in(scene, reader)
        if isinstance(reachable, Unreachable):
            return reachable
        states = {person_id: contact.state for person_id, contact in scene.contacts.items()}
        crew = Crew(
            people=scene.people,
            contacts=reached_through(scene.people, states, self.calendar.local_day(at)),
            directory=scene.directory,
            reached=frozenset(scene.contacts),
            installations=scene.installations,
            may_install=self.may_install,
        )
        view = preflight(scene.follow_up_round, scene.outline, scene.items, crew)
        card = preflight_card.preflight(
            view,
            words_for(reader, reachable),
            key=_new_key(),
            has_overview=has_any(reader, STRATEGISTS),
        )
        return Drawn(recipient=reader, contact=reachable, card=card)

    def _to_manager(self, delivery: Delivery, manager: Person, scene: Scene, at: datetime) -> Verdict:
        judgement = judged(delivery, manager, scene, at, self.calendar)
        if not isinstance(judgement, Addressed):
            return judgement
        recipient = judgement.recipient
        stands_in_for = None if recipient.person_id == manager.person_id else manager
        words = words_for(recipient, judgement.contact)
        if asked := scene.inquiries.get(delivery.delivery_id):
            card = inquiry_card.inquiry(asked, words, stands_in_for=stands_in_for)
        elif view := escalation_to(manager, scene, at, self.calendar):
            card = escalation_card.escalation(view, words, stands_in_for=stands_in_for)
        else:
            return NotWanted()
        return Drawn(recipient=recipient, contact=judgement.contact, card=card)


def _due_by(view: Worklist) -> FollowUpRound:
    """The round as it is to the owner, who may have been given more time."""
    follow_up_round = view.follow_up_round
    is_own = view.due_by != follow_up_round.deadline
    return replace(follow_up_round, deadline=view.due_by) if is_own else follow_up_round


def _new_key() -> str:
    # It tells one card from another and keeps no secret: whoever presses answers in their own name.
    return f"{random.getrandbits(64):016x}"
