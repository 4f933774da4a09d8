"""Where there are pages, cards open them in a browser, and so does what the chat cannot take."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from cards.card import Card, JsonValue
from cards.verbs import Verb
from dialogs.report.crafting import Craft
from dialogs.report.workshop import Workshop
from dialogs.turn import Reply
from domain.people import Language, PersonId, TenantId
from domain.report.formats import Format
from storage import document_orders
from tests.dialogs.parlour import Parlour, card
from tests.fakes.press import heavy_printing
from tests.plans import CALENDAR, contact_of


@dataclass(frozen=True, slots=True)
class PlainAddresses:
    """Addresses that say whose they are, where to, and since when."""

    def of(self, _tenant_id: TenantId, person_id: PersonId, place: str, at: datetime) -> str:
        return f"https://a.example/{person_id}/{place}#{at:%H:%M}"


@pytest.fixture
def parlour(parlour: Parlour) -> Parlour:
    parlour.pages = PlainAddresses()
    return parlour


def opened(shown: Reply | Card) -> list[JsonValue]:
    """Every address that the card opens."""
    return [
        each["url"] for each in _actions(dict(card(shown).content)) if each.get("type") == "Action.OpenUrl"
    ]


def _actions(value: JsonValue) -> list[dict[str, JsonValue]]:
    if isinstance(value, list):
        return [found for each in value for found in _actions(each)]
    if isinstance(value, dict):
        return [value, *(found for each in value.values() for found in _actions(each))]
    return []


async def test_the_summary_opens_the_overview_of_its_round_for_whoever_asked(parlour: Parlour) -> None:
    plan = parlour.plan
    place = f"overview?round={plan.follow_up_round_id}"

    assert opened(await parlour.say("henrik", "sammanställning")) == [
        f"https://a.example/{plan.henrik}/{place}#07:00"
    ]
    assert opened(await parlour.say("maja", "sammanställning")) == [
        f"https://a.example/{plan.maja}/{place}#07:00"
    ]


async def test_an_address_is_new_each_time_the_card_is_asked_for(parlour: Parlour) -> None:
    before = opened(await parlour.say("henrik", "sammanställning"))
    parlour.at += timedelta(hours=1)

    assert opened(await parlour.say("henrik", "sammanställning")) != before


async def test_the_report_opens_the_version_that_its_documents_are_of(parlour: Parlour) -> None:
    plan = parlour.plan

    shown = await parlour.send("henrik", Verb.SHOW_REPORT, {"round": plan.follow_up_round_id})

    place = f"report/{plan.follow_up_round_id}/0"
    assert opened(shown) == [f"https://a.example/{plan.henrik}/{place}#07:00"]


async def test_without_pages_no_card_opens_any(parlour: Parlour) -> None:
    bare = Parlour(database=parlour.database, plan=parlour.plan, messenger=parlour.messenger)

    assert opened(await bare.say("henrik", "sammanställning")) == []


async def test_a_document_that_the_chat_cannot_take_is_fetched_in_a_browser(parlour: Parlour) -> None:
    plan = parlour.plan
    message_id = await parlour.messenger.send(contact_of(plan, "henrik"), Card(json=b"{}", summary=""))
    async with parlour.database.writing(plan.tenant_id) as session:
        await document_orders.put(
            session,
            key="the-key",
            person_id=plan.henrik,
            follow_up_round_id=plan.follow_up_round_id,
            kind=Format.PDF,
            version=0,
            language=Language.SWEDISH,
            plan_activities=1240,
            at=parlour.at,
        )
        await document_orders.announced(session, "the-key", message_id)
    craft = Craft(
        database=parlour.database,
        talker=parlour.messenger,
        calendar=CALENDAR,
        printer=heavy_printing,
        pages=parlour.pages,
    )

    await Workshop(craft=craft, clock=lambda: parlour.at).run()

    [shown, *_] = parlour.came("henrik")
    assert isinstance(shown, Card)
    assert opened(shown) == [f"https://a.example/{plan.henrik}/report/{plan.follow_up_round_id}/0/pdf#07:00"]
