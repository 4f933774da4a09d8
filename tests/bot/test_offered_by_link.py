"""The whole house in the development profile: a file is offered by a link, and lies behind it."""

from urllib.parse import urlsplit

import orjson
from aiohttp.test_utils import TestClient, TestServer

from bot.clock import MovableClock
from bot.demo.chat import Chat, JsonObject
from bot.main import put_together
from bot.settings import load_settings
from cards.card import JsonValue
from cards.verbs import Verb
from domain.people import TenantId
from tests.bot.teams.connector_server import ConnectorServer
from tests.conftest import TENANT
from tests.plans import FIRST_STEP, entra_id, small_plan


async def test_a_file_is_fetched_by_its_link(sqlite_url: str, tenant_id: TenantId) -> None:
    settings = load_settings(
        env_file=None, profile="development", port=3978, tenant_id=TENANT, database_url=sqlite_url
    )
    async with (
        ConnectorServer() as cloud,
        put_together(settings, MovableClock(FIRST_STEP), open_client=lambda **_: cloud.session()) as house,
        TestClient(TestServer(house.application)) as client,
    ):
        await small_plan(house.database, tenant_id)

        async def post(body: JsonObject) -> tuple[int, JsonObject | None]:
            headers = {"Content-Type": "application/json"}
            async with client.post("/api/messages", data=orjson.dumps(body), headers=headers) as answer:
                received = await answer.read()
                return answer.status, orjson.loads(received) if received else None

        maja = Chat(
            post=post,
            service_url=cloud.service_url,
            tenant_id=TENANT,
            entra_object_id=entra_id("maja"),
            name="maja",
            address="maja@borlange.example",
        )
        await maja.invoke(Verb.PLAN_TEMPLATE, {})
        link = _link(cloud.heard[-1].body)
        async with client.get(urlsplit(link).path) as answer:
            content, headers = await answer.read(), answer.headers

    assert link.startswith("http://127.0.0.1:3978/files/")
    assert content.startswith(b"PK")
    assert headers["Content-Disposition"] == "attachment; filename*=UTF-8''handlingsplan-mall.xlsx"
    assert headers["X-Content-Type-Options"] == "nosniff"


def _link(message: JsonValue | JsonObject) -> str:
    text = orjson.dumps(message).decode()
    start = text.index('"url":"') + len('"url":"')
    return text[start : text.index('"', start)]
