"""A letter through Graph: whole, from the one mailbox, and with each refusal taken for what it is."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest
from aiohttp.test_utils import TestServer

from bot.clock import MovableClock
from bot.graph.client import GraphClient
from bot.mail.graph import GraphMailer
from bot.main import put_together
from bot.settings import Settings, load_settings
from domain.contact import ContactState
from domain.mail import MailFailure
from domain.people import TenantId
from scheduler.mailer import Letter, MailError
from storage import contacts as contact_store
from storage.database import Database
from tests.conftest import TENANT
from tests.fakes.graph import FakeGraph
from tests.fakes.messenger import RecordingMessenger
from tests.plans import FIRST_STEP, contact_of, small_plan
from tests.scheduler.stage import Stage

MAILBOX, SOMEBODY = "lageskoll@borlange.example", "1f6a2c9e-0000-4000-8000-000000000001"
LETTER = Letter(
    message_id="<1.abc@lageskoll.example>",
    to="asa.oberg@borlange.example",
    language="sv",
    subject="Läget i handlingsplanen\r\nBcc: alla@borlange.example",
    text="Hej Åsa!\n.\nRaden med en punkt ovanför är kvar.",
    page="<p>Hej Åsa &amp; co!</p>",
)
GIVEN: dict[str, Any] = {
    "profile": "development",
    "public_url": "https://lageskoll.example",
    "link_key": "k" * 40,
    "graph": True,
    "mail": "graph",
    "mail_from": MAILBOX,
    "mail_reply_to": "miljo@borlange.example",
}


@pytest.fixture
def graph() -> FakeGraph:
    graph = FakeGraph()
    graph.mail.mailboxes = {MAILBOX, SOMEBODY}
    graph.mail.open_mailboxes = {MAILBOX}
    return graph


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(FIRST_STEP)


@pytest.fixture
def mailer(client: GraphClient, clock: MovableClock) -> GraphMailer:
    return GraphMailer(client=client, settings=Settings(_env_file=None, **GIVEN), clock=clock)


async def refusal_of(mailer: GraphMailer, letter: Letter = LETTER) -> MailError:
    with pytest.raises(MailError) as refused:
        await mailer.send(letter)
    return refused.value


async def test_a_letter_leaves_whole_with_our_token_and_no_header_but_ours(
    graph: FakeGraph, mailer: GraphMailer
) -> None:
    await mailer.send(LETTER)

    (taken,) = graph.mail.letters
    text, page = taken.get_body(("plain",)), taken.get_body(("html",))
    assert text is not None
    assert page is not None
    assert graph.authorizations == ["Bearer a-token"]
    assert (taken["From"].addresses[0].addr_spec, taken["To"], taken["Bcc"]) == (MAILBOX, LETTER.to, None)
    assert taken["Subject"] == "Läget i handlingsplanen Bcc: alla@borlange.example"
    assert (taken["Message-ID"], taken["Auto-Submitted"]) == (LETTER.message_id, "auto-generated")
    assert taken["Reply-To"] == "miljo@borlange.example"
    assert text.get_content().splitlines() == LETTER.text.splitlines()
    assert page.get_content().strip() == LETTER.page


def said(code: str) -> bytes:
    return orjson.dumps({"error": {"code": code, "message": "asa.oberg@borlange.example"}})


@pytest.mark.parametrize(
    ("status", "body", "failure", "permanent", "code"),
    [
        (400, said("ErrorInvalidRecipients"), MailFailure.BOUNCED, True, "400 ErrorInvalidRecipients"),
        (400, said("ErrorMimeContentInvalid"), MailFailure.REJECTED, True, "400 ErrorMimeContentInvalid"),
        (413, b"too large", MailFailure.REJECTED, True, "413"),
        (401, said("TokenExpired"), MailFailure.UNAVAILABLE, False, "401 TokenExpired"),
        (403, said("ErrorAccessDenied"), MailFailure.UNAVAILABLE, False, "403 ErrorAccessDenied"),
        (404, said("ErrorInvalidUser"), MailFailure.UNAVAILABLE, False, "404 ErrorInvalidUser"),
        (429, said("ApplicationThrottled"), MailFailure.UNAVAILABLE, False, "429 ApplicationThrottled"),
        (503, b"<html>asa.oberg@borlange.example", MailFailure.UNAVAILABLE, False, "503"),
        (400, said("asa.oberg@borlange.example"), MailFailure.REJECTED, True, "400"),
        (200, b"<html>log in to the network", MailFailure.UNAVAILABLE, False, "200"),
        (302, b"", MailFailure.UNAVAILABLE, False, "302"),
    ],
)  # fmt: skip
async def test_a_refusal_is_the_addresss_or_ours_or_passing_and_told_by_its_code_alone(
    graph: FakeGraph,
    mailer: GraphMailer,
    *,
    status: int,
    body: bytes,
    failure: MailFailure,
    permanent: bool,
    code: str,
) -> None:
    graph.answer_next(status, body)
    told = await refusal_of(mailer)

    assert (told.failure, told.permanent, told.code) == (failure, permanent, code)
    assert graph.mail.letters == []


async def test_graph_that_asks_us_to_wait_is_left_alone_as_long_as_it_asks_whichever_letter_it_is(
    graph: FakeGraph, mailer: GraphMailer, clock: MovableClock
) -> None:
    graph.answer_next(429, said("ApplicationThrottled"), {"Retry-After": "300"})
    first = await refusal_of(mailer)
    clock.set(FIRST_STEP + timedelta(seconds=100))
    second = await refusal_of(mailer, replace(LETTER, to="karin@borlange.example"))
    asked = len(graph.authorizations)
    clock.set(FIRST_STEP + timedelta(seconds=300))
    await mailer.send(LETTER)

    assert (first.retry_after, second.retry_after) == (timedelta(seconds=300), timedelta(seconds=200))
    assert (second.failure, second.permanent) == (MailFailure.UNAVAILABLE, False)
    assert (asked, len(graph.mail.letters)) == (1, 1)


async def test_where_nothing_answers_the_letter_waits(mailer: GraphMailer, server: TestServer) -> None:
    await server.close()
    told = await refusal_of(mailer)

    assert (told.failure, told.permanent, told.code) == (
        MailFailure.UNAVAILABLE,
        False,
        "ClientConnectorError",
    )


@pytest.mark.parametrize("address", ["", "a b@c.se", "a@b.se\r\nBcc: x@y.se", "<@>"])
async def test_an_address_that_is_nobodys_has_bounced_before_graph_is_asked(
    graph: FakeGraph, mailer: GraphMailer, address: str
) -> None:
    told = await refusal_of(mailer, replace(LETTER, to=address))

    assert (told.failure, told.permanent) == (MailFailure.BOUNCED, True)
    assert graph.authorizations == []


async def test_the_real_house_sends_letters_through_graph_and_waits_for_as_long_as_it_is_asked_to(
    graph: FakeGraph, server: TestServer, sqlite_url: str, tenant_id: TenantId
) -> None:
    await lose_karin(sqlite_url, tenant_id)
    clock = MovableClock(FIRST_STEP)
    graph.answer_next(503, b"", {"Retry-After": "600"})
    given = {**GIVEN, "port": 0, "tenant_id": TENANT, "database_url": sqlite_url}
    settings = load_settings(env_file=None, graph_url=str(server.make_url("")), **given)
    async with put_together(settings, clock) as house:
        await house.duties.deliver()
        for seconds in (0, 599, 600 * 1.3):
            clock.set(FIRST_STEP + timedelta(seconds=seconds))
            await house.duties.plan()

    assert [each["To"] for each in graph.mail.letters] == ["karin@borlange.example"]
    assert len(graph.authorizations) == 2


async def lose_karin(url: str, tenant_id: TenantId) -> None:
    """She has removed the app, and a reminder waits for her."""
    database = Database(url)
    plan = await small_plan(database, tenant_id)
    messenger, clock = RecordingMessenger(), MovableClock(FIRST_STEP)
    stage = Stage(database=database, plan=plan, clock=clock, messenger=messenger)
    async with database.writing(tenant_id) as session:
        await contact_store.set_state(
            session, contact_of(plan, "karin"), ContactState.UNINSTALLED, FIRST_STEP
        )
    await stage.put(plan.karin)
    await database.close()
