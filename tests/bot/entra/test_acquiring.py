"""Each credential is taken by an Entra that checks it as the real one does, and by no other."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.entra.acquiring import acquirer
from bot.entra.own_token import TokenError
from bot.settings import Settings
from tests.bot.entra.certificates import certificate, elliptic_pem, key_pem, pem, pfx
from tests.bot.entra.house import EntraHouse
from tests.bot.entra.platform import HEADER, IDENTITY, Platform, assertion, trust
from tests.bot.teams.bodies import TENANT_ID
from tests.flows.app_registration import (
    ENDED_SECRET,
    NOT_AN_ASSERTION,
    NOT_IN_TIME,
    NOT_TRUSTED,
    UNKNOWN_CERTIFICATE,
    WRONG_SECRET,
)

GRAPH = "https://graph.microsoft.com/.default"


async def test_a_secret_is_taken_for_teams_and_for_graph(entra: EntraHouse) -> None:
    entra.registration.secrets.add("s3cret")
    settings = entra.settings(app_secret="s3cret")

    assert await entra.outcome(acquirer(settings)) == "token"
    assert entra.last["scope"] == "https://api.botframework.com/.default"
    assert await entra.outcome(acquirer(settings, scope=GRAPH)) == "token"
    assert entra.last["scope"] == GRAPH


async def test_a_refusal_keeps_entras_number_and_no_secret(entra: EntraHouse) -> None:
    entra.registration.ended_secrets.add("s3cret-of-old")

    for secret, number in (("s3cret", WRONG_SECRET), ("s3cret-of-old", ENDED_SECRET)):
        with pytest.raises(TokenError, match=f"AADSTS{number}") as failure:
            await asyncio.to_thread(entra.acquire(app_secret=secret))
        assert secret not in str(failure.value)


@pytest.mark.parametrize(
    ("name", "content", "password"),
    [
        ("bot.pem", pem(), None),
        ("bot.pem", pem(password="hemligt å"), "hemligt å"),
        ("bot.pem", pem(), "a password that is not needed"),
        ("bot.pem", pem(vouched_by=("authority", "root")), None),
        ("bot.pfx", pfx(), None),
        ("lageskoll_app_certificate", pfx(password="hemligt å", vouched_by=("authority",)), "hemligt å"),
    ],
    ids=[
        "pem",
        "pem with password",
        "needless password",
        "chain first",
        "pfx",
        "pfx as a secret, with chain",
    ],
)
async def test_a_certificate_signs_an_assertion_that_entra_takes_each_time(
    entra: EntraHouse, name: str, content: bytes, password: str | None
) -> None:
    entra.registration.upload(certificate())
    file = entra.folder / name
    file.write_bytes(content)
    acquire = entra.acquire(app_certificate_file=file, app_certificate_password=password)

    # The fake takes no assertion twice, as RFC 7523 has it.
    assert [await entra.outcome(acquire) for _ in range(2)] == ["token"] * 2


async def test_another_certificate_or_one_that_has_ended_is_refused(entra: EntraHouse) -> None:
    entra.registration.upload(certificate("another"))
    ended = datetime.now(UTC) - timedelta(hours=1)
    entra.registration.upload(certificate("ended", ends=ended))
    for name, content in (("wrong", pem()), ("ended", pem("ended", ends=ended))):
        file = entra.write(name, content)

        assert await entra.outcome(entra.acquire(app_certificate_file=file)) == f"AADSTS{UNKNOWN_CERTIFICATE}"


@pytest.mark.parametrize(
    ("content", "password", "fault"),
    [
        (None, None, "not_readable"),
        (b"", None, "no_private_key"),
        (b"not a certificate", None, "no_private_key"),
        (pem()[: len(pem()) // 2], None, "no_private_key"),
        (pem(password="hemligt"), None, "no_private_key"),
        (pem(password="hemligt"), "gissat", "no_private_key"),
        (key_pem(), None, "no_certificate"),
        (key_pem() + pem("another").partition(b"-----BEGIN PRIVATE")[0], None, "no_certificate"),
        (elliptic_pem(), None, "not_rsa"),
    ],
)
async def test_a_certificate_that_cannot_be_used_says_why_and_entra_is_not_asked(
    entra: EntraHouse, content: bytes | None, password: str | None, fault: str
) -> None:
    file = entra.folder / "bot.pem"
    if content is not None:
        file.write_bytes(content)
    acquire = entra.acquire(app_certificate_file=file, app_certificate_password=password)

    assert await entra.outcome(acquire) == f"CertificateError: {fault}"
    assert entra.login.asked == []


async def test_a_federated_token_is_read_from_its_file_each_time(entra: EntraHouse) -> None:
    entra.registration.trust = trust()
    file = entra.write("token", assertion() + "\n")
    acquire = entra.acquire(federated_token_file=file)
    first = await entra.outcome(acquire), entra.last["client_assertion"]
    entra.write("token", assertion())
    second = await entra.outcome(acquire), entra.last["client_assertion"]

    assert (first[0], second[0]) == ("token", "token")
    assert first[1] != second[1]


@pytest.mark.parametrize(
    ("token", "number"),
    [
        (assertion(audience="api://another"), NOT_TRUSTED),
        (assertion(subject="somebody else"), NOT_TRUSTED),
        (assertion(key="a stranger's"), NOT_TRUSTED),
        (assertion(lasts=-60), NOT_IN_TIME),
        ("not.an.assertion", NOT_AN_ASSERTION),
    ],
    ids=["audience", "subject", "signature", "ended", "nonsense"],
)
async def test_a_federated_token_that_entra_does_not_trust_is_refused(
    entra: EntraHouse, token: str, number: int
) -> None:
    entra.registration.trust = trust()
    file = entra.write("token", token)

    assert await entra.outcome(entra.acquire(federated_token_file=file)) == f"AADSTS{number}"


@pytest.mark.parametrize("kind", ["machine", "container"])
async def test_the_platforms_identity_is_exchanged_for_the_apps_own_token(
    entra: EntraHouse, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    entra.registration.trust = trust()
    # Entra may be behind a proxy, and the platform never is.
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "localhost")
    async with Platform() as platform:
        for name, value in getattr(platform, kind).items():
            monkeypatch.setenv(name, value)
        outcome = await entra.outcome(entra.acquire(federated_identity_client_id=IDENTITY))

        assert outcome == "token"
        assert platform.asked == [(IDENTITY, "api://AzureADTokenExchange")]


@pytest.mark.parametrize(
    ("whose", "header", "kind"),
    [("another", HEADER, "machine"), ("another", HEADER, "container"), (IDENTITY, "wrong", "container")],
)
async def test_an_identity_that_the_platform_does_not_know_gets_no_further(
    entra: EntraHouse, monkeypatch: pytest.MonkeyPatch, whose: str, header: str, kind: str
) -> None:
    async with Platform() as platform:
        for name, value in {**getattr(platform, kind)}.items():
            monkeypatch.setenv(name, header if name == "IDENTITY_HEADER" else value)

        assert await entra.outcome(entra.acquire(federated_identity_client_id=whose)) != "token"
    assert entra.login.asked == []


async def test_an_app_that_is_itself_a_managed_identity_asks_the_platform_alone(
    entra: EntraHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Platform() as platform:
        for name, value in platform.container.items():
            monkeypatch.setenv(name, value)
        token = await asyncio.to_thread(entra.acquire(managed_identity_client_id=IDENTITY))

        assert token.value
        assert platform.asked == [(IDENTITY, "https://api.botframework.com")]
    assert entra.login.asked == []


async def test_an_entra_that_does_not_answer_is_an_error_of_ours(entra: EntraHouse) -> None:
    acquire = acquirer(
        entra.settings(app_secret="s").model_copy(update={"login_authority": "https://127.0.0.1:1"})
    )

    assert await entra.outcome(acquire) in {"ConnectionError", "ValueError"}


def test_without_a_credential_there_is_nothing_to_ask_with() -> None:
    with pytest.raises(TokenError, match="no credential"):
        acquirer(Settings(_env_file=None, tenant_id=TENANT_ID))
