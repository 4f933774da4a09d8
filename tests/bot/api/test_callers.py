"""Only a service of our own tenant, named in the settings and with the role for it, is let in."""

import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta

import jwt
import orjson
import pytest
from aiohttp import ClientSession
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.api.callers import Gate
from bot.api.limits import Limits
from bot.api.operations import OPERATIONS, PLACE, Operation
from bot.api.problems import Code, ProblemError
from bot.api.settings import ApiSettings
from bot.entra.tokens import EntraTokens
from bot.setting_problems import SettingsError
from bot.settings import load_settings
from bot.teams.keys import KeyRing
from storage.database import Database
from tests.bot.api.house import CLIENT_ID, EVERYTHING, SERVICE_PRINCIPAL, ApiHouse, api_house
from tests.bot.teams.openid_server import APP_ID, FIRST_KEY, OpenIdServer, rsa_key
from tests.conftest import TENANT
from tests.plans import FIRST_STEP

ANOTHER = "d6d49420-f39b-4df7-a1dc-d59a935871db"
PERSON = "99999999-aaaa-4bbb-8ccc-dddddddddddd"


NOT_OURS: tuple[dict[str, object], ...] = (
    {"tid": ANOTHER},
    {"iss": f"https://login.microsoftonline.com/{ANOTHER}/v2.0"},
    {"iss": "https://api.botframework.com"},
    {"aud": ANOTHER},
    {"aud": "https://graph.microsoft.com"},
    {"aud": [APP_ID]},
    {"exp": 1_600_000_000},
    {"nbf": 4_000_000_000},
    {"sub": "a-pairwise-subject"},
    {"sub": None},
    {"scp": "access_as_user"},
    {"idtyp": "user"},
    {"azp": None},
    {"oid": PERSON, "sub": "a-pairwise-subject", "azp": None, "idtyp": None},
)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Who somebody is, is known before any database is asked."""
    return sqlite_url


async def test_a_token_that_is_no_services_of_ours_is_refused(house: ApiHouse) -> None:
    for overrides in NOT_OURS:
        refused = await house.get("/rounds", house.token(**overrides))

        assert (refused.status, refused.code) == (401, "token-refused"), overrides
        assert refused.headers["WWW-Authenticate"] == 'Bearer realm="lageskoll", error="invalid_token"'


async def test_no_trick_with_algorithms_opens_the_door(house: ApiHouse) -> None:
    claims = jwt.decode(house.token(), options={"verify_signature": False})
    tokens = [
        jwt.encode(claims, "", algorithm="none", headers={"kid": FIRST_KEY}),
        signed_with_what_everybody_knows(claims),
        house.provider.sign(claims, key=rsa_key("the stranger's own")),
        house.token()[:-4] + "AAAA",
        "a.b.c",
    ]

    assert [(await house.get("/rounds", each)).status for each in tokens] == [401] * len(tokens)


def signed_with_what_everybody_knows(claims: object) -> str:
    """HS256 with the public key as its secret, which a careless reader takes for the private one's work."""
    public = rsa_key(FIRST_KEY).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    parts = [{"alg": "HS256", "typ": "JWT", "kid": FIRST_KEY}, claims]
    signed = b".".join(urlsafe_b64encode(orjson.dumps(each)).rstrip(b"=") for each in parts)
    signature = hmac.digest(public, signed, "sha256")
    return (signed + b"." + urlsafe_b64encode(signature).rstrip(b"=")).decode()


async def test_while_entras_keys_cannot_be_had_a_service_is_told_when_to_come_again() -> None:
    async with OpenIdServer() as provider, ClientSession() as session:
        provider.status = 503
        keys = KeyRing(session=session, metadata_url=provider.issuer_url)
        tokens = EntraTokens(keys=keys, authority=provider.authority, tenant_id=TENANT, audiences=[APP_ID])
        gate = Gate(tokens=tokens, clients={}, limits=Limits(1))

        with pytest.raises(ProblemError) as refused:
            await gate.admit(provider.headers())

    assert refused.value.code is Code.UNAVAILABLE
    assert refused.value.headers["Retry-After"] == "1"


def _path(operation: Operation) -> str:
    return PLACE.sub("1", operation.path)


async def test_every_address_wants_a_token_and_says_how_one_is_sent(house: ApiHouse) -> None:
    for operation in OPERATIONS:
        refused = await house.get(_path(operation), "", method=operation.method)

        assert (refused.status, refused.code) == (401, "token-refused")
        assert refused.headers["WWW-Authenticate"] == 'Bearer realm="lageskoll"'


async def test_every_address_wants_its_roles_and_names_the_one_that_is_missing(house: ApiHouse) -> None:
    for operation in OPERATIONS:
        others = [each for each in EVERYTHING if each not in operation.needs]
        token = house.token(roles=others)
        refused = await house.get(_path(operation), token, method=operation.method)

        assert (refused.status, refused.code) == (403, "role-missing")
        assert all(each.value in refused.json["detail"] for each in operation.needs)


async def test_a_service_that_the_settings_do_not_name_is_refused(house: ApiHouse) -> None:
    refused = await house.get("/rounds", house.token(azp=ANOTHER))

    assert (refused.status, refused.code) == (403, "client-unknown")
    assert [each["client"] for each in await house.audited("api.refused")] == [ANOTHER]


async def test_a_token_of_the_first_format_is_as_good(house: ApiHouse) -> None:
    token = house.token(
        iss=f"https://sts.windows.net/{TENANT}/", aud=f"api://{APP_ID}", azp=None, appid=CLIENT_ID
    )

    assert (await house.get("/rounds", token)).status == 200


async def test_who_was_refused_is_written_down_once_a_minute_however_often_they_try(house: ApiHouse) -> None:
    for _ in range(3):
        await house.get("/rounds", "")
    await house.get("/rounds", house.token(roles=[]))
    house.clock.set(FIRST_STEP + timedelta(minutes=2))
    await house.get("/plan", "")

    noted = [
        (each["code"], each["client"], each["more_before"]) for each in await house.audited("api.refused")
    ]

    assert noted == [("token-refused", "", 0), ("role-missing", "Stratsys", 0), ("token-refused", "", 2)]


async def test_a_service_may_be_refused_before_there_is_any_plan(database: Database) -> None:
    async with api_house(database, None) as house:
        refused, rounds = await house.get("/rounds", ""), await house.get("/rounds")

    assert (refused.status, rounds.json) == (401, {"items": []})


@pytest.mark.parametrize(
    "clients",
    ["Stratsys", f"{CLIENT_ID}=", f"{CLIENT_ID}", f"x={CLIENT_ID}", f"{CLIENT_ID}=A, {CLIENT_ID}=B"],
)
def test_services_are_named_by_an_id_and_a_name(clients: str) -> None:
    with pytest.raises(SettingsError, match="LAGESKOLL_API_CLIENTS"):
        load_settings(env_file=None, api_clients=clients)


def test_an_api_without_services_is_refused() -> None:
    with pytest.raises(SettingsError, match="LAGESKOLL_API_CLIENTS is missing"):
        load_settings(env_file=None, profile="development", api=True)


def test_several_services_are_told_apart() -> None:
    settings = ApiSettings(api_clients=f" {CLIENT_ID}=Stratsys , {SERVICE_PRINCIPAL.upper()}=Öppna data,")

    assert settings.clients == {CLIENT_ID: "Stratsys", SERVICE_PRINCIPAL: "Öppna data"}
