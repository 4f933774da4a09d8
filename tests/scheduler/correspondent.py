"""The letters of the stage's town: everything that is sent and told, and people who are lost to Teams."""

from dataclasses import dataclass, field
from datetime import datetime

from cards.card import Card
from cards.payloads import AboutUnit, Payload, data_of
from cards.verbs import Verb
from cards.words import Words
from dialogs import deliveries
from dialogs.desk import Desk, Turn
from dialogs.drafting import Handler
from dialogs.turn import CardSubmitted, Replace, Sender
from domain.contact import ContactState
from domain.mail import LetterId, MailFailure, MailRules
from domain.people import PersonId, TenantId
from scheduler.correspondence import Correspondence
from scheduler.inquiring import Coordinator
from scheduler.mailer import MailError
from storage import contacts as contact_store
from storage import letters
from storage.letter_claims import LetterSettlement
from storage.letters import StoredLetter
from tests.fakes.mailer import RecordingMailer
from tests.plans import CALENDAR, contact_of, entra_id, person_of
from tests.scheduler.stage import Stage, text_of

COORDINATOR = "samordnare@borlange.example"
RULES = MailRules(per_minute=30, link_days=14)
BUSY = MailError(MailFailure.UNAVAILABLE, permanent=False, code="451 4.7.1")
NO_SUCH_USER = MailError(MailFailure.BOUNCED, permanent=True, code="550 5.1.1")


@dataclass(frozen=True, slots=True)
class Addresses:
    host: str = "lageskoll.example"

    def of(self, tenant_id: TenantId, person_id: PersonId, letter_id: LetterId, until: datetime) -> str:
        assert tenant_id
        return f"https://lageskoll.example/svara/{person_id}.{letter_id}.{until.isoformat()}"


@dataclass(slots=True, kw_only=True)
class Post:
    """Everything that is sent and told."""

    stage: Stage
    mailer: RecordingMailer = field(default_factory=RecordingMailer)
    told: list[LetterSettlement] = field(default_factory=list)
    coordinator: str = ""

    def process(self, rules: MailRules = RULES) -> Correspondence:
        """As a process that has just started; it remembers nothing."""
        return Correspondence(
            database=self.stage.database,
            mailer=self.mailer,
            calendar=CALENDAR,
            clock=self.stage.clock,
            rules=rules,
            addresses=Addresses(),
            coordinator=Coordinator(address=self.coordinator),
            told=self.told.append,
        )

    async def stored(self) -> list[StoredLetter]:
        async with self.stage.database.reading(self.stage.plan.tenant_id) as session:
            return list(await letters.of_round(session, self.stage.plan.follow_up_round_id))

    async def lose(self, *names: str, state: ContactState = ContactState.UNINSTALLED) -> None:
        """They have removed or blocked the app, and a reminder to each has been given up."""
        plan = self.stage.plan
        async with self.stage.database.writing(plan.tenant_id) as session:
            for name in names:
                await contact_store.set_state(session, contact_of(plan, name), state, self.stage.clock())
        await self.stage.put(*(plan.person_id(name) for name in names))
        await self.stage.deliver()


async def turn_of(post: Post, name: str) -> Turn:
    """That person says something in Teams."""
    stage = post.stage
    desk = Desk(database=stage.database, calendar=CALENDAR, messenger=stage.messenger, wake=lambda: None)
    person = await person_of(stage.database, stage.plan, name)
    contact = contact_of(stage.plan, name)
    return Turn(desk=desk, at=stage.clock(), person=person, contact=contact, words=Words())


async def press(post: Post, handler: Handler, verb: Verb, data: Payload) -> Card:
    """The strategist presses a button; the card that comes back."""
    turn, tenant_id = await turn_of(post, "maja"), post.stage.plan.tenant_id
    sender = Sender(tenant_id=tenant_id, entra_object_id=entra_id("maja"), name="Maja Strand")
    pressed = CardSubmitted(sender=sender, contact=turn.contact, verb=verb, data=data_of(data), message_id="")
    shown = await handler(turn, pressed)
    assert isinstance(shown, Replace)
    return shown.card


async def ledger_of(post: Post, handler: Handler = deliveries.show) -> str:
    """The ledger, or another card about the whole round."""
    about = AboutUnit(follow_up_round_id=post.stage.plan.follow_up_round_id)
    return text_of(await press(post, handler, Verb.SHOW_DELIVERIES, about))
