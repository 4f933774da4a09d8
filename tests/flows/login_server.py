"""Microsoft Entra on this machine: it gives the bot its token over TLS, with a certificate of its own."""

import ipaddress
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.flows.app_registration import AppRegistration

BOT_TOKEN = "the-token-of-the-bot"
HOST = "127.0.0.1"


class LoginServer:
    """Gives everybody the same token and remembers what was asked. Clients must trust `certificate`.

    With a `registration` only those get one whose proof it takes, and one so short that they must ask again
    whenever they use it.
    """

    def __init__(self, folder: Path, registration: AppRegistration | None = None) -> None:
        self.registration = registration
        self.certificate = folder / "login.pem"
        self.asked: list[dict[str, str]] = []
        write_certificate(self.certificate)
        application = web.Application()
        application.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._discovery)
        application.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        self._server = TestServer(application, scheme="https", host=HOST)

    async def __aenter__(self) -> Self:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        await self._server.start_server(ssl=context)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Whoever has not said goodbye yet is not waited for: their farewell would outlive the test.
        for connection in self._server.handler.connections:
            if connection.transport is not None:
                connection.transport.abort()
        await self._server.close()

    @property
    def authority(self) -> str:
        """For `LAGESKOLL_LOGIN_AUTHORITY`."""
        return f"https://{HOST}:{self._server.port}"

    async def _discovery(self, request: web.Request) -> web.Response:
        tenant = f"{self.authority}/{request.match_info['tenant']}"
        return _answer(
            {
                "issuer": f"{tenant}/v2.0",
                "authorization_endpoint": f"{tenant}/oauth2/v2.0/authorize",
                "token_endpoint": f"{tenant}/oauth2/v2.0/token",
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        asked = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(asked)
        refused = self._refused(asked, f"{self.authority}{request.path}")
        if refused is not None:
            said = {"error": "invalid_client", "error_codes": [refused], "error_description": str(asked)}
            return _answer(said, status=401)
        seconds = 3600 if self.registration is None else 30
        return _answer({"access_token": BOT_TOKEN, "expires_in": seconds, "token_type": "Bearer"})

    def _refused(self, asked: dict[str, str], endpoint: str) -> int | None:
        return None if self.registration is None else self.registration.refusal(asked, endpoint)


def _answer(content: Mapping[str, object], status: int = 200) -> web.Response:
    answer = web.json_response(content, status=status)
    # MSAL keeps its connections for as long as the process lives, which is longer than a test.
    answer.force_close()
    return answer


def write_certificate(path: Path) -> None:
    """A certificate of one's own and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test login")])
    address = x509.IPAddress(ipaddress.ip_address(HOST))
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    path.write_bytes(
        certificate.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
