"""Reads the certificate that the bot proves itself with: its key, which of a chain is its own, its end."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from bot.entra.credentials import Certificate
from domain.errors import LageskollError

PEM = b"-----BEGIN "
# So long before its end a certificate is worth a word to whoever can exchange it.
SOON = timedelta(days=30)


class CertificateFault(StrEnum):
    """Why a certificate cannot be used."""

    NOT_READABLE = "not_readable"
    NO_PRIVATE_KEY = "no_private_key"
    NO_CERTIFICATE = "no_certificate"
    NOT_RSA = "not_rsa"


class CertificateError(LageskollError):
    """The certificate cannot be used as it is in its file now; `lageskoll doctor` says what to mend."""

    def __init__(self, fault: CertificateFault) -> None:
        super().__init__(f"the certificate cannot be used ({fault.value})")
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """A private key, and the certificate that Entra knows it by; both as PEM, for a library to take."""

    private_key: str = field(repr=False)
    certificate: str
    ends_at: datetime
    thumbprint: str


def read(certificate: Certificate) -> KeyPair:
    """The certificate and key, as they are in the file now; raises `CertificateError`."""
    password = certificate.password.get_secret_value().encode() if certificate.password else None
    try:
        content = certificate.file.read_bytes()
    except OSError as error:
        raise CertificateError(CertificateFault.NOT_READABLE) from error
    # By what it holds, since a container's secret has no ending to its name.
    key, found = _from_pem(content, password) if PEM in content else _from_pfx(content, password)
    if not isinstance(key, RSAPrivateKey):
        # Entra takes assertions that are signed with RSA alone.
        raise CertificateError(CertificateFault.NOT_RSA)
    return _pair(key, found)


def _from_pfx(content: bytes, password: bytes | None) -> tuple[object, list[x509.Certificate]]:
    try:
        bundle = load_pkcs12(content, password)
    except ValueError as error:
        raise CertificateError(CertificateFault.NO_PRIVATE_KEY) from error
    if bundle.key is None:
        raise CertificateError(CertificateFault.NO_PRIVATE_KEY)
    own = [bundle.cert] if bundle.cert is not None else []
    return bundle.key, [each.certificate for each in (*own, *bundle.additional_certs)]


def _from_pem(content: bytes, password: bytes | None) -> tuple[object, list[x509.Certificate]]:
    try:
        key = _key_in(content, password)
    except (ValueError, TypeError) as error:
        raise CertificateError(CertificateFault.NO_PRIVATE_KEY) from error
    try:
        return key, x509.load_pem_x509_certificates(content)
    except ValueError as error:
        raise CertificateError(CertificateFault.NO_CERTIFICATE) from error


def _key_in(content: bytes, password: bytes | None) -> object:
    try:
        return load_pem_private_key(content, password)
    except TypeError:
        if password is None:
            raise
        # A password was set, and the key needs none: it can be used, which is what matters.
        return load_pem_private_key(content, None)


def _pair(key: RSAPrivateKey, found: Iterable[x509.Certificate]) -> KeyPair:
    """Of a chain the certificate that belongs to the key, in whatever order they were put."""
    own = next((each for each in found if each.public_key() == key.public_key()), None)
    if own is None:
        raise CertificateError(CertificateFault.NO_CERTIFICATE)
    return KeyPair(
        private_key=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        certificate=own.public_bytes(Encoding.PEM).decode(),
        ends_at=own.not_valid_after_utc,
        thumbprint=hashlib.sha256(own.public_bytes(Encoding.DER)).hexdigest(),
    )
