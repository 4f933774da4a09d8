"""The ways in which the app can prove to Microsoft Entra who it is."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr


@dataclass(frozen=True, slots=True)
class ClientSecret:
    """A client secret of the app registration."""

    value: SecretStr


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with its private key, as PEM or PFX."""

    file: Path
    password: SecretStr | None


@dataclass(frozen=True, slots=True)
class ManagedIdentity:
    """A user-assigned managed identity that is the app itself."""

    client_id: str


@dataclass(frozen=True, slots=True)
class FederatedToken:
    """A token that the platform writes to a file and renews there (workload identity)."""

    file: Path


@dataclass(frozen=True, slots=True)
class FederatedIdentity:
    """A user-assigned managed identity that the app registration trusts to speak for it.

    `audience` is whom the platform makes the identity's token for.
    """

    client_id: str
    audience: str


Credential = ClientSecret | Certificate | ManagedIdentity | FederatedToken | FederatedIdentity
