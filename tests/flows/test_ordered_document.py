"""A large document over HTTP: ordered, followed in one message, offered and taken, whatever dies."""

import signal
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime
from urllib.parse import urlsplit

import aiohttp
import orjson
import pytest

from bot.demo.chat import Button, Chat, JsonObject, buttons, parts
from cards.verbs import Verb
from domain.people import TenantId
from domain.report.orders import LEASE
from storage.database import Database
from storage.tables import PlanActivityRow
from tests.faults.patience import until
from tests.flows.test_files import CONSENT, INFO, UPLOAD, attached
from tests.flows.test_matters import to_the_first_reminder
from tests.flows.town import Town
from tests.flows.village import Village, chat_of, laid_out, process
from tests.shown import said
from tests.stored import stored

# With the plan's own, more than what a PDF is made of at once.
MANY = 200
MORNING = datetime.fromisoformat("2023-08-22T09:00:00+02:00")
STAGES = ("Steg 1 av 3", "Steg 2 av 3", "Steg 3 av 3", "Rapporten är klar")


@pytest.fixture
async def village(sqlite_url: str, tenant_id: TenantId) -> AsyncIterator[Village]:
    async with laid_out(sqlite_url, tenant_id) as there:
        yield there


async def grown(database: Database, tenant_id: TenantId) -> None:
    """So many more plan activities, all like the first."""
    async with database.writing(tenant_id) as session:
        row = (await session.sql.exec(session.rows(PlanActivityRow))).first()
        assert row is not None
        like = row.model_dump(exclude={"id", "tenant_id", "number"})
        await session.insert_new(PlanActivityRow, [{**like, "number": f"9.{n}"} for n in range(MANY)])


async def ordered(henrik: Chat) -> str:
    """Henrik asks for the report as a PDF; gives the message that says how it goes."""
    await henrik.say("rapport")
    [as_pdf] = [each for each in buttons(henrik.latest) if _is_pdf(each)]
    before = set(henrik.shown)
    with suppress(aiohttp.ClientError):
        await henrik.press(as_pdf)
    [progress] = set(henrik.shown) - before
    return progress


def _is_pdf(button: Button) -> bool:
    return button.verb == Verb.FETCH_REPORT and button.data.get("kind") == "pdf"


def posted_to(address: str, chat: Chat) -> None:
    """What the client sends goes to that process from now on."""

    async def post(body: JsonObject) -> tuple[int, JsonObject | None]:
        async with aiohttp.ClientSession() as http, http.post(f"{address}api/messages", json=body) as answer:
            received = await answer.read()
            return answer.status, orjson.loads(received) if received else None

    chat.post = post


async def has_come(chat: Chat, message_id: str, text: str) -> None:
    """Wait until the message says so."""

    async def said_so() -> bool:
        return text in said(chat.shown[message_id])

    await until(said_so)


async def fetched(address: str, henrik: Chat) -> bytes:
    """The file behind the newest link, from the process there."""
    [link] = [str(each["url"]) for each in parts(henrik.latest) if each.get("type") == "Action.OpenUrl"]
    async with aiohttp.ClientSession() as http, http.get(address + urlsplit(link).path.lstrip("/")) as answer:
        return await answer.read()


async def test_a_large_report_is_followed_in_one_message_offered_and_taken(place: Town) -> None:
    await grown(place.house.database, place.plan.tenant_id)
    await to_the_first_reminder(place)
    henrik = place.chats["henrik"]
    progress = await ordered(henrik)
    was_told = said(henrik.shown[progress])

    assert await place.house.workshop.run() == 1
    offered = attached(place, "henrik")[-1]
    await henrik.accept(UPLOAD)

    assert "Rapporten görs … (PDF, 204 aktiviteter)" in was_told
    became = [str(each.body) for each in place.cloud.heard if each.path.endswith(f"/{progress}")]
    assert [sign in told for sign, told in zip(STAGES, became, strict=True)] == [True] * len(STAGES)
    assert offered["contentType"] == CONSENT
    assert str(offered["name"]).endswith(".pdf")
    assert place.cloud.drive.put["plan.xlsx"].startswith(b"%PDF")
    assert attached(place, "henrik")[-1]["contentType"] == INFO
    assert not any(place.transactions_while_sending)


async def test_a_report_that_was_being_made_when_the_process_was_killed_is_made_by_the_next(
    village: Village,
) -> None:
    tenant_id = village.plan.tenant_id
    database = Database(village.url)
    await grown(database, tenant_id)
    henrik = chat_of("henrik", village.connector.address, tenant_id)
    village.connector.add(henrik)

    async with process(village.url, start=MORNING.isoformat(), dies="Steg 2 av 3") as (first, address):
        posted_to(address, henrik)
        await henrik.install()
        progress = await ordered(henrik)
        assert await first.wait() == -signal.SIGKILL
    assert "Steg" in said(henrik.shown[progress])
    later = (MORNING + LEASE).isoformat()
    async with process(village.url, start=later, dies="never") as (_, address):
        await has_come(henrik, progress, "Rapporten är klar (PDF, 204 aktiviteter)")
        file = await fetched(address, henrik)

    assert file.startswith(b"%PDF")
    everything = await stored(database, tenant_id)
    await database.close()
    assert everything["document_order"] == []
    assert [row[4] for row in everything["audit_event"]].count("report.made") == 1
