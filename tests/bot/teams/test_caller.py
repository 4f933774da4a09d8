"""Every kind of false token is turned away, and a true one is verified once."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from bot.teams.door import Admitted
from tests.bot.teams.bodies import event, message
from tests.bot.teams.openid_server import APP_ID, FIRST_KEY, claims_for, rsa_key
from tests.bot.teams.scene import STRANGER, Scene, admit, encoded


def part(content: bytes) -> str:
    """As it stands in a token."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


HEADER = part(json.dumps({"alg": "RS256", "kid": FIRST_KEY}).encode())


async def test_a_clock_five_minutes_wrong_is_forgiven(scene: Scene) -> None:
    now = int(time.time())

    assert isinstance(await scene.knock(exp=now - 240), Admitted)
    assert isinstance(await scene.knock(nbf=now + 240), Admitted)


@pytest.mark.parametrize(
    "overrides",
    [
        {"exp": 1_600_000_000},
        {"nbf": 4_000_000_000},
        {"aud": "00000000-0000-4000-8000-000000000000"},
        {"aud": [APP_ID, "another"]},
        {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
        {"serviceurl": "https://smba.trafficmanager.net/amer/"},
        {"without": ["exp"]},
        {"without": ["iss"]},
        {"without": ["aud"]},
        {"without": ["serviceurl"]},
        {"exp": "soon"},
        {"exp": float("inf")},
    ],
    ids=str,
)
async def test_a_token_that_is_not_for_us_now_is_turned_away(scene: Scene, overrides: dict[str, Any]) -> None:
    assert await scene.knock(**overrides) == STRANGER


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic YW5uYTpoZW1saWd0"},
        {"Authorization": "Bearer nonsense"},
        {"Authorization": "Bearer a.b.c"},
        {"Authorization": "Bearer åäö"},
        {"Authorization": "Bearer " + "[" * 6000},
        {"Authorization": "Bearer .."},
        {"Authorization": "Bearer ...."},
        {"Authorization": f"Bearer {HEADER}"},
        {"Authorization": f"Bearer {HEADER}."},
        {"Authorization": f"Bearer {HEADER}.."},
        {"Authorization": f"Bearer {HEADER}.e30.c2ln.c2ln"},
        {"Authorization": f"Bearer {HEADER}!.e30.c2ln"},
        {"Authorization": f"Bearer {part(b'[' * 1400)}.e30.c2ln"},
        {"Authorization": f"Bearer {part(b'[1]')}.e30.c2ln"},
        {"Authorization": f"Bearer {part(b'null')}.e30.c2ln"},
        {"Authorization": f"Bearer {part(bytes(range(128, 255)))}.e30.c2ln"},
        {"Authorization": f"Bearer {part(json.dumps({'alg': 'RS256', 'kid': ['x']}).encode())}.e30.c2ln"},
        {"Authorization": f"Bearer {part(json.dumps({'alg': ['RS256'], 'kid': 'x'}).encode())}.e30.c2ln"},
        {"Authorization": f"Bearer {base64.urlsafe_b64encode(b'[' * 6000).decode()}.e30.e30"},
    ],
)
async def test_no_token_or_no_real_one_is_turned_away(scene: Scene, headers: dict[str, str]) -> None:
    assert await admit(scene.door, headers, encoded(message("hej"))) == STRANGER


async def test_a_wrong_signature_is_turned_away(scene: Scene) -> None:
    assert await scene.knock(key=rsa_key("the stranger's own")) == STRANGER


async def test_a_changed_token_is_turned_away(scene: Scene) -> None:
    header, _, signature = scene.provider.sign().split(".")
    claims = base64.urlsafe_b64encode(json.dumps({**claims_for(), "exp": 4_000_000_000}).encode()).decode()

    assert await scene.knock_with(f"{header}.{claims.rstrip('=')}.{signature}") == STRANGER


async def test_an_unknown_key_is_turned_away(scene: Scene) -> None:
    assert await scene.knock(key_id="a stranger's key") == STRANGER


async def test_a_token_without_algorithm_is_turned_away(scene: Scene) -> None:
    unsigned = jwt.encode(claims_for(), "", algorithm="none", headers={"kid": FIRST_KEY})

    assert await scene.knock_with(unsigned) == STRANGER


async def test_a_token_signed_with_the_public_key_as_a_password_is_turned_away(scene: Scene) -> None:
    public = rsa_key(FIRST_KEY).public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    assert await scene.knock_with(signed_with_password(pem)) == STRANGER


def signed_with_password(password: bytes) -> str:
    """HS256 by hand: the library refuses to make such a token."""
    header = part(json.dumps({"alg": "HS256", "typ": "JWT", "kid": FIRST_KEY}).encode())
    signed = f"{header}.{part(json.dumps(claims_for()).encode())}"
    return f"{signed}.{part(hmac.new(password, signed.encode(), hashlib.sha256).digest())}"


async def test_a_header_longer_than_anybody_needs_is_turned_away_although_it_is_signed(scene: Scene) -> None:
    headers = {"kid": FIRST_KEY, "x5c": "x" * 2000}
    token = jwt.encode(claims_for(), rsa_key(FIRST_KEY), algorithm="RS256", headers=headers)

    assert await scene.knock_with(token) == STRANGER


@pytest.mark.parametrize("algorithm", ["RS384", "PS256"])
async def test_another_algorithm_with_the_right_key_is_turned_away(scene: Scene, algorithm: str) -> None:
    token = jwt.encode(claims_for(), rsa_key(FIRST_KEY), algorithm=algorithm, headers={"kid": FIRST_KEY})

    assert await scene.knock_with(token) == STRANGER


async def test_a_verified_token_is_remembered_until_it_expires(scene: Scene) -> None:
    token = scene.provider.sign(exp=int(scene.clock.now) + 600)
    await scene.knock_with(token)
    scene.provider.publish("next-key")
    scene.provider.withdraw(FIRST_KEY)
    await scene.ring.refresh()

    remembered = await scene.knock_with(token)
    scene.clock.now += 601
    forgotten = await scene.knock_with(token)

    assert isinstance(remembered, Admitted)
    assert forgotten == STRANGER


async def test_a_remembered_token_is_still_bound_to_its_service_url(scene: Scene) -> None:
    headers = scene.provider.headers()
    await admit(scene.door, headers, encoded(message("hej")))
    elsewhere = event("message", serviceUrl="https://smba.trafficmanager.net/amer/")

    assert await admit(scene.door, headers, encoded(elsewhere)) == STRANGER
