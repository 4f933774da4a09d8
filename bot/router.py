"""From what came in to who answers it: the person, their roles, and one handler for each verb and command."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot import phrases
from bot.presses import VERBS
from bot.watching import turns
from cards.fields import PayloadError
from cards.verbs import Verb
from cards.words import Words
from dialogs import (
    absence,
    amending,
    files,
    living,
    notice_boards,
    onboarding,
    plan_import,
    refusals,
    text_answers,
)
from dialogs import help as help_dialog
from dialogs.desk import Desk, Turn
from dialogs.rights import Rights
from dialogs.summary import searching as summary_questions
from dialogs.turn import (
    AddedToTeam,
    BotInstalled,
    BotRemoved,
    CardSubmitted,
    FileConsented,
    FileReceived,
    Incoming,
    Nothing,
    OfferFile,
    Refuse,
    RemovedFromTeam,
    Reply,
    Say,
    Show,
    TextSaid,
)
from dialogs.year import planning
from domain.absence import told_in
from domain.amendments import number_to_amend
from domain.contact import ContactPoint, Member
from domain.errors import UnknownTenantError
from domain.people import Language, Person, Role
from domain.permissions import EVERYBODY, IMPORTERS, SEALERS, STRATEGISTS, has_any
from domain.year.asked import asks_to_plan, meeting_asked_for
from scheduler.drawing import words_for
from scheduler.messenger import DeliveryError
from storage import contacts as contact_store
from storage import people as people_store
from storage import strangers

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Router:
    """Answers everything that comes in. `file_links` is where files are fetched by link; "" in Teams.

    `rights` looks at people's groups when they act; nobody does while no group gives any role.
    """

    desk: Desk
    clock: Callable[[], datetime]
    file_links: str = ""
    rights: Rights | None = None

    async def answer(self, incoming: Incoming) -> Reply:
        """One turn, for a caller that the door has let in."""
        at, words = self.clock(), self._words(incoming, None)
        if isinstance(incoming, AddedToTeam | RemovedFromTeam):
            return await self._of_team(incoming, at, words)
        if not incoming.contact.conversation_id:
            return Say(words.say("Write to me in our own chat, then only you see the answer."))
        if isinstance(incoming, BotRemoved):
            return await onboarding.removed(self.desk, incoming, at)
        try:
            person, contact = await self._recognise(incoming, at)
        except UnknownTenantError:
            return Say(words.say("No action plan has been read in yet. Ask the environment office."))
        if person is None:
            if isinstance(incoming, CardSubmitted):
                await refusals.of_stranger(self.desk, incoming, at)
            return await onboarding.unknown(self.desk, incoming, words, at)
        turns.recognised(person)
        if self.rights is not None:
            person = await self.rights.current(contact.tenant_id, person, _allowed(incoming), at)
        turn = Turn(
            desk=self.desk, at=at, person=person, contact=contact, words=self._words(incoming, person)
        )
        reply = files.bounded(turn, await _handle(turn, incoming))
        await refusals.of_denied(turn, incoming, reply)
        return reply

    async def _of_team(self, incoming: AddedToTeam | RemovedFromTeam, at: datetime, words: Words) -> Reply:
        if incoming.sender.tenant_id not in await self.desk.database.tenants():
            return Nothing()
        if isinstance(incoming, AddedToTeam):
            return await notice_boards.added(self.desk, incoming, words, at)
        return await notice_boards.removed(self.desk, incoming, at)

    async def said(self, incoming: Incoming, reply: Reply, message_id: str) -> None:
        """Our answer stands in that message; a list in it becomes the one in its chat."""
        if isinstance(reply, Show) and reply.listed is not None:
            is_in_place = isinstance(incoming, CardSubmitted) and incoming.message_id == message_id
            note = living.shown_in if is_in_place else living.posted
            await note(self.desk, incoming.sender.tenant_id, reply.listed, message_id, self.clock())

    async def keep(self, incoming: Incoming, offered: OfferFile) -> files.Kept:
        """Keep a file that is offered to whoever is talking, until they have said whether they want it."""
        async with self.desk.database.reading(incoming.sender.tenant_id) as session:
            person = await people_store.by_entra_object_id(session, incoming.contact.entra_object_id)
        words = self._words(incoming, person)
        return await files.keep(
            self.desk, incoming.contact, offered, words=words, at=self.clock(), links=self.file_links
        )

    async def unsaid(self, incoming: Incoming) -> None:
        """Our answer did not arrive; somebody who was to be welcomed is welcomed the next time."""
        if isinstance(incoming, BotInstalled):
            async with self.desk.database.writing(incoming.sender.tenant_id) as session:
                await contact_store.give_back_welcome(session, incoming.contact)

    def apology(self, incoming: Incoming) -> str:
        """What somebody is told when we have failed them."""
        return self._words(incoming, None).say(
            "Something went wrong with us, and nothing was saved. Please try again in a while."
        )

    def _words(self, incoming: Incoming, person: Person | None) -> Words:
        if person is not None:
            return words_for(person, incoming.contact)
        return Words(language=incoming.contact.language or Language.SWEDISH)

    async def _recognise(self, incoming: Incoming, at: datetime) -> tuple[Person | None, ContactPoint]:
        """Who is talking; their contact point is refreshed, since the platform may move it."""
        tenant_id, contact = incoming.sender.tenant_id, incoming.contact
        async with self.desk.database.reading(tenant_id) as session:
            person = await people_store.recognised(session, contact)
            if person is not None and not isinstance(incoming, BotInstalled):
                return person, _of_person(contact, person)
            person = person or await people_store.by_entra_object_id(session, contact.entra_object_id)
        if tenant_id not in await self.desk.database.tenants():
            raise UnknownTenantError(tenant_id)
        member = None if person else await self._member(contact)
        async with self.desk.database.writing(tenant_id) as session:
            addresses = member.addresses if member else ()
            person = person or await people_store.match(session, contact.entra_object_id, addresses)
            learned = await contact_store.learn(session, _of_person(contact, person), at)
            if person is None:
                name = member.name if member else incoming.sender.name
                await strangers.called(session, contact.entra_object_id, name)
            return person, learned

    async def _member(self, contact: ContactPoint) -> Member | None:
        """The name and the e-mail addresses that the roster knows; the body of a request is not asked."""
        try:
            member = await self.desk.messenger.look_up(contact)
        except DeliveryError as error:
            log.warning("The roster could not say who wrote: %s", error)
            return None
        return member if member.entra_object_id == contact.entra_object_id else None


def _of_person(contact: ContactPoint, person: Person | None) -> ContactPoint:
    return contact if person is None else contact.of(person.person_id)


def _allowed(incoming: Incoming) -> frozenset[Role]:
    """Who may do what somebody does: anybody, unless it is somebody's alone."""
    match incoming:
        case CardSubmitted() if incoming.verb in VERBS:
            return VERBS[Verb(incoming.verb)].roles
        case TextSaid() if number_to_amend(incoming.text) is not None or asks_to_plan(incoming.text):
            return STRATEGISTS
        case TextSaid() if command := phrases.named(incoming.text):
            return command.roles
        case FileReceived():
            return IMPORTERS
        case _:
            return EVERYBODY


async def _handle(turn: Turn, incoming: Incoming) -> Reply:
    match incoming:
        case BotInstalled():
            return await onboarding.welcome(turn)
        case TextSaid():
            return await _command(turn, incoming.text)
        case CardSubmitted():
            return await _press(turn, incoming)
        case FileConsented():
            return await files.consented(turn, incoming)
        case FileReceived():
            return await plan_import.received(turn, incoming)
        case _:
            return await help_dialog.not_understood(turn)


async def _command(turn: Turn, text: str) -> Reply:
    command = phrases.named(text)
    if command is None:
        return await _free_text(turn, text)
    turns.commanded(phrases.spelled(text))
    if not has_any(turn.person, command.roles):
        await refusals.of_person(turn, f"command:{phrases.spelled(text)}")
        return Say(_not_for_you(turn, command.roles))
    return await command.handler(turn)


async def _free_text(turn: Turn, text: str) -> Reply:
    """What is no command may say that somebody is away, or be answers in words."""
    asked = await _of_strategists(turn, text)
    if asked is not None:
        return asked
    days = told_in(text)
    if days is not None:
        return await absence.said(turn, days)
    # What an owner may mean as an answer is one, also where the owner reads the summary too.
    return (
        await text_answers.said(turn, text)
        or await summary_questions.asked(turn, text)
        or await help_dialog.not_understood(turn)
    )


async def _of_strategists(turn: Turn, text: str) -> Reply | None:
    """What strategists alone ask with a number or a day in it; None when it is nothing of that kind."""
    number, plans = number_to_amend(text), asks_to_plan(text)
    if number is None and not plans:
        return None
    if not has_any(turn.person, STRATEGISTS):
        await refusals.of_person(turn, "command:plan" if plans else "command:amend")
        return Say(_not_for_you(turn, STRATEGISTS))
    if number is not None:
        return await amending.asked(turn, number)
    meeting = meeting_asked_for(text, turn.today)
    return await (planning.asked_for(turn, meeting) if meeting else planning.asked(turn))


async def _press(turn: Turn, submitted: CardSubmitted) -> Reply:
    if submitted.verb not in VERBS:
        return Refuse(turn.words.say("That button is not in use any longer. Write “help” to see what is."))
    press = VERBS[Verb(submitted.verb)]
    if not has_any(turn.person, press.roles):
        await refusals.of_person(turn, f"verb:{submitted.verb}")
        return Refuse(_not_for_you(turn, press.roles))
    try:
        reply = await press.handler(turn, submitted)
    except PayloadError:
        return Refuse(turn.words.say("That card cannot be used any longer. Write “help” to see what can."))
    await living.note_writing(turn, submitted, reply)
    return reply


def _not_for_you(turn: Turn, roles: frozenset[Role]) -> str:
    turns.refused()
    say = turn.words.say
    if roles == SEALERS:
        who = say("Only the director can approve the report.")
    elif Role.DIRECTOR in roles:
        who = say("Only the director and the environmental strategists can see that.")
    elif Role.ADMIN in roles:
        who = say("Only the administrators and the environmental strategists can see that.")
    else:
        who = say("Only the environmental strategists can see that.")
    return f"{who} {say('Write “help” to see what you can do.')}"
