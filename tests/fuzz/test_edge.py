"""Events that Teams really sends, changed in any of their places, over HTTP to the real router."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot import web
from bot.settings import TEAMS_SERVICE_HOSTS
from bot.teams.adapter import TeamsAdapter
from bot.teams.caller import CallerCheck
from bot.teams.door import Door
from bot.teams.hosts import ServiceHosts
from bot.teams.keys import KeyRing
from cards.card import JsonValue
from cards.verbs import Verb
from tests.bot.teams import bodies
from tests.bot.teams.openid_server import APP_ID, ISSUER, OpenIdServer
from tests.conftest import TENANT
from tests.dialogs.parlour import Parlour
from tests.fuzz.hostile import mutated
from tests.plans import entra_id

KARIN: dict[str, Any] = {
    "from": {"id": "29:karin", "name": "Karin Ek", "aadObjectId": entra_id("karin")},
    "conversation": {"id": "a:karin", "conversationType": "personal", "tenantId": TENANT},
    "channelData": {"tenant": {"id": TENANT}, "settings": {"selectedChannel": {"id": "a:karin"}}},
    "entities": [{"type": "clientInfo", "locale": "sv-SE", "country": "SE", "platform": "iOS"}],
}
FILE: dict[str, Any] = {
    "contentType": "application/vnd.microsoft.teams.file.download.info",
    "name": "plan.xlsx",
    "content": {"downloadUrl": "https://x.sharepoint.com/plan.xlsx", "uniqueId": "1", "fileType": "xlsx"},
}
CONSENT: dict[str, Any] = {
    "type": "fileUpload",
    "action": "accept",
    "context": {"key": "0123"},
    "uploadInfo": {"uploadUrl": "https://x.sharepoint.com/up", "contentUrl": "https://x", "name": "a.pdf"},
}
PRESSED: dict[str, JsonValue] = {
    "round": 2,
    "owner": 2,
    "item": 1,
    "based": 0,
    "once": "k",
    "progress": "on_track",
}
EVENTS = [
    {**body, **KARIN}
    for body in (
        bodies.message("mina aktiviteter"),
        bodies.message("1.1 klart, 40 %"),
        bodies.message("jag är borta till fredag"),
        bodies.message("", attachments=[FILE]),
        bodies.card_action(Verb.SAVE_ANSWER, PRESSED),
        bodies.card_submit({"verb": Verb.OPEN_FORM, **PRESSED}),
        bodies.event("invoke", name="fileConsent/invoke", value=CONSENT),
        bodies.installation("add"),
        bodies.installation("remove"),
        bodies.members_added(bodies.BOT_ID),
    )
]


@dataclass
class Edge:
    """The door with everything behind it."""

    client: TestClient[aiohttp.web.Request, aiohttp.web.Application]
    provider: OpenIdServer

    async def post(self, body: bytes) -> int:
        headers = {"Content-Type": "application/json", **self.provider.headers()}
        async with self.client.post("/api/messages", data=body, headers=headers) as answer:
            return answer.status


@pytest.fixture
async def edge(parlour: Parlour) -> AsyncIterator[Edge]:
    async def ready() -> tuple[bool, Mapping[str, JsonValue]]:
        return True, {}

    def apology(_: object) -> str:
        raise AssertionError("something was not seen coming")

    async with OpenIdServer() as provider, aiohttp.ClientSession() as session:
        ring = KeyRing(session=session, metadata_url=provider.issuer_url)
        callers = CallerCheck(keys=ring, app_id=APP_ID, issuer=ISSUER)
        hosts = ServiceHosts(TEAMS_SERVICE_HOSTS)
        door = Door(callers=callers, hosts=hosts, knows_tenant={TENANT}.__contains__)
        router = parlour.router
        adapter = TeamsAdapter(
            messenger=parlour.messenger, answer=router.answer, apology=apology, keep=router.keep
        )
        async with TestClient(TestServer(web.build(door=door, adapter=adapter, ready=ready))) as client:
            yield Edge(client, provider)


@given(mutated(st.sampled_from(EVENTS)))
@settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_an_event_that_is_wrong_in_any_place_is_answered_or_refused(edge: Edge, body: Any) -> None:
    assert await edge.post(json.dumps(body).encode()) in {200, 400, 401}


@given(st.binary(max_size=200))
@example(b"[" * 100_000)
@example(b'{"a":' * 100_000)
@example(b"\xff\xfe" + b"{}")
@example(b"9" * 100_000)
@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
async def test_what_is_no_event_at_all_is_refused(edge: Edge, body: bytes) -> None:
    assert await edge.post(body) == 400


async def test_each_event_is_answered_as_it_is(edge: Edge) -> None:
    assert [await edge.post(json.dumps(body).encode()) for body in EVENTS] == [200] * len(EVENTS)
