"""Certificates like those that a municipality makes for the bot, alone or with those who vouch for them."""

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

from tests.bot.teams.openid_server import rsa_key

LIFETIME = timedelta(days=365)
USUAL_END = datetime.now(UTC) + LIFETIME


def certificate(name: str = "bot", *, ends: datetime | None = None) -> x509.Certificate:
    """The certificate of that name, of the key of that name; the same each time."""
    return _made(name, ends or USUAL_END)


def pem(
    name: str = "bot",
    *,
    password: str | None = None,
    ends: datetime | None = None,
    vouched_by: tuple[str, ...] = (),
) -> bytes:
    """The certificate and its key in one file; first those who vouch for it, as some tools have it."""
    chain = [certificate(each).public_bytes(Encoding.PEM) for each in vouched_by]
    return b"".join(
        [*chain, certificate(name, ends=ends).public_bytes(Encoding.PEM), key_pem(name, password)]
    )


def pfx(name: str = "bot", *, password: str | None = None, vouched_by: tuple[str, ...] = ()) -> bytes:
    """The same as Windows has it."""
    others = [certificate(each) for each in vouched_by]
    return pkcs12.serialize_key_and_certificates(
        name.encode(), rsa_key(name), certificate(name), others, _encryption(password)
    )


def key_pem(name: str = "bot", password: str | None = None) -> bytes:
    """The private key alone."""
    return rsa_key(name).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, _encryption(password))


def elliptic_pem() -> bytes:
    """A good certificate, of a kind that Entra does not take."""
    key = ec.generate_private_key(ec.SECP256R1())
    own = _signed(key, "elliptic", USUAL_END)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return own.public_bytes(Encoding.PEM) + secret


@cache
def _made(name: str, ends: datetime) -> x509.Certificate:
    return _signed(rsa_key(name), name, ends)


def _signed(
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, name: str, ends: datetime
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - 2 * LIFETIME)
        .not_valid_after(ends)
        .sign(key, hashes.SHA256())
    )


def _encryption(password: str | None) -> KeySerializationEncryption:
    return NoEncryption() if password is None else BestAvailableEncryption(password.encode())
