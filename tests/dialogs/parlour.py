"""The parlour with a small plan on the table: people say and press things, and see what they get."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.demo.chat import buttons, prefilled
from bot.router import Router
from cards.card import Card, JsonValue
from cards.verbs import Verb
from dialogs.carrier import FileCarrier, NoCarrier
from dialogs.desk import Desk
from dialogs.pages.addresses import NO_PAGES, PageAddresses
from dialogs.rights import Rights
from dialogs.turn import (
    BotInstalled,
    BotRemoved,
    CardSubmitted,
    Refuse,
    Replace,
    Reply,
    Say,
    Sender,
    Show,
    TextSaid,
)
from domain.contact import ContactPoint, Member
from domain.rounds import RoundState
from storage import rounds as round_store
from storage.database import Database
from storage.sending_rights import rights_for
from tests.fakes.messenger import RecordingMessenger
from tests.plans import CALENDAR, FIRST_STEP, INTERIM_CLOSES, SmallPlan, contact_of
from tests.postmen import postman
from tests.shown import said
from tests.stored import Stored, answers, stored

FORM: Mapping[str, JsonValue] = {
    "progress": "on_track",
    "percent": "60",
    "comment": "Tre av fem tak är klara.",
}


@dataclass(kw_only=True)
class Parlour:
    """People are called by their first names in lower case; `at` is what the clock shows."""

    database: Database
    plan: SmallPlan
    messenger: RecordingMessenger
    at: datetime = FIRST_STEP
    contacts: dict[str, ContactPoint] = field(default_factory=dict)
    woken: int = 0
    undo: timedelta = timedelta(minutes=5)
    carrier: FileCarrier = field(default_factory=NoCarrier)
    may_install: bool = False
    rights: Rights | None = None
    pages: PageAddresses = NO_PAGES

    @property
    def router(self) -> Router:
        desk = Desk(
            database=self.database,
            calendar=CALENDAR,
            messenger=self.messenger,
            wake=self._note_wake,
            undo=self.undo,
            carrier=self.carrier,
            may_install=self.may_install,
            pages=self.pages,
        )
        return Router(desk, lambda: self.at, rights=self.rights)

    def contact(self, name: str) -> ContactPoint:
        """The person's chat; anybody can be given another in `contacts`."""
        return self.contacts.get(name) or replace(contact_of(self.plan, name), person_id=None)

    async def say(self, name: str, text: str) -> Reply:
        contact = self.contact(name)
        return await self.router.answer(TextSaid(sender=_sender(contact), contact=contact, text=text))

    async def install(self, name: str) -> Reply:
        contact = self.contact(name)
        return await self.router.answer(BotInstalled(sender=_sender(contact), contact=contact))

    async def remove(self, name: str) -> Reply:
        contact = self.contact(name)
        return await self.router.answer(BotRemoved(sender=_sender(contact), contact=contact))

    async def send(
        self, name: str, verb: str, data: Mapping[str, JsonValue], *, message_id: str = ""
    ) -> Reply:
        """Press a button as such, whatever it carries."""
        contact = self.contact(name)
        submitted = CardSubmitted(
            sender=_sender(contact), contact=contact, verb=verb, data=data, message_id=message_id
        )
        return await self.router.answer(submitted)

    async def press(
        self,
        name: str,
        shown: Reply | Card,
        verb: Verb,
        *,
        nth: int = 0,
        message_id: str = "",
        inputs: Mapping[str, JsonValue] | None = None,
    ) -> Reply:
        """Press the nth button with that verb in the card, with what was typed in it."""
        content = card(shown).content
        button = [each for each in buttons(content) if each.verb == verb][nth]
        return await self.send(
            name, verb, {**button.data, **prefilled(content), **(inputs or {})}, message_id=message_id
        )

    async def list_of(self, name: str) -> Card:
        """The person's own list, asked for in words."""
        return card(await self.say(name, "mina aktiviteter"))

    async def everything(self, *, but: str = "") -> Stored:
        """Every row that there is, but those of one table."""
        found = await stored(self.database, self.plan.tenant_id)
        return {table: rows for table, rows in found.items() if table != but}

    async def saved(self) -> list[tuple[int, str, bool]]:
        """What was answered in the round: which plan activity, what, and whether unchanged."""
        return [
            (row.plan_activity_id, row.comment or row.progress, row.unchanged)
            for row in await answers(self.database, self.plan.tenant_id)
            if row.follow_up_round_id == self.plan.follow_up_round_id
        ]

    async def close(self) -> None:
        """The round closes, and an hour goes by."""
        async with self.database.writing(self.plan.tenant_id) as session:
            await round_store.change_state(session, self.plan.follow_up_round, RoundState.CLOSED)
        self.at = INTERIM_CLOSES + timedelta(hours=1)

    def about(self, **fields: JsonValue) -> dict[str, JsonValue]:
        """What Karin's button for the solar roofs carries, changed by `fields`."""
        sent: dict[str, JsonValue] = {
            "round": self.plan.follow_up_round_id,
            "owner": self.plan.karin,
            "item": self.plan.solar_roofs,
            "based": 0,
            "once": "a-key",
        }
        return {**sent, **fields}

    async def deliver(self) -> None:
        """Let the outbox be carried, at the time that it is."""
        rights = rights_for(self.database.url, lambda _: None)
        try:
            await postman(self.database, self.messenger, lambda: self.at, rights=rights).run()
        finally:
            await rights.close()

    def came(self, name: str) -> list[Card | str]:
        """What stands in the person's chat."""
        return self.messenger.shown_to(self.contact(name))

    def newcomer(self, name: str, *addresses: str) -> None:
        """Somebody of whom the Teams roster knows these addresses, and whose chat nobody has seen yet."""
        contact = ContactPoint(
            tenant_id=self.plan.tenant_id,
            entra_object_id=f"newcomer-{name}",
            service_url="https://smba.trafficmanager.net/emea/",
            conversation_id=f"a:newcomer-{name}",
        )
        self.contacts[name] = contact
        self.messenger.members[contact.entra_object_id] = Member(
            entra_object_id=contact.entra_object_id, name=name, addresses=addresses
        )

    def _note_wake(self) -> None:
        self.woken += 1


def card(reply: Reply | Card) -> Card:
    """The card that came."""
    if isinstance(reply, Card):
        return reply
    assert isinstance(reply, Show | Replace), reply
    return reply.card


def text(reply: Reply) -> str:
    """All that the answer says."""
    match reply:
        case Say(words) | Refuse(words):
            return words
        case Show(shown) | Replace(shown):
            return said(shown.content)
        case _:
            return ""


def _sender(contact: ContactPoint) -> Sender:
    return Sender(tenant_id=contact.tenant_id, entra_object_id=contact.entra_object_id, name="Namn Namnsson")
