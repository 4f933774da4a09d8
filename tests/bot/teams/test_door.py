"""A true token is not enough: channel, service URL, tenant and shape are checked too; nothing is repeated."""

import logging
from collections.abc import Callable
from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import TEAMS_SERVICE_HOSTS
from bot.teams.door import Admitted, Door, TurnedAway
from bot.teams.hosts import ServiceHosts
from bot.teams.keys import KeysUnavailableError
from tests.bot.teams.bodies import TENANT_ID, Body, event, message
from tests.bot.teams.openid_server import FIRST_KEY
from tests.bot.teams.scene import MALFORMED, STRANGER, Scene, admit, encoded


async def test_teams_itself_is_let_in(scene: Scene) -> None:
    assert await scene.knock() == Admitted(message("hej"))


@pytest.mark.parametrize("channel", ["webchat", "directline", "emulator", "", 5, None])
async def test_a_token_replayed_to_another_channel_is_turned_away(
    scene: Scene, channel: str | int | None
) -> None:
    assert await scene.knock(event("message", channelId=channel)) == STRANGER


async def test_a_key_that_may_not_speak_for_teams_is_turned_away(scene: Scene) -> None:
    scene.provider.publish("webchat-key", endorsements=["webchat"])
    await scene.ring.refresh()

    assert await scene.knock(key_id="webchat-key") == STRANGER


async def test_a_new_key_is_let_in_after_a_rotation(scene: Scene) -> None:
    scene.provider.publish("next-key")
    scene.provider.withdraw(FIRST_KEY)
    await scene.ring.refresh()

    assert isinstance(await scene.knock(key_id="next-key"), Admitted)


async def test_while_the_keys_cannot_be_had_teams_is_asked_to_come_again_and_then_let_in(
    scene: Scene,
) -> None:
    scene.provider.publish("next-key")
    scene.provider.status = 503
    with pytest.raises(KeysUnavailableError):
        await scene.ring.refresh()

    assert await scene.knock(key_id="next-key") == TurnedAway(HTTPStatus.SERVICE_UNAVAILABLE, retry_after=1)
    assert isinstance(await scene.knock(), Admitted)


@pytest.mark.parametrize(
    "service_url",
    [
        "https://evil.trafficmanager.net/emea/",
        "http://smba.trafficmanager.net/emea/",
        "http://localhost:3979/",
        "",
        None,
    ],
)
async def test_a_foreign_service_url_is_turned_away_even_with_a_token_for_it(
    scene: Scene, service_url: str | None
) -> None:
    assert await scene.knock(event("message", serviceUrl=service_url), serviceurl=service_url) == STRANGER


@pytest.mark.parametrize(
    "fields",
    [
        {"channelData": {"tenant": {"id": "0b0b0b0b-1111-4222-8333-444444444444"}}},
        {"channelData": {}},
        {"channelData": None},
        {"channelData": {"tenant": TENANT_ID}},
        {"conversation": {"id": "a:anna", "tenantId": "0b0b0b0b-1111-4222-8333-444444444444"}},
        {"conversation": {"id": "a:anna", "tenantId": 5}},
    ],
    ids=str,
)
async def test_another_tenant_is_turned_away(scene: Scene, fields: Body) -> None:
    assert await scene.knock(event("message", **fields)) == STRANGER


async def test_another_tenant_that_agrees_with_itself_is_turned_away(scene: Scene) -> None:
    foreign = "0b0b0b0b-1111-4222-8333-444444444444"
    body = event(
        "message",
        channelData={"tenant": {"id": foreign}},
        conversation={"id": "a:anna", "tenantId": foreign},
    )

    assert await scene.knock(body) == STRANGER


async def test_the_tenant_in_capitals_is_the_same_tenant(scene: Scene) -> None:
    body = event("message", channelData={"tenant": {"id": TENANT_ID.upper()}})

    assert isinstance(await scene.knock(body), Admitted)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"{",
        b"[" * 100_000,
        b"\xff\xfe",
        encoded(event("")),
        encoded(event("message", type=5)),
        encoded(event("message", conversation="a:anna")),
        encoded(event("message", conversation={})),
        encoded(event("message", **{"from": None})),
        encoded(message("a\0b")),
    ],
    ids=lambda body: str(body[:40]),
)
async def test_a_shape_that_teams_never_sends_is_malformed(scene: Scene, body: bytes) -> None:
    assert await admit(scene.door, scene.provider.headers(), body) == MALFORMED


async def test_a_stranger_does_not_learn_what_shape_we_want(scene: Scene) -> None:
    assert await admit(scene.door, {}, b"nonsense") == STRANGER


async def test_a_backslash_is_not_taken_for_a_nul(scene: Scene) -> None:
    assert isinstance(await scene.knock(message(r"C:\u0000 \\u0000")), Admitted)


async def test_the_log_says_why_and_repeats_nothing(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    token = scene.provider.sign(aud="another")
    with caplog.at_level(logging.DEBUG, logger="bot"):
        await admit(scene.door, {"Authorization": f"Bearer {token}"}, encoded(message("hemligt")))

    assert "bad_token: InvalidAudienceError" in caplog.text
    assert token not in caplog.text
    assert "hemligt" not in caplog.text


@pytest.fixture
def development_door() -> Door:
    hosts = ServiceHosts(TEAMS_SERVICE_HOSTS, loopback=True)
    return Door(callers=None, hosts=hosts, knows_tenant={TENANT_ID}.__contains__)


LOCAL = event("message", serviceUrl="http://localhost:56150/_connector")


async def test_in_development_no_token_is_needed(development_door: Door) -> None:
    assert await admit(development_door, {"Host": "127.0.0.1:3978"}, encoded(LOCAL)) == Admitted(LOCAL)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:3978", "10.0.0.1", "[::1", ""])
async def test_in_development_only_this_machine_may_knock(development_door: Door, host: str) -> None:
    assert await admit(development_door, {"Host": host}, encoded(LOCAL)) == STRANGER


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        (lambda body: {**body, "channelData": {}}, STRANGER),
        (lambda body: {**body, "serviceUrl": "http://evil.example/"}, STRANGER),
        (lambda body: {**body, "channelId": "emulator"}, STRANGER),
        (lambda body: {**body, "conversation": None}, MALFORMED),
    ],
)
async def test_in_development_everything_else_is_still_checked(
    development_door: Door, change: Callable[[Body], Body], answer: TurnedAway
) -> None:
    assert await admit(development_door, {"Host": "localhost:3978"}, encoded(change(LOCAL))) == answer


@given(st.dictionaries(st.sampled_from(["Authorization", "Host"]), st.text()), st.binary())
async def test_no_request_is_too_strange_to_turn_away(headers: dict[str, str], body: bytes) -> None:
    door = Door(callers=None, hosts=ServiceHosts(()), knows_tenant=lambda _: True)

    assert isinstance(await admit(door, headers, body), TurnedAway)
