"""A real mail server on this machine, which keeps what it takes and says what it is told to say.

The names and arguments of its handlers are the library's.
"""

# ruff: noqa: ARG001, ARG002, N802

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import IPv4Address
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "lageskoll", "åtta hästar i hagen"


@dataclass(slots=True)
class MailServer:
    """Says `refusing[address]` at RCPT and `at_data` at the end of a letter, and else takes it."""

    port: int = 0
    certificate: Path = Path()
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    were_secret: list[bool] = field(default_factory=list)
    refusing: dict[str, str] = field(default_factory=dict)
    at_data: list[str] = field(default_factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refusing:
            return self.refusing[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.at_data:
            return self.at_data.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        self.recipients += envelope.rcpt_tos
        self.were_secret.append(session.ssl is not None)
        return "250 2.0.0 taken"


def lets_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
    """Whoever has the one password."""
    is_known = isinstance(given, LoginPassword) and (given.login, given.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=is_known, handled=False)


@asynccontextmanager
async def mail_server(
    folder: Path, *, starttls: bool = True, wants_login: bool = True
) -> AsyncIterator[MailServer]:
    """The server, with a certificate of its own making for 127.0.0.1 in `folder`."""
    taking = MailServer(certificate=folder / "mail.pem")
    context = _certificate(taking.certificate) if starttls else None

    def protocol() -> SMTP:
        return SMTP(
            taking,
            hostname="127.0.0.1",
            tls_context=context,
            require_starttls=starttls,
            auth_required=wants_login,
            authenticator=lets_in,
            auth_require_tls=starttls,
        )

    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    taking.port = server.sockets[0].getsockname()[1]
    try:
        yield taking
    finally:
        server.close()
        await server.wait_closed()


def _certificate(file: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both = file.with_name("mail-key.pem")
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    both.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context
