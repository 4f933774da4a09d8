"""What the app proves itself with is exchanged while it runs; the old goes on until the new is good."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.entra.acquiring import acquirer
from bot.entra.certificate_end import CertificateEnd
from bot.entra.own_token import CachedTokens
from tests.bot.entra.certificates import certificate, pem
from tests.bot.entra.house import EntraHouse
from tests.bot.entra.platform import IDENTITY, Platform, assertion, trust
from tests.flows.app_registration import ENDED_SECRET, WRONG_SECRET
from tests.flows.login_server import BOT_TOKEN


async def test_a_secret_that_is_exchanged_in_its_file_is_used_for_the_next_token(entra: EntraHouse) -> None:
    entra.registration.secrets = {"first", "second"}
    entra.write("app_secret", "first\n")
    acquire = entra.acquire()
    await entra.outcome(acquire)
    entra.write("app_secret", "second\n")

    assert await entra.outcome(acquire) == "token"
    assert entra.last["client_secret"] == "second"


async def test_it_is_the_same_for_whoever_waits_for_a_token(entra: EntraHouse) -> None:
    clock = iter([0.0] * 3 + [4e9] * 9)
    entra.registration.secrets = {"first"}
    entra.write("app_secret", "first")
    tokens = CachedTokens(entra.acquire(), clock=lambda: next(clock))
    await tokens.token()
    entra.registration.secrets = {"second"}
    entra.write("app_secret", "second")

    assert await tokens.token() == BOT_TOKEN
    assert entra.registration.refused == []


async def test_a_secret_that_entra_does_not_know_yet_leaves_the_one_before_in_use(
    entra: EntraHouse, caplog: pytest.LogCaptureFixture
) -> None:
    entra.registration.secrets = {"first-s3cret"}
    entra.write("app_secret", "first-s3cret")
    acquire = entra.acquire()
    await entra.outcome(acquire)
    entra.write("app_secret", "second-s3cret")

    assert await entra.outcome(acquire) == "token"
    assert entra.last["client_secret"] == "first-s3cret"
    assert f"(AADSTS{WRONG_SECRET}), the last goes on" in caplog.text
    assert "s3cret" not in caplog.text


async def test_a_refused_secret_is_read_once_more_before_giving_up(entra: EntraHouse) -> None:
    entra.registration.secrets = {"second"}
    entra.registration.ended_secrets = {"first"}
    entra.write("app_secret", "first")
    acquire = entra.acquire()
    # The administrator ends the old one and writes the new one, and we come in between.
    entra.registration.on_refusal = lambda: entra.write("app_secret", "second")

    assert await entra.outcome(acquire) == "token"
    assert entra.registration.refused == [ENDED_SECRET]


async def test_what_is_refused_for_good_is_asked_for_no_more_than_once(entra: EntraHouse) -> None:
    entra.write("app_secret", "wrong")

    assert await entra.outcome(entra.acquire()) == f"AADSTS{WRONG_SECRET}"
    assert len(entra.login.asked) == 1


@pytest.mark.parametrize(
    "content", ["", "\n", None, b"\xff\xfe\x00"], ids=["empty", "line", "gone", "binary"]
)
async def test_a_secret_that_is_missing_or_half_written_leaves_the_one_before_in_use(
    entra: EntraHouse, caplog: pytest.LogCaptureFixture, content: str | bytes | None
) -> None:
    entra.registration.secrets = {"first"}
    file = entra.write("app_secret", "first")
    acquire = entra.acquire()
    await entra.outcome(acquire)
    file.unlink() if content is None else entra.write("app_secret", content)

    assert await entra.outcome(acquire) == "token"
    assert "goes on" in caplog.text


async def test_a_certificate_is_exchanged_in_its_file(entra: EntraHouse) -> None:
    entra.registration.upload(certificate("old"))
    file = entra.write("bot.pem", pem("old"))
    acquire = entra.acquire(app_certificate_file=file)
    await entra.outcome(acquire)
    entra.registration.certificates.clear()
    entra.registration.upload(certificate("new"))
    entra.write("bot.pem", pem("new"))

    assert await entra.outcome(acquire) == "token"
    assert entra.registration.refused == []


@pytest.mark.parametrize("content", [None, b"", pem("new")[:1500], pem("unregistered")])
async def test_a_certificate_that_is_not_good_yet_leaves_the_one_before_in_use(
    entra: EntraHouse, caplog: pytest.LogCaptureFixture, content: bytes | None
) -> None:
    entra.registration.upload(certificate("old"))
    file = entra.write("bot.pem", pem("old"))
    acquire = entra.acquire(app_certificate_file=file)
    await entra.outcome(acquire)
    file.unlink() if content is None else entra.write("bot.pem", content)
    caplog.clear()

    assert await entra.outcome(acquire) == "token"
    assert [each.levelno for each in caplog.records if each.name.startswith("bot.entra")] == [logging.WARNING]


async def test_a_certificate_and_its_password_are_exchanged_together(entra: EntraHouse) -> None:
    for name in ("old", "new"):
        entra.registration.upload(certificate(name))
    file = entra.write("bot.pem", pem("old", password="gammalt"))
    entra.write("app_certificate_password", "gammalt")
    acquire = entra.acquire(app_certificate_file=file)
    await entra.outcome(acquire)
    entra.write("app_certificate_password", "nytt")
    between = await entra.outcome(acquire)
    entra.write("bot.pem", pem("new", password="nytt"))
    entra.registration.certificates.clear()
    entra.registration.upload(certificate("new"))

    assert (between, await entra.outcome(acquire)) == ("token", "token")


async def test_a_federated_token_that_the_platform_is_just_writing_leaves_the_last_in_use(
    entra: EntraHouse,
) -> None:
    entra.registration.trust = trust()
    file = entra.write("token", assertion())
    acquire = entra.acquire(federated_token_file=file)
    await entra.outcome(acquire)

    for content in ("", assertion()[:200]):
        entra.write("token", content)
        assert await entra.outcome(acquire) == "token"


async def test_while_the_platform_does_not_answer_its_last_word_is_shown_again(
    entra: EntraHouse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    entra.registration.trust = trust()
    acquire = entra.acquire(federated_identity_client_id=IDENTITY)
    async with Platform() as platform:
        for name, value in platform.container.items():
            monkeypatch.setenv(name, value)
        await entra.outcome(acquire)

    assert await entra.outcome(acquire) == "token"
    assert "the last goes on" in caplog.text


async def test_the_log_says_thirty_days_ahead_that_the_certificate_ends(
    entra: EntraHouse, caplog: pytest.LogCaptureFixture
) -> None:
    entra.registration.upload(certificate())
    settings = entra.settings(app_certificate_file=entra.write("bot.pem", pem()))
    ends = certificate().not_valid_after_utc
    await entra.outcome(acquirer(settings, clock=lambda: ends - timedelta(days=31)))
    before = caplog.text
    await entra.outcome(acquirer(settings, clock=lambda: ends - timedelta(days=29)))

    assert "ends on" not in before
    assert f"ends on {ends:%Y-%m-%d}" in caplog.text


async def test_when_the_certificate_ends_is_known_also_after_it_was_exchanged(entra: EntraHouse) -> None:
    soon = datetime.now(UTC).replace(microsecond=0) + timedelta(days=9)
    file = entra.write("bot.pem", pem("old", ends=soon))
    ends = CertificateEnd(entra.settings(app_certificate_file=file))
    before = ends()
    file.write_text("half")
    meanwhile = ends()
    entra.write("bot.pem", pem("new"))

    assert (before, meanwhile) == (soon.timestamp(), soon.timestamp())
    assert ends() == certificate("new").not_valid_after_utc.timestamp()


async def test_the_environment_cannot_be_exchanged_and_goes_before_the_file(
    entra: EntraHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    entra.registration.secrets = {"of the environment"}
    monkeypatch.setenv("LAGESKOLL_APP_SECRET", "of the environment")
    acquire = acquirer(entra.settings())
    entra.write("app_secret", "of the file")

    assert await asyncio.to_thread(acquire)
    assert entra.last["client_secret"] == "of the environment"
