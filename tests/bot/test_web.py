"""The HTTP edge: which routes exist, what they refuse, and what they never say."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO

import aiohttp
import orjson
import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import web
from bot.dev_clock import ClockMoved
from bot.settings import TEAMS_SERVICE_HOSTS
from bot.teams.adapter import TeamsAdapter
from bot.teams.caller import CallerCheck
from bot.teams.door import Door
from bot.teams.hosts import ServiceHosts
from bot.teams.keys import KeyRing
from cards.card import JsonValue
from dialogs.turn import Incoming, Reply, Say
from domain.errors import LageskollError
from tests.bot.teams.bodies import TENANT_ID, Body, card_action, event, message
from tests.bot.teams.openid_server import APP_ID, ISSUER, OpenIdServer
from tests.fakes.messenger import RecordingMessenger

Client = TestClient[aiohttp.web.Request, aiohttp.web.Application]


@dataclass
class Clock:
    """A clock that only goes forward."""

    now: datetime = datetime(2023, 8, 21, 7, 0, tzinfo=UTC)

    async def advance(self, by: timedelta) -> ClockMoved:
        return await self.move_to(self.now + by)

    async def move_to(self, at: datetime) -> ClockMoved:
        if at < self.now:
            raise LageskollError("The clock cannot go back.")
        self.now = at
        return ClockMoved(now=at, did=("Five reminders were sent.",))


@dataclass
class House:
    """The whole edge, with the provider whose tokens it trusts."""

    client: Client
    provider: OpenIdServer
    heard: list[Incoming]
    messenger: RecordingMessenger
    readiness: dict[str, JsonValue] = field(default_factory=dict)

    async def post(
        self, body: bytes, *, content_type: str = "application/json", token: bool = True
    ) -> tuple[int, bytes]:
        headers = {"Content-Type": content_type, **(self.provider.headers() if token else {})}
        async with self.client.post("/api/messages", data=BytesIO(body), headers=headers) as answer:
            return answer.status, await answer.read()


@pytest.fixture
async def house() -> AsyncIterator[House]:
    heard: list[Incoming] = []
    readiness: dict[str, JsonValue] = {"database": "ok"}
    messenger = RecordingMessenger()

    async def answer(incoming: Incoming) -> Reply:
        heard.append(incoming)
        return Say("Hej!")

    async def ready() -> tuple[bool, Mapping[str, JsonValue]]:
        return readiness["database"] == "ok", readiness

    async with OpenIdServer() as provider, aiohttp.ClientSession() as session:
        ring = KeyRing(session=session, metadata_url=provider.issuer_url)
        callers = CallerCheck(keys=ring, app_id=APP_ID, issuer=ISSUER)
        hosts = ServiceHosts(TEAMS_SERVICE_HOSTS)
        door = Door(callers=callers, hosts=hosts, knows_tenant={TENANT_ID}.__contains__)
        adapter = TeamsAdapter(messenger=messenger, answer=answer, apology=lambda _: "Något gick fel.")
        application = web.build(door=door, adapter=adapter, ready=ready)
        async with TestClient(TestServer(application)) as client:
            yield House(client, provider, heard, messenger, readiness)


async def test_a_message_from_teams_is_answered(house: House) -> None:
    assert await house.post(orjson.dumps(message("hej"))) == (200, b"")
    assert [carried.content for carried in house.messenger.carried] == ["Hej!"]


async def test_a_pressed_button_is_answered_in_the_response(house: House) -> None:
    status, answer = await house.post(orjson.dumps(card_action("save")))

    assert status == 200
    assert orjson.loads(answer)["value"] == "Hej!"


@pytest.mark.parametrize(
    ("body", "content_type", "token", "status"),
    [
        (orjson.dumps(message("hej")), "application/json", False, 401),
        (b"nonsense", "application/json", False, 401),
        (b"nonsense", "application/json", True, 400),
        (b"[]", "application/json", True, 400),
        (orjson.dumps(message("hej")), "text/plain", True, 415),
        (orjson.dumps(message("hej")), "application/x-www-form-urlencoded", True, 415),
        (b'{"text": "' + b"x" * 1_100_000 + b'"}', "application/json", True, 413),
        (b'{"text": "' + b"x" * 1_100_000 + b'"}', "application/json", False, 401),
    ],
)
async def test_a_refusal_has_no_body_and_runs_nothing(
    house: House, body: bytes, content_type: str, status: int, *, token: bool
) -> None:
    assert await house.post(body, content_type=content_type, token=token) == (status, b"")
    assert house.heard == []


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "identity"])
async def test_nothing_that_is_packed_is_unpacked_for_a_stranger(house: House, encoding: str) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": encoding}
    async with house.client.post("/api/messages", data=b"nonsense", headers=headers) as answer:
        assert (answer.status, await answer.read()) == (415, b"")


async def test_a_stranger_is_turned_away_before_they_have_said_anything(house: House) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", house.client.port)
    head = ["POST /api/messages HTTP/1.1", "Host: x", "Content-Type: application/json", "Content-Length: 9"]
    writer.write("\r\n".join([*head, "", ""]).encode())

    async with asyncio.timeout(20):
        answer = await reader.readuntil(b"\r\n")
    writer.close()
    await writer.wait_closed()

    assert answer == b"HTTP/1.1 401 Unauthorized\r\n"


async def test_a_content_type_with_a_charset_is_json_too(house: House) -> None:
    status, _ = await house.post(orjson.dumps(message("hej")), content_type="application/json; charset=utf-8")

    assert status == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
async def test_messages_can_only_be_posted(house: House, method: str) -> None:
    async with house.client.request(method, "/api/messages") as answer:
        assert answer.status == 405


async def test_nobody_learns_what_we_are_made_with(house: House) -> None:
    for path in ("/healthz", "/api/messages", "/nowhere"):
        async with house.client.get(path) as answer:
            assert "Server" not in answer.headers
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "no-store"


async def test_alive_says_only_that(house: House) -> None:
    async with house.client.get("/healthz") as answer:
        assert (answer.status, await answer.json()) == (200, {"ok": True})


async def test_ready_says_why_not(house: House) -> None:
    async with house.client.get("/readyz") as answer:
        assert (answer.status, await answer.json()) == (200, {"ok": True, "database": "ok"})
    house.readiness["database"] = "no answer"
    async with house.client.get("/readyz") as answer:
        assert (answer.status, await answer.json()) == (503, {"ok": False, "database": "no answer"})


async def test_in_production_there_is_no_clock_to_move(house: House) -> None:
    async with house.client.post("/dev/clock", json={"advance": "P7D"}) as answer:
        assert answer.status == 404


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
names = st.sampled_from(
    [*event(""), "text", "value", "name", "action", "entities", "attachments", "membersAdded"]
)


@given(
    st.sampled_from(["message", "invoke", "installationUpdate", "conversationUpdate"]),
    st.dictionaries(names, anything),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_json_is_too_strange_to_answer(house: House, event_type: str, fields: Body) -> None:
    body = {**event(event_type, name="adaptiveCard/action"), **fields}

    status, _ = await house.post(orjson.dumps(body))

    assert status in {200, 400, 401}


@pytest.fixture
async def workshop() -> AsyncIterator[Client]:
    """The development profile: the clock can be moved."""

    async def answer(_: Incoming) -> Reply:
        return Say("Hej!")

    async def ready() -> tuple[bool, Mapping[str, JsonValue]]:
        return True, {}

    door = Door(callers=None, hosts=ServiceHosts((), loopback=True), knows_tenant={TENANT_ID}.__contains__)
    adapter = TeamsAdapter(messenger=RecordingMessenger(), answer=answer, apology=lambda _: "Något gick fel.")
    application = web.build(door=door, adapter=adapter, ready=ready, dev_clock=Clock())
    async with TestClient(TestServer(application)) as client:
        yield client


@pytest.mark.parametrize(
    ("order", "now"),
    [
        ({"advance": "P7D"}, "2023-08-28T07:00:00+00:00"),
        ({"advance": "PT90M"}, "2023-08-21T08:30:00+00:00"),
        ({"at": "2023-08-25T09:00:00+02:00"}, "2023-08-25T09:00:00+02:00"),
    ],
)
async def test_in_development_the_clock_moves_and_says_what_came_due(
    workshop: Client, order: dict[str, str], now: str
) -> None:
    async with workshop.post("/dev/clock", json=order) as answer:
        assert answer.status == 200
        assert await answer.json() == {"now": now, "did": ["Five reminders were sent."]}


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        (b"", "Send {"),
        (b"nonsense", "Send {"),
        (b"[]", "Send {"),
        (b"{}", "Send {"),
        (b'{"advance": "P7D", "at": "2023-08-25T09:00:00+02:00"}', "Send {"),
        (b'{"advance": "a week"}', "Send {"),
        (b'{"advance": "-P1D"}', "Send {"),
        (b'{"at": "2023-08-25T09:00:00"}', "Send {"),
        (b'{"advance": "P7D", "force": true}', "Send {"),
        (b'{"at": "2023-08-01T09:00:00+02:00"}', "The clock cannot go back."),
    ],
)
async def test_an_order_that_the_clock_cannot_follow_is_explained(
    workshop: Client, order: bytes, sentence: str
) -> None:
    headers = {"Content-Type": "application/json"}
    async with workshop.post("/dev/clock", data=order, headers=headers) as answer:
        assert answer.status == 400
        assert (await answer.text()).startswith(sentence)


async def test_the_clock_does_not_run_off_the_calendar(workshop: Client) -> None:
    async with workshop.post("/dev/clock", json={"advance": "P999999999D"}) as answer:
        assert answer.status == 400


async def test_a_page_in_the_browser_cannot_move_the_clock(workshop: Client) -> None:
    async with workshop.post(
        "/dev/clock", data=b'{"advance": "P7D"}', headers={"Content-Type": "text/plain"}
    ) as answer:
        assert answer.status == 415
