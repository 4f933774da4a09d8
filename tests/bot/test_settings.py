"""Production fails closed and says all that is missing at once; development never leaves the machine."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.commands.failing import setting_problem
from bot.entra.certificates import CertificateFault
from bot.entra.credentials import (
    Certificate,
    ClientSecret,
    FederatedIdentity,
    FederatedToken,
    ManagedIdentity,
)
from bot.setting_problems import ProblemKind, SettingsError, problem
from bot.settings import (
    DEMO_APP_ID,
    DEMO_TENANT_ID,
    TEAMS_SERVICE_HOSTS,
    Profile,
    Settings,
    load_settings,
    read_settings,
)
from cards.words import Words
from domain.people import Language
from tests.bot.entra.certificates import elliptic_pem, key_pem, pem

APP_ID = "5f0f8a4e-6a0e-4b0e-9d0b-0a6a7c1f2e3d"
TENANT_ID = "8c2f6d5e-1b7a-4c39-9f53-6a1d7e0b4c21"
IDENTITY: dict[str, Any] = {"app_id": APP_ID, "tenant_id": TENANT_ID}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"LAGESKOLL_{name.upper()}", raising=False)


def problems(**given: Any) -> dict[ProblemKind, tuple[str, ...]]:
    with pytest.raises(SettingsError) as refusal:
        load_settings(**given)
    return {problem.kind: problem.variables for problem in refusal.value.problems}


def test_with_nothing_set_production_names_everything_that_is_missing() -> None:
    with pytest.raises(SettingsError) as refusal:
        load_settings()

    sentence = str(refusal.value)
    for name in (
        "LAGESKOLL_APP_ID",
        "LAGESKOLL_TENANT_ID",
        "LAGESKOLL_APP_SECRET",
        "LAGESKOLL_APP_CERTIFICATE_FILE",
        "LAGESKOLL_MANAGED_IDENTITY_CLIENT_ID",
        "LAGESKOLL_FEDERATED_TOKEN_FILE",
        "LAGESKOLL_FEDERATED_IDENTITY_CLIENT_ID",
    ):
        assert name in sentence


def test_an_empty_variable_is_a_missing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESKOLL_APP_ID", "")

    assert problems(tenant_id=TENANT_ID, app_secret="s") == {ProblemKind.MISSING: ("LAGESKOLL_APP_ID",)}


def test_the_environment_is_read_with_our_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESKOLL_APP_ID", f" {APP_ID.upper()} ")
    monkeypatch.setenv("LAGESKOLL_TENANT_ID", TENANT_ID)
    monkeypatch.setenv("LAGESKOLL_APP_SECRET", "s3cret")
    monkeypatch.setenv("LAGESKOLL_LANGUAGE", "en")
    monkeypatch.setenv("LAGESKOLL_ALLOWED_SERVICE_HOSTS", "smba.trafficmanager.net, Smba.Example")

    settings = load_settings()

    assert settings.app_id == APP_ID
    assert settings.language is Language.ENGLISH
    assert settings.allowed_service_hosts == ("smba.trafficmanager.net", "smba.example")
    assert settings.profile is Profile.PRODUCTION


def test_a_file_may_hold_the_settings_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"LAGESKOLL_APP_ID={APP_ID}\nLAGESKOLL_PORT=8080\nOTHER=1\n")
    monkeypatch.setenv("LAGESKOLL_PORT", "9090")

    settings = load_settings(tenant_id=TENANT_ID, app_secret="s")

    assert (settings.app_id, settings.port) == (APP_ID, 9090)


def test_each_kind_of_credential_is_enough_alone(tmp_path: Path) -> None:
    file = tmp_path / "credential"
    file.touch()
    certificate = tmp_path / "bot.pem"
    certificate.write_bytes(pem())

    kinds = [
        type(load_settings(**IDENTITY, **given).credential)
        for given in (
            {"app_secret": "s"},
            {"app_certificate_file": certificate},
            {"managed_identity_client_id": "m"},
            {"federated_token_file": file},
            {"federated_identity_client_id": "m"},
        )
    ]

    assert kinds == [ClientSecret, Certificate, ManagedIdentity, FederatedToken, FederatedIdentity]


def test_two_credentials_are_one_too_many() -> None:
    found = problems(**IDENTITY, app_secret="s", managed_identity_client_id="m")

    names = ("LAGESKOLL_APP_SECRET", "LAGESKOLL_MANAGED_IDENTITY_CLIENT_ID")
    assert found == {ProblemKind.SEVERAL_CREDENTIALS: names}


@pytest.mark.parametrize("name", ["app_certificate_file", "federated_token_file"])
def test_a_credential_file_that_is_not_there_is_named(name: str, tmp_path: Path) -> None:
    found = problems(**IDENTITY, **{name: tmp_path / "nowhere"})

    assert found == {ProblemKind.FILE_NOT_FOUND: (f"LAGESKOLL_{name.upper()}",)}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pem()[:900], ProblemKind.NO_PRIVATE_KEY),
        (pem(password="hemligt"), ProblemKind.NO_PRIVATE_KEY),
        (key_pem(), ProblemKind.NO_CERTIFICATE),
        (elliptic_pem(), ProblemKind.NOT_RSA),
        (pem(ends=datetime(2026, 1, 1, tzinfo=UTC)), ProblemKind.ENDED),
    ],
)
def test_a_certificate_that_entra_would_not_take_is_refused_before_we_serve(
    tmp_path: Path, content: bytes, kind: ProblemKind
) -> None:
    file = tmp_path / "bot.pem"
    file.write_bytes(content)

    assert problems(**IDENTITY, app_certificate_file=file) == {kind: ("LAGESKOLL_APP_CERTIFICATE_FILE",)}


@pytest.mark.parametrize("language", Language)
def test_what_is_wrong_with_a_certificate_says_what_to_do(language: Language) -> None:
    for kind in CertificateFault:
        found = problem(ProblemKind(kind.value), "app_certificate_file", value="/run/bot.pem")
        sentence = setting_problem(found, Words(language=language))

        assert "LAGESKOLL_APP_CERTIFICATE_FILE" in sentence
        assert "/run/bot.pem" in sentence


def test_a_tenants_name_is_not_its_id() -> None:
    found = problems(app_id=APP_ID, tenant_id="borlange.example", app_secret="s")

    assert found == {ProblemKind.NOT_AN_ID: ("LAGESKOLL_TENANT_ID",)}


@pytest.mark.parametrize("name", ["openid_metadata_url", "login_authority"])
def test_keys_are_not_fetched_over_an_open_line(name: str) -> None:
    found = problems(**IDENTITY, app_secret="s", **{name: "http://login.example/"})

    assert found == {ProblemKind.NOT_SECURE: (f"LAGESKOLL_{name.upper()}",)}


def test_values_that_cannot_be_used_are_named_but_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGESKOLL_PORT", "s3cret-in-the-wrong-place")
    monkeypatch.setenv("LAGESKOLL_PROFILE", "debug")

    with pytest.raises(SettingsError) as refusal:
        load_settings()

    assert {problem.variables for problem in refusal.value.problems} == {
        ("LAGESKOLL_PORT",),
        ("LAGESKOLL_PROFILE",),
    }
    assert "s3cret" not in str(refusal.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_development_needs_nothing_but_its_name(host: str) -> None:
    settings = load_settings(profile="development", host=host)

    assert (settings.app_id, settings.tenant_id) == (DEMO_APP_ID, DEMO_TENANT_ID)
    assert settings.credential is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "lageskoll.borlange.example", "192.168.1.4"])
def test_development_does_not_listen_to_other_machines(host: str) -> None:
    assert problems(profile="development", host=host) == {ProblemKind.NOT_LOOPBACK: ("LAGESKOLL_HOST",)}


def test_a_command_that_opens_no_door_needs_no_credential() -> None:
    settings = read_settings()

    assert settings.database_url.get_secret_value() == "sqlite+aiosqlite:///lageskoll.db"
    assert settings.allowed_service_hosts == TEAMS_SERVICE_HOSTS


def test_secrets_are_not_printed() -> None:
    settings = load_settings(
        **IDENTITY, app_secret="s3cret", database_url="postgresql+psycopg://u:passw0rd@db/x"
    )

    assert "s3cret" not in repr(settings)
    assert "passw0rd" not in repr(settings)


@pytest.mark.parametrize("url", ["nonsense", "sqlite:///lageskoll.db", "mysql://somewhere/else"])
def test_a_database_that_we_do_not_speak_to_is_refused(url: str) -> None:
    assert problems(profile="development", database_url=url) == {
        ProblemKind.UNKNOWN_DATABASE: ("LAGESKOLL_DATABASE_URL",)
    }
