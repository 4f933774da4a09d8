"""Whoever is not Teams, or not our Teams, stays outside: 401, not a word, and nothing has run."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import jwt
import pytest

from bot.demo.chat import JsonObject
from cards.card import JsonValue
from cards.verbs import Verb
from tests.bot.teams.openid_server import FIRST_KEY, OpenIdServer, claims_for, rsa_key
from tests.flows.town import Town

FOREIGN_HOST = "https://smba.trafficmanager.net.example.org/emea/"
FOREIGN_TENANT = "99999999-2222-4333-8444-555555555555"
YESTERDAY = int(time.time()) - 86_400

Headers = Callable[[OpenIdServer], Mapping[str, str]]


def bearer(token: str) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {token}"}


def unsigned(_: OpenIdServer) -> Mapping[str, str]:
    return bearer(jwt.encode(claims_for(), "", algorithm="none", headers={"kid": FIRST_KEY}))


def signed_with_a_password(_: OpenIdServer) -> Mapping[str, str]:
    password = "a password that is long enough for its hash"
    return bearer(jwt.encode(claims_for(), password, algorithm="HS256", headers={"kid": FIRST_KEY}))


TOKENS: Mapping[str, Headers] = {
    "no token": lambda _: {},
    "no scheme": lambda openid: {"Authorization": openid.sign()},
    "another scheme": lambda openid: {"Authorization": f"Basic {openid.sign()}"},
    "an empty token": lambda _: bearer(""),
    "nonsense": lambda _: bearer("a.b.c"),
    "wrong key": lambda openid: openid.headers(key=rsa_key("a strangers key")),
    "unknown key id": lambda openid: openid.headers(key_id="nobodys-key"),
    "expired": lambda openid: openid.headers(exp=YESTERDAY),
    "not valid yet": lambda openid: openid.headers(nbf=int(time.time()) + 86_400),
    "no end": lambda openid: openid.headers(without=("exp",)),
    "no issuer": lambda openid: openid.headers(without=("iss",)),
    "no audience": lambda openid: openid.headers(without=("aud",)),
    "no service URL": lambda openid: openid.headers(without=("serviceurl",)),
    "another bot's": lambda openid: openid.headers(aud="99999999-6a0e-4b0e-9d0b-0a6a7c1f2e3d"),
    "wrong issuer": lambda openid: openid.headers(iss="https://sts.windows.net/elsewhere/"),
    "another service URL": lambda openid: openid.headers(serviceurl=FOREIGN_HOST),
    "no algorithm": unsigned,
    "another algorithm": signed_with_a_password,
}
BODIES: Mapping[str, tuple[JsonObject, Mapping[str, str]]] = {
    "another tenant": ({"channelData": {"tenant": {"id": FOREIGN_TENANT}}}, {}),
    "no tenant": ({"channelData": {}}, {}),
    "another service URL": ({"serviceUrl": FOREIGN_HOST}, {}),
    "a foreign host in both": ({"serviceUrl": FOREIGN_HOST}, {"serviceurl": FOREIGN_HOST}),
    "no encryption": (
        {"serviceUrl": "http://smba.trafficmanager.net/emea/"},
        {"serviceurl": "http://smba.trafficmanager.net/emea/"},
    ),
    "replayed to another channel": ({"channelId": "webchat"}, {}),
    "replayed to the emulator": ({"channelId": "emulator"}, {}),
    "no channel": ({"channelId": ""}, {}),
}


async def press_of_karin(town: Town) -> JsonObject:
    """What Karin's client sends when she presses a button that saves."""
    sent: list[JsonObject] = []

    async def note(body: JsonObject) -> tuple[int, dict[str, JsonValue]]:
        sent.append(body)
        return 200, {}

    plan = town.plan
    data: JsonObject = {
        "round": plan.follow_up_round_id,
        "owner": plan.karin,
        "item": plan.solar_roofs,
        "key": "k",
    }
    await replace(town.chats["karin"], post=note).invoke(Verb.REPEAT_ANSWER, data)
    return sent[0]


@pytest.fixture
async def open_round(place: Town) -> Town:
    """Everything is set for Karin's press to be saved, if she were let in."""
    await place.chats["karin"].install()
    await place.move_to("2023-08-22T09:00:00+02:00")
    return place


async def test_karin_herself_is_let_in(open_round: Town) -> None:
    before = await open_round.everything()

    status, answer = await open_round.knock(await press_of_karin(open_round), open_round.openid.headers())

    assert status == 200
    assert answer
    assert await open_round.everything() != before


async def test_a_token_that_proves_nothing_opens_nothing(open_round: Town) -> None:
    body, before = await press_of_karin(open_round), await open_round.everything()
    heard = len(open_round.cloud.heard)

    answers = {name: await open_round.knock(body, made(open_round.openid)) for name, made in TOKENS.items()}

    assert answers == dict.fromkeys(TOKENS, (401, b""))
    assert await open_round.everything() == before
    assert len(open_round.cloud.heard) == heard


async def test_an_honest_token_opens_nothing_for_another_body(open_round: Town) -> None:
    body, before = await press_of_karin(open_round), await open_round.everything()
    heard = len(open_round.cloud.heard)

    answers = {
        name: await open_round.knock({**body, **changed}, open_round.openid.headers(**claims))
        for name, (changed, claims) in BODIES.items()
    }

    assert answers == dict.fromkeys(BODIES, (401, b""))
    assert await open_round.everything() == before
    assert len(open_round.cloud.heard) == heard
