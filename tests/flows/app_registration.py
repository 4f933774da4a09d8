"""The bot's registration in a fake Entra: what it takes as proof, and its numbers for what it does not."""

import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LONGEST_SECONDS = 600

WRONG_SECRET, ENDED_SECRET, NOTHING_SHOWN = 7000215, 7000222, 7000216
UNKNOWN_CERTIFICATE, NOT_IN_TIME, NOT_AN_ASSERTION, NOT_TRUSTED = 700027, 700024, 50027, 700213


@dataclass(frozen=True, kw_only=True)
class Trust:
    """Whose word the registration takes for the app's: who signs, about whom, for whom."""

    key: RSAPublicKey
    issuer: str
    subject: str
    audience: str


@dataclass
class AppRegistration:
    """Add to it and take away from it as an administrator would."""

    app_id: str
    secrets: set[str] = field(default_factory=set)
    ended_secrets: set[str] = field(default_factory=set)
    certificates: dict[str, x509.Certificate] = field(default_factory=dict)
    trust: Trust | None = None
    refused: list[int] = field(default_factory=list)
    on_refusal: Callable[[], object] = lambda: None
    _used: set[str] = field(default_factory=set)

    def upload(self, certificate: x509.Certificate) -> None:
        """Register a certificate, which assertions name by its SHA-256."""
        fingerprint = urlsafe_b64encode(certificate.fingerprint(hashes.SHA256()))
        self.certificates[fingerprint.rstrip(b"=").decode()] = certificate

    def refusal(self, asked: Mapping[str, str], endpoint: str) -> int | None:
        """The number (AADSTS…) of why whoever asked gets no token; None where they get one."""
        number = self._refusal(asked, endpoint)
        if number is not None:
            self.refused.append(number)
            self.on_refusal()
        return number

    def _refusal(self, asked: Mapping[str, str], endpoint: str) -> int | None:
        if "client_assertion" in asked:
            if asked.get("client_assertion_type") != BEARER or asked.get("client_id") != self.app_id:
                return NOT_AN_ASSERTION
            return self._of_assertion(asked["client_assertion"], endpoint)
        secret = asked.get("client_secret")
        if secret is None:
            return NOTHING_SHOWN
        if secret in self.ended_secrets:
            return ENDED_SECRET
        return None if secret in self.secrets else WRONG_SECRET

    def _of_assertion(self, assertion: str, endpoint: str) -> int | None:
        try:
            header = jwt.get_unverified_header(assertion)
        except jwt.PyJWTError:
            return NOT_AN_ASSERTION
        if "x5t#S256" in header:
            return self._of_certificate(assertion, header, endpoint)
        return NOT_TRUSTED if self.trust is None else self._of_trust(assertion, self.trust)

    def _of_certificate(self, assertion: str, header: Mapping[str, Any], endpoint: str) -> int | None:
        # With and without padding: RFC 7515 has none, libraries do, and Entra takes both.
        registered = self.certificates.get(header["x5t#S256"].rstrip("="))
        if registered is None or header["alg"] != "PS256":
            return UNKNOWN_CERTIFICATE
        if registered.not_valid_after_utc.timestamp() <= time.time():
            return UNKNOWN_CERTIFICATE
        try:
            claims = _claims(assertion, registered.public_key(), "PS256", endpoint, self.app_id)
        except jwt.InvalidSignatureError:
            return UNKNOWN_CERTIFICATE
        except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError):
            return NOT_IN_TIME
        except jwt.PyJWTError:
            return NOT_AN_ASSERTION
        is_short = claims["exp"] - time.time() <= LONGEST_SECONDS
        is_new = claims["jti"] not in self._used
        self._used.add(claims["jti"])
        return None if is_short and is_new and claims["sub"] == self.app_id else NOT_AN_ASSERTION

    def _of_trust(self, assertion: str, trust: Trust) -> int | None:
        try:
            claims = _claims(assertion, trust.key, "RS256", trust.audience, trust.issuer)
        except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError):
            return NOT_IN_TIME
        except jwt.PyJWTError:
            return NOT_TRUSTED
        return None if claims["sub"] == trust.subject else NOT_TRUSTED


def _claims(token: str, key: Any, algorithm: str, audience: str, issuer: str) -> dict[str, Any]:
    required = ["exp", "iss", "sub", "aud", "jti"]
    claims: dict[str, Any] = jwt.decode(
        token,
        key,
        algorithms=[algorithm],
        audience=audience,
        issuer=issuer,
        options={"require": required},
    )
    return claims
