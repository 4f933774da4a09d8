"""Only a token of our own tenant, for our own app, made by Entra and still good, says who somebody is."""

import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import jwt
import pytest

from bot.entra.tokens import EntraTokens, audiences, metadata_url
from bot.teams.caller import Reason, StrangerError
from bot.teams.keys import KeyRing
from tests.bot.teams.openid_server import APP_ID, FIRST_KEY, OpenIdServer, rsa_key

AUTHORITY = "https://login.microsoftonline.com"
TENANT_ID = "8c2f6d5e-1b7a-4c39-9f53-6a1d7e0b4c21"
ANOTHER = "d6d49420-f39b-4df7-a1dc-d59a935871db"
MAJA = "99999999-aaaa-4bbb-8ccc-dddddddddddd"
ORIGIN = "https://lageskoll.borlange.example"


def claims(**overrides: object) -> dict[str, object]:
    """An honest token of the second format, for a person."""
    now = int(time.time())
    honest = {
        "iss": f"{AUTHORITY}/{TENANT_ID}/v2.0",
        "aud": APP_ID,
        "tid": TENANT_ID,
        "oid": MAJA,
        "azp": "1fec8e78-bce4-4aaf-ab1b-5451cc387264",
        "scp": "access_as_user",
        "nbf": now - 300,
        "exp": now + 3600,
    }
    return {name: value for name, value in {**honest, **overrides}.items() if value is not None}


@pytest.fixture
async def provider() -> AsyncIterator[OpenIdServer]:
    async with OpenIdServer() as server:
        yield server


@pytest.fixture
async def tokens(provider: OpenIdServer) -> AsyncIterator[EntraTokens]:
    async with aiohttp.ClientSession() as session:
        keys = KeyRing(session=session, metadata_url=provider.issuer_url)
        yield EntraTokens(
            keys=keys, authority=AUTHORITY, tenant_id=TENANT_ID, audiences=audiences(APP_ID, ORIGIN)
        )


async def test_a_persons_token_says_who_they_are(tokens: EntraTokens, provider: OpenIdServer) -> None:
    caller = await tokens.verify(provider.sign(claims()))

    assert (caller.object_id, caller.tenant_id, caller.is_application) == (MAJA, TENANT_ID, False)
    assert caller.scopes == {"access_as_user"}


@pytest.mark.parametrize(
    "overrides",
    [
        {"iss": f"https://sts.windows.net/{TENANT_ID}/", "azp": None, "appid": "teams"},
        {"aud": f"api://lageskoll.borlange.example/{APP_ID}"},
        {"aud": f"api://{APP_ID}"},
        {"aud": f"api://lageskoll.borlange.example/botid-{APP_ID}"},
    ],
    ids=str,
)
async def test_both_formats_of_a_token_are_ours(
    tokens: EntraTokens, provider: OpenIdServer, overrides: dict[str, Any]
) -> None:
    assert (await tokens.verify(provider.sign(claims(**overrides)))).client_id


SERVICE = {"scp": None, "sub": MAJA, "roles": ["Plan.Read", 7, "Answers.Write"]}


@pytest.mark.parametrize(
    "overrides",
    [
        {},
        {"idtyp": "app"},
        {"iss": f"https://sts.windows.net/{TENANT_ID}/", "azp": None, "appid": "another service"},
    ],
    ids=str,
)
async def test_a_services_token_has_roles_and_no_person(
    tokens: EntraTokens, provider: OpenIdServer, overrides: dict[str, Any]
) -> None:
    caller = await tokens.verify(provider.sign(claims(**{**SERVICE, **overrides})))

    assert caller.is_application
    assert caller.roles == {"Plan.Read", "Answers.Write"}


@pytest.mark.parametrize(
    "overrides",
    [
        # An ID token, which any app that signs people in may get: its subject is the person's with us alone.
        {"sub": "a-pairwise-subject", "azp": None},
        {"sub": "a-pairwise-subject"},
        {"sub": None},
        {"sub": MAJA, "azp": None},
        {"scp": "access_as_user"},
        {"idtyp": "user"},
        {"idtyp": ["app"]},
    ],
    ids=str,
)
async def test_a_persons_token_is_no_services_though_it_has_roles(
    tokens: EntraTokens, provider: OpenIdServer, overrides: dict[str, Any]
) -> None:
    caller = await tokens.verify(provider.sign(claims(**{**SERVICE, **overrides})))

    assert not caller.is_application


@pytest.mark.parametrize(
    "overrides",
    [
        {"iss": f"{AUTHORITY}/{ANOTHER}/v2.0"},
        {"iss": f"{AUTHORITY}/{ANOTHER}/v2.0", "tid": ANOTHER},
        {"iss": "https://api.botframework.com"},
        {"iss": None},
        {"tid": ANOTHER},
        {"tid": None},
        {"aud": ANOTHER},
        {"aud": f"api://elsewhere.example/{APP_ID}"},
        {"aud": "https://graph.microsoft.com"},
        {"aud": [APP_ID]},
        {"aud": None},
        {"exp": 1_600_000_000},
        {"exp": None},
        {"nbf": 4_000_000_000},
        {"nbf": None},
        {"oid": None},
        {"oid": 7},
    ],
    ids=str,
)
async def test_a_token_that_is_not_ours_is_refused(
    tokens: EntraTokens, provider: OpenIdServer, overrides: dict[str, Any]
) -> None:
    with pytest.raises(StrangerError):
        await tokens.verify(provider.sign(claims(**overrides)))


async def test_a_strangers_signature_is_refused(tokens: EntraTokens, provider: OpenIdServer) -> None:
    with pytest.raises(StrangerError):
        await tokens.verify(provider.sign(claims(), key=rsa_key("the stranger's own")))


async def test_an_unknown_key_is_refused(tokens: EntraTokens, provider: OpenIdServer) -> None:
    with pytest.raises(StrangerError) as refusal:
        await tokens.verify(provider.sign(claims(), key_id="a stranger's key"))

    assert refusal.value.reason is Reason.UNKNOWN_KEY


@pytest.mark.parametrize("algorithm", ["RS384", "PS256"])
async def test_another_algorithm_is_refused(tokens: EntraTokens, algorithm: str) -> None:
    token = jwt.encode(claims(), rsa_key(FIRST_KEY), algorithm=algorithm, headers={"kid": FIRST_KEY})

    with pytest.raises(StrangerError):
        await tokens.verify(token)


@pytest.mark.parametrize("token", ["", "a.b.c", "åäö", "x" * 20_000, "e30.e30.e30"])
async def test_no_token_is_too_strange_to_refuse(tokens: EntraTokens, token: str) -> None:
    with pytest.raises(StrangerError):
        await tokens.verify(token)


def test_the_keys_are_the_tenants_own() -> None:
    found = metadata_url(f"{AUTHORITY}/", TENANT_ID)

    assert found == f"{AUTHORITY}/{TENANT_ID}/v2.0/.well-known/openid-configuration"
