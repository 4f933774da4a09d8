"""The whole house: the director asks for the summary in the chat, and reads the overview by its button."""

from urllib.parse import urlsplit

import orjson
from aiohttp.test_utils import TestClient, TestServer

from bot.clock import MovableClock
from bot.demo.chat import Chat, JsonObject
from bot.main import put_together
from bot.settings import load_settings
from domain.people import TenantId
from tests.bot.teams.connector_server import ConnectorServer
from tests.conftest import TENANT
from tests.plans import FIRST_STEP, entra_id, small_plan

HEADERS = {"Content-Type": "application/json"}


async def test_the_button_in_the_chat_opens_the_overview(sqlite_url: str, tenant_id: TenantId) -> None:
    settings = load_settings(
        env_file=None,
        profile="development",
        tenant_id=TENANT,
        database_url=sqlite_url,
        public_url="http://127.0.0.1:3978",
        link_key="k" * 32,
    )
    async with (
        ConnectorServer() as cloud,
        put_together(settings, MovableClock(FIRST_STEP), open_client=lambda **_: cloud.session()) as house,
        TestClient(TestServer(house.application)) as client,
    ):
        await small_plan(house.database, tenant_id)

        async def post(body: JsonObject) -> tuple[int, JsonObject | None]:
            async with client.post("/api/messages", data=orjson.dumps(body), headers=HEADERS) as answer:
                received = await answer.read()
                return answer.status, orjson.loads(received) if received else None

        henrik = Chat(
            post=post,
            service_url=cloud.service_url,
            tenant_id=TENANT,
            entra_object_id=entra_id("henrik"),
            name="henrik",
            address="henrik@borlange.example",
        )
        await henrik.say("sammanställning")
        link = _link(orjson.dumps(cloud.heard[-1].body).decode())
        async with client.get(urlsplit(link).path, allow_redirects=False) as opened:
            place = opened.headers["Location"]
            cookie = opened.headers["Set-Cookie"].partition(";")[0]
        async with client.get(place, headers={"Cookie": cookie}) as answer:
            page = await answer.text()

    assert link.startswith("http://127.0.0.1:3978/l/")
    assert (answer.status, "Henrik Norling är inloggad till kl. 09.30." in page) == (200, True)


def _link(message: str) -> str:
    start = message.index('"url":"') + len('"url":"')
    return message[start : message.index('"', start)]
