"""Each credential reaches Entra through MSAL as it should, and a refusal becomes an error of ours."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from bot.entra.acquiring import acquirer
from bot.entra.own_token import TokenError
from bot.settings import Settings
from tests.bot.teams.bodies import TENANT_ID
from tests.bot.teams.openid_server import APP_ID, rsa_key

AUTHORITY = f"https://login.microsoftonline.com/{TENANT_ID}"


@dataclass
class Answer:
    content: dict[str, object]
    status_code: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return json.dumps(self.content)

    def raise_for_status(self) -> None:
        assert self.status_code < 400


@dataclass
class Entra:
    """Entra as MSAL sees it: discovery, and tokens numbered in the order they were given."""

    asked: list[dict[str, str]] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    refusal: dict[str, object] | None = None

    def get(self, url: str, params: dict[str, str] | None = None, **_: object) -> Answer:
        self.urls.append(url)
        if params is not None and "resource" in params:
            return self._token(params)
        endpoints = {name: f"{AUTHORITY}/oauth2/v2.0/{name}" for name in ("authorize", "token")}
        return Answer(
            {
                "issuer": f"{AUTHORITY}/v2.0",
                "authorization_endpoint": endpoints["authorize"],
                "token_endpoint": endpoints["token"],
            }
        )

    def post(self, url: str, data: dict[str, str] | None = None, **_: object) -> Answer:
        self.urls.append(url)
        return self._token(data or {})

    def close(self) -> None:
        pass

    def _token(self, asked: dict[str, str]) -> Answer:
        self.asked.append(asked)
        if self.refusal is not None:
            return Answer(self.refusal, status_code=400)
        return Answer(
            {"access_token": f"token-{len(self.asked)}", "expires_in": 3600, "token_type": "Bearer"}
        )


@pytest.fixture
def entra() -> Entra:
    return Entra()


def settings(**credential: object) -> Settings:
    return Settings(_env_file=None, app_id=APP_ID, tenant_id=TENANT_ID, **credential)  # type: ignore[arg-type]


def certificate_pem() -> tuple[bytes, x509.Certificate]:
    key, now = rsa_key("certificate"), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Lägeskoll")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM), certificate


def test_a_secret_is_sent_to_the_tenants_own_endpoint(entra: Entra) -> None:
    token = acquirer(settings(app_secret="s3cret"), http_client=entra)()

    assert token.value == "token-1"
    assert entra.urls[-1] == f"{AUTHORITY}/oauth2/v2.0/token"
    assert entra.asked[0]["client_secret"] == "s3cret"
    assert entra.asked[0]["scope"] == "https://api.botframework.com/.default"


def test_each_call_gives_a_new_token_from_one_application(entra: Entra) -> None:
    acquire = acquirer(settings(app_secret="s3cret"), http_client=entra)

    assert (acquire().value, acquire().value) == ("token-1", "token-2")
    assert sum("openid-configuration" in url for url in entra.urls) == 1


def test_a_federated_token_is_read_from_its_file_each_time(entra: Entra, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("first\n")
    acquire = acquirer(settings(federated_token_file=file), http_client=entra)
    acquire()
    file.write_text("second\n")
    acquire()

    assert [asked["client_assertion"] for asked in entra.asked] == ["first", "second"]


@pytest.mark.parametrize("password", [None, "hemligt"])
def test_a_pem_certificate_signs_the_assertion(entra: Entra, tmp_path: Path, password: str | None) -> None:
    file = tmp_path / "bot.pem"
    file.write_bytes(certificate_pem()[0] + private_pem(password))

    acquirer(settings(app_certificate_file=file, app_certificate_password=password), http_client=entra)()

    assert assertion_subject(entra) == APP_ID


@pytest.mark.parametrize("password", [None, "hemligt"])
def test_a_pfx_certificate_signs_the_assertion(entra: Entra, tmp_path: Path, password: str | None) -> None:
    file = tmp_path / "bot.pfx"
    bundle = pkcs12.serialize_key_and_certificates(
        b"bot", rsa_key("certificate"), certificate_pem()[1], None, encryption(password)
    )
    file.write_bytes(bundle)

    acquirer(settings(app_certificate_file=file, app_certificate_password=password), http_client=entra)()

    assert assertion_subject(entra) == APP_ID


def private_pem(password: str | None) -> bytes:
    return rsa_key("certificate").private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption(password)
    )


def encryption(password: str | None) -> serialization.KeySerializationEncryption:
    if password is None:
        return serialization.NoEncryption()
    return serialization.BestAvailableEncryption(password.encode())


def assertion_subject(entra: Entra) -> object:
    assertion = entra.asked[0]["client_assertion"]
    public = rsa_key("certificate").public_key()
    claims = jwt.decode(assertion, public, algorithms=["PS256"], audience=f"{AUTHORITY}/oauth2/v2.0/token")
    return claims["sub"]


def test_a_managed_identity_asks_the_platform_for_the_resource(entra: Entra) -> None:
    acquire = acquirer(settings(managed_identity_client_id="the-identity"), http_client=entra)

    assert (acquire().value, acquire().value) == ("token-1", "token-2")
    assert entra.asked[0]["client_id"] == "the-identity"
    assert entra.asked[0]["resource"] == "https://api.botframework.com"


def test_a_refusal_keeps_entras_number_and_no_secret(entra: Entra) -> None:
    entra.refusal = {
        "error": "invalid_client",
        "error_codes": [7000215],
        "error_description": "secret s3cret",
    }

    with pytest.raises(TokenError, match="AADSTS7000215") as failure:
        acquirer(settings(app_secret="s3cret"), http_client=entra)()

    assert "s3cret" not in str(failure.value)


def test_a_certificate_that_is_not_one_is_an_error_of_ours(entra: Entra, tmp_path: Path) -> None:
    file = tmp_path / "bot.pem"
    file.write_text("not a certificate")

    with pytest.raises(TokenError):
        acquirer(settings(app_certificate_file=file), http_client=entra)()


def test_without_a_credential_there_is_nothing_to_ask_with() -> None:
    with pytest.raises(TokenError, match="no credential"):
        acquirer(settings())
