"""What the app shows Microsoft Entra to prove who it is, as its files and its platform have it just now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import assert_never

from bot.entra.certificates import KeyPair, read
from bot.entra.credentials import (
    Certificate,
    ClientSecret,
    Credential,
    FederatedIdentity,
    FederatedToken,
    ManagedIdentity,
)
from domain.errors import LageskollError

IdentityToken = Callable[[str, str], str]
"""Asks the platform for a managed identity's token: whose (a client id) and for whom (a resource)."""


class NoProofError(LageskollError):
    """There is nothing to show Entra just now: check the credential with `lageskoll doctor`."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A secret, an assertion that somebody else has signed, or what to sign one with. Equal is the same."""

    secret: str = field(default="", repr=False)
    assertion: str = field(default="", repr=False)
    key_pair: KeyPair | None = None

    def for_msal(self) -> object:
        """The proof in MSAL's words, which signs with the key: PS256, x5t#S256, good for ten minutes."""
        if self.key_pair is not None:
            return {
                "private_key": self.key_pair.private_key,
                "public_certificate": self.key_pair.certificate,
            }
        return {"client_assertion": lambda: self.assertion} if self.assertion else self.secret


def proof(credential: Credential, identity_token: IdentityToken) -> Proof:
    """What there is to show now. Raises `NoProofError`, `CertificateError` or what the platform raises."""
    match credential:
        case ClientSecret(value):
            return Proof(secret=value.get_secret_value())
        case Certificate():
            return Proof(key_pair=read(credential))
        case FederatedToken(file):
            return Proof(assertion=_found(file.read_text(encoding="ascii")))
        case FederatedIdentity(client_id, audience):
            return Proof(assertion=_found(identity_token(client_id, audience)))
        case ManagedIdentity():
            raise NoProofError("a managed identity shows nothing: the platform knows it")
        case _:
            assert_never(credential)


def _found(assertion: str) -> str:
    if not assertion.strip():
        raise NoProofError("the federated token is empty")
    return assertion.strip()
