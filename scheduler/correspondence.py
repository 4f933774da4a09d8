"""Letters to whoever Teams cannot reach: written down, judged again when they leave, and settled."""

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Protocol

from cards import inquiry as inquiry_words
from cards import letter as letter_words
from cards.letter import LetterWords
from cards.words import Words
from domain.calendar import WorkCalendar
from domain.deliveries import Fate
from domain.mail import (
    GiveUpLetter,
    LetterId,
    LetterKind,
    MailFailure,
    MailRules,
    Standing,
    TryAgain,
    Write,
    address_mark,
    after_refusal,
    judge,
)
from domain.people import Language, Person, PersonId, TenantId, stand_in
from domain.reminders import NotWanted, WaitUntil
from domain.worklist import Worklist
from reports.web_page.frame import Frame, Link
from reports.web_page.letter_page import letter_page
from scheduler import inquiring
from scheduler.deeds import Deed
from scheduler.inquiring import Coordinator, InquiryDue
from scheduler.mailer import Letter, Mailer, MailError
from scheduler.tenants import for_each
from storage import audit, letter_claims, letters, worklists
from storage import contacts as contact_store
from storage import people as people_store
from storage import rounds as round_store
from storage.database import Database, TenantSession
from storage.letter_claims import LetterSettlement
from storage.letters import StoredLetter

log = logging.getLogger(__name__)

A_MINUTE = timedelta(minutes=1)
# The beat has more to do than to wait for a slow mail server.
LONGEST_SECONDS = 30.0
FAULT = MailError(MailFailure.FAULT, permanent=False)


class FormAddresses(Protocol):
    """Makes the address of somebody's form."""

    def of(self, tenant_id: TenantId, person_id: PersonId, letter_id: LetterId, until: datetime) -> str:
        """The address that opens it for that person until then."""

    @property
    def host(self) -> str:
        """The host that the addresses are on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDue:
    """A letter with a link that is to leave now, with the list that it is about."""

    recipient: Person
    view: Worklist

    @property
    def to(self) -> str:
        """The address."""
        return self.recipient.email

    @property
    def language(self) -> Language:
        """What it is written in."""
        return self.recipient.language


Due = FormDue | InquiryDue


Told = Callable[[LetterSettlement], None]


def _nobody(_: LetterSettlement) -> None:
    """Where nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """Sends letters by the rules; `told` is told how each went."""

    database: Database
    mailer: Mailer
    calendar: WorkCalendar
    clock: Callable[[], datetime]
    rules: MailRules
    addresses: FormAddresses
    coordinator: Coordinator = field(default_factory=Coordinator)
    can_reply: bool = False
    told: Told = field(default=_nobody)

    async def run(self) -> None:
        """Write down the letters that are wanted, and send those whose time has come."""
        await for_each(self.database, self._of)

    async def next_due(self, session: TenantSession, at: datetime) -> datetime | None:
        """When the next letter leaves; what is due already is seen to at the next beat."""
        if await letters.are_unwritten(session):
            return at + A_MINUTE
        due = await letter_claims.next_due(session)
        return None if due is None else max(due, at + A_MINUTE)

    async def _of(self, tenant_id: TenantId) -> list[Deed]:
        at, begun = self.clock(), monotonic()
        async with self.database.writing(tenant_id) as session:
            await inquiring.plan(session, at, self.calendar, self.coordinator)
            await letters.plan(session, at)
            left = self.rules.per_minute - await letters.sent_since(session, at - A_MINUTE)
        while left > 0 and monotonic() - begun < LONGEST_SECONDS:
            async with self.database.writing(tenant_id) as session:
                taken = await letter_claims.claim(session, at)
            if taken is None:
                break
            settlement = await self._attempted(tenant_id, taken)
            await self._settle(tenant_id, settlement)
            if settlement.failure is MailFailure.UNAVAILABLE and settlement.fate is Fate.WAITING:
                # Whatever is wrong with the server is wrong for the next letter too.
                break
            left -= settlement.fate is Fate.SENT
        return []

    async def _attempted(self, tenant_id: TenantId, taken: StoredLetter) -> LetterSettlement:
        """One that cannot be written keeps no other from leaving."""
        at = self.clock()
        try:
            async with self.database.writing(tenant_id) as session:
                judged = (
                    await inquiring.due(session, taken, at, self.calendar, self.coordinator)
                    if taken.kind is LetterKind.UNIT
                    else await self._judged(session, taken, at)
                )
            if not isinstance(judged, FormDue | InquiryDue):
                return _not_sent(taken, judged, at)
            return await self._sent(tenant_id, taken, judged, at)
        except Exception:
            log.exception("a letter could not be written")
            return _refused(taken, FAULT, None, at)

    async def _judged(
        self, session: TenantSession, taken: StoredLetter, at: datetime
    ) -> FormDue | NotWanted | WaitUntil | GiveUpLetter:
        follow_up_round = await round_store.find(session, taken.follow_up_round_id)
        people = await people_store.some(session, [taken.person_id])
        owner = people.get(taken.person_id)
        if follow_up_round is None or owner is None:
            return NotWanted(Fate.CANCELLED)
        recipient = stand_in(owner, self.calendar.local_day(at), people)
        view = await worklists.of_owner(session, follow_up_round, owner)
        contact = (await contact_store.of_people(session, [recipient.person_id])).get(recipient.person_id)
        newest = (await letters.latest(session, taken.follow_up_round_id, [owner.person_id]))[owner.person_id]
        standing = Standing(
            follow_up_round=follow_up_round,
            reason=taken.reason,
            outstanding=len(view.outstanding),
            has_newer=newest.letter_id != taken.letter_id,
            recipient=recipient,
            contact=contact.state if contact else None,
            bounced=await letters.bounced(session),
        )
        decided = judge(standing, at, self.calendar)
        if not isinstance(decided, Write):
            return decided
        await letter_claims.name_recipient(session, taken, recipient.person_id)
        return FormDue(recipient=recipient, view=view)

    async def _sent(
        self, tenant_id: TenantId, taken: StoredLetter, due: Due, at: datetime
    ) -> LetterSettlement:
        written = self._written(tenant_id, taken, due, at)
        try:
            await self.mailer.send(written)
        except MailError as error:
            return _refused(taken, error, due, at)
        return LetterSettlement(
            letter=taken,
            fate=Fate.SENT,
            at=self.clock(),
            recipient_id=due.recipient.person_id if due.recipient else None,
            address_mark=address_mark(due.to),
            message_id=written.message_id,
        )

    def _written(self, tenant_id: TenantId, taken: StoredLetter, due: Due, at: datetime) -> Letter:
        words = Words(language=due.language)
        said, link = self._said(tenant_id, taken, due, at, words)
        return Letter(
            # The same for every attempt, so that a mailbox knows a repeated one again.
            message_id=f"<letter.{taken.letter_id}.{int(taken.created_at.timestamp())}@{self.addresses.host}>",
            to=due.to,
            language=due.language.value,
            subject=said.subject,
            text=said.text,
            page=letter_page(Frame(title=said.subject, style=""), said.before, link, said.after, words),
        )

    def _said(
        self, tenant_id: TenantId, taken: StoredLetter, due: Due, at: datetime, words: Words
    ) -> tuple[LetterWords, Link | None]:
        if isinstance(due, InquiryDue):
            return inquiry_words.letter(due.view, due.recipient, words), None
        until = min(at + self.rules.link_lifetime, due.view.follow_up_round.closes_at)
        address = self.addresses.of(tenant_id, due.recipient.person_id, taken.letter_id, until)
        said = letter_words.letter(
            due.view, due.recipient, address, words, until=until, can_reply=self.can_reply
        )
        return said, Link(address=address, text=said.button)

    async def _settle(self, tenant_id: TenantId, settlement: LetterSettlement) -> None:
        async with self.database.writing(tenant_id) as session:
            is_ours = await letter_claims.settle(session, settlement)
            if is_ours and settlement.fate in {Fate.SENT, Fate.GIVEN_UP}:
                is_sent = settlement.fate is Fate.SENT
                await audit.record(
                    session,
                    deed="letter.sent" if is_sent else "letter.given_up",
                    subject=f"person:{settlement.letter.person_id}",
                    at=settlement.at,
                    letter=settlement.letter.letter_id,
                    code=settlement.code,
                )
        self.told(settlement)


def _not_sent(
    taken: StoredLetter, why: NotWanted | WaitUntil | GiveUpLetter, at: datetime
) -> LetterSettlement:
    match why:
        case NotWanted():
            return LetterSettlement(letter=taken, fate=why.fate, at=at, counts_as_attempt=False)
        case WaitUntil():
            return LetterSettlement(
                letter=taken, fate=Fate.WAITING, at=at, not_before=why.when, counts_as_attempt=False
            )
        case GiveUpLetter():
            return LetterSettlement(
                letter=taken, fate=Fate.GIVEN_UP, at=at, failure=why.failure, counts_as_attempt=False
            )


def _refused(taken: StoredLetter, error: MailError, due: Due | None, at: datetime) -> LetterSettlement:
    decision = after_refusal(
        error.failure,
        permanent=error.permanent,
        attempts=taken.attempts + 1,
        at=at,
        retry_after=error.retry_after,
        jitter=random.random(),  # noqa: S311 - spreads retries, keeps no secret
    )
    when = decision.when if isinstance(decision, TryAgain) else None
    return LetterSettlement(
        letter=taken,
        fate=Fate.WAITING if when else Fate.GIVEN_UP,
        at=at,
        not_before=when,
        failure=error.failure,
        code=error.code,
        recipient_id=due.recipient.person_id if due and due.recipient else None,
        address_mark=address_mark(due.to) if due else "",
    )
