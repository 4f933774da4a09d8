"""When the bot's certificate ends, which nobody thinks of until it has."""

from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates

from bot.entra.acquiring import PFX_SUFFIXES
from bot.settings import Certificate


def ends_at(certificate: Certificate) -> datetime | None:
    """The instant in UTC; None when the file cannot be read, or holds no certificate."""
    password = certificate.password.get_secret_value().encode() if certificate.password else None
    try:
        content = certificate.file.read_bytes()
        if certificate.file.suffix.lower() in PFX_SUFFIXES:
            _, found, _ = load_key_and_certificates(content, password)
        else:
            found = x509.load_pem_x509_certificate(content)
    except (OSError, ValueError):
        return None
    return found.not_valid_after_utc if found is not None else None
