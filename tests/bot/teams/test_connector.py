"""What the real messenger writes on the wire, and what it refuses to send."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, replace

import aiohttp
import pytest

from bot.entra.own_token import TokenError
from bot.settings import TEAMS_SERVICE_HOSTS
from bot.teams.connector import TeamsMessenger, open_session
from bot.teams.hosts import ServiceHosts
from bot.teams.patience import Patience
from domain.contact import ContactPoint
from domain.deliveries import FailureReason
from domain.people import TenantId
from scheduler.messenger import DeliveryError
from tests.bot.teams.bodies import ANNA_ID, BOT_ID, SERVICE_URL, TENANT_ID
from tests.bot.teams.connector_server import ConnectorServer, Prepared, refusal
from tests.fakes.cards import card_of

ANNA = ContactPoint(
    tenant_id=TenantId(TENANT_ID),
    entra_object_id=ANNA_ID,
    service_url=SERVICE_URL,
    conversation_id="a:anna",
    teams_user_id="29:anna",
    bot_id=BOT_ID,
)
CARD = card_of({"type": "AdaptiveCard", "version": "1.5"}, "Dags att svara")


class Token:
    async def token(self) -> str:
        return "the-token"


class NoLuck:
    async def token(self) -> str:
        raise TokenError("invalid_client")


@dataclass(frozen=True)
class Wire:
    server: ConnectorServer
    session: aiohttp.ClientSession

    def messenger(
        self, hosts: ServiceHosts | None = None, patience: Patience | None = None
    ) -> TeamsMessenger:
        return TeamsMessenger(
            patience=patience,
            session=self.session,
            tokens=Token(),
            hosts=hosts or ServiceHosts(TEAMS_SERVICE_HOSTS),
            app_id="app",
        )


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with ConnectorServer() as server, server.session() as session:
        yield Wire(server, session)


async def test_a_card_goes_alone_with_the_notification_in_the_summary(wire: Wire) -> None:
    await wire.messenger().send(ANNA, CARD)

    assert wire.server.heard[0].body == {
        "type": "message",
        "conversation": {"id": "a:anna"},
        "from": {"id": BOT_ID},
        "recipient": {"id": "29:anna"},
        "summary": "Dags att svara",
        "attachments": [
            {
                "contentType": "application/vnd.microsoft.card.adaptive",
                "content": {"type": "AdaptiveCard", "version": "1.5"},
            }
        ],
    }
    assert wire.server.heard[0].authorization == "Bearer the-token"


async def test_a_sentence_is_plain_text(wire: Wire) -> None:
    await wire.messenger().say(ANNA, "Hej")

    assert wire.server.heard[0].body["textFormat"] == "plain"


async def test_a_conversation_is_opened_with_the_entra_id_where_teams_id_is_unknown(wire: Wire) -> None:
    stranger = replace(ANNA, teams_user_id="", bot_id="", conversation_id="")

    await wire.messenger().open_conversation(stranger)

    assert wire.server.heard[0].body == {
        "bot": {"id": "28:app"},
        "members": [{"id": ANNA_ID}],
        "isGroup": False,
        "tenantId": TENANT_ID,
        "channelData": {"tenant": {"id": TENANT_ID}},
    }


@pytest.mark.parametrize(
    "service_url", ["https://smba.trafficmanager.net/emea", "https://smba.trafficmanager.net/emea/"]
)
async def test_ids_are_escaped_in_the_path(wire: Wire, service_url: str) -> None:
    contact = replace(ANNA, service_url=service_url, conversation_id="19:å/b?c#d@thread")

    await wire.messenger().send(contact, CARD)

    assert wire.server.heard[0].path == "/emea/v3/conversations/19%3A%C3%A5%2Fb%3Fc%23d%40thread/activities"


async def test_an_id_of_dots_does_not_climb(wire: Wire) -> None:
    with pytest.raises(DeliveryError):
        await wire.messenger().update(ANNA, "..", CARD)

    assert wire.server.heard[0].path.endswith("/activities/%2E%2E")


async def test_nothing_is_sent_to_a_host_that_is_not_listed(wire: Wire) -> None:
    hosts = ServiceHosts(["smba.infra.gov.teams.microsoft.us"])

    with pytest.raises(DeliveryError) as failure:
        await wire.messenger(hosts).send(ANNA, CARD)

    assert (failure.value.reason, failure.value.code) == (FailureReason.REJECTED, "ServiceUrlNotAllowed")
    assert failure.value.permanent
    assert wire.server.heard == []


async def test_a_person_in_the_government_cloud_is_tried_there_once(wire: Wire) -> None:
    wire.server.answer_next(refusal(403, "InvalidBotApiHost"), refusal(403, "InvalidBotApiHost"))

    with pytest.raises(DeliveryError) as failure:
        await wire.messenger().send(ANNA, CARD)

    hosts = ["smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"]
    assert [heard.host for heard in wire.server.heard] == hosts
    assert failure.value.code == "InvalidBotApiHost"


async def test_the_government_cloud_is_not_tried_where_it_is_not_listed(wire: Wire) -> None:
    wire.server.answer_next(refusal(403, "InvalidBotApiHost"))

    with pytest.raises(DeliveryError):
        await wire.messenger(ServiceHosts(["smba.trafficmanager.net"])).send(ANNA, CARD)

    assert len(wire.server.heard) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503])
async def test_nothing_is_retried_here(wire: Wire, status: int) -> None:
    wire.server.answer_next(Prepared(status=status))

    with pytest.raises(DeliveryError):
        await wire.messenger().update(ANNA, "1", CARD)

    assert len(wire.server.heard) == 1


ELSEWHERE = "https://smba.trafficmanager.net/emea/v3/conversations/a:anna/members/29:anna"


async def test_a_redirect_is_not_followed_with_the_token_in_hand(wire: Wire) -> None:
    wire.server.answer_next(Prepared(status=302, headers={"Location": ELSEWHERE}))

    with pytest.raises(DeliveryError) as failure:
        await wire.messenger().send(ANNA, CARD)

    assert failure.value.permanent
    assert len(wire.server.heard) == 1


@pytest.mark.parametrize("answer", [b"", b"{}", b"<html>", b'{"id": 5}'])
async def test_a_message_without_an_id_is_sent_but_cannot_be_updated(wire: Wire, answer: bytes) -> None:
    wire.server.answer_next(Prepared(status=200, body=answer))

    assert await wire.messenger().send(ANNA, CARD) == ""


async def test_a_conversation_without_an_id_is_not_opened(wire: Wire) -> None:
    wire.server.answer_next(Prepared(status=200, body=b"{}"))

    with pytest.raises(DeliveryError) as failure:
        await wire.messenger().open_conversation(ANNA)

    assert failure.value.code == "UnreadableAnswer"


async def test_a_silent_network_is_worth_another_try(wire: Wire) -> None:
    messenger = wire.messenger()
    await wire.server.__aexit__(None, None, None)

    with pytest.raises(DeliveryError) as failure:
        await messenger.send(ANNA, CARD)

    assert (failure.value.reason, failure.value.permanent) == (FailureReason.UNAVAILABLE, False)


async def test_without_a_token_nothing_is_sent_and_it_is_worth_another_try(wire: Wire) -> None:
    hosts = ServiceHosts(TEAMS_SERVICE_HOSTS)
    messenger = TeamsMessenger(session=wire.session, tokens=NoLuck(), hosts=hosts, app_id="app")

    with pytest.raises(DeliveryError) as failure:
        await messenger.send(ANNA, CARD)

    assert (failure.value.reason, failure.value.code) == (FailureReason.UNAVAILABLE, "NoToken")
    assert not failure.value.permanent
    assert wire.server.heard == []


async def test_one_conversation_is_written_to_one_message_at_a_time(wire: Wire) -> None:
    messenger = wire.messenger()
    others = [replace(ANNA, conversation_id=f"a:other-{number}") for number in range(5)]
    wire.server.hold()
    sending = [asyncio.create_task(messenger.send(contact, CARD)) for contact in [ANNA, ANNA, ANNA, *others]]

    await wire.server.has_heard(1 + len(others))
    heard = [request.path for request in wire.server.heard]
    wire.server.release()
    await asyncio.gather(*sending)

    assert sum("a%3Aanna" in path for path in heard) == 1
    assert len(wire.server.heard) == len(sending)


async def test_when_teams_does_not_answer_it_is_not_there_and_the_conversation_is_free_again(
    wire: Wire,
) -> None:
    patience = Patience(3600)
    messenger = wire.messenger(patience=patience)
    wire.server.hold()
    sending = asyncio.create_task(messenger.send(ANNA, CARD))
    await wire.server.has_heard(1)
    next(iter(patience.waits)).end()

    with pytest.raises(DeliveryError) as failure:
        await sending
    wire.server.release()

    assert (failure.value.reason, failure.value.code) == (FailureReason.UNAVAILABLE, "TimeoutError")
    assert not failure.value.permanent
    assert await messenger.send(ANNA, CARD)


@pytest.mark.parametrize(
    "answer",
    [
        Prepared(status=201, body=b'{"id": "1"}'),
        Prepared(status=204),
        Prepared(status=302, headers={"Location": "https://elsewhere.example/"}),
        refusal(403, "MessageWritesBlocked"),
        Prepared(status=502, body=b"x" * 300_000),
        Prepared(status=201, body=b"no gzip", headers={"Content-Encoding": "gzip"}),
    ],
)
async def test_whatever_teams_answers_the_connection_is_free_for_the_next_message(
    wire: Wire, answer: Prepared
) -> None:
    async with wire.server.session(connections=1) as session:
        messenger = replace(wire, session=session).messenger()
        wire.server.answer_next(answer, answer)
        for _ in range(2):
            with suppress(DeliveryError):
                await messenger.send(ANNA, CARD)

        assert await messenger.send(ANNA, CARD)


async def test_the_other_spelling_of_the_entra_id_is_understood(wire: Wire) -> None:
    wire.server.members["29:anna"] = {"objectId": ANNA_ID, "name": "Anna", "email": "A@B.example"}

    member = await wire.messenger().look_up(ANNA)

    assert (member.entra_object_id, member.addresses) == (ANNA_ID, ("a@b.example",))


async def test_the_session_keeps_no_cookies() -> None:
    async with open_session(proxy_from_environment=False) as session:
        assert isinstance(session.cookie_jar, aiohttp.DummyCookieJar)
