"""Asks Microsoft Entra for the bot's token through MSAL. Everything here blocks and belongs in a thread."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, assert_never

import msal
import requests

from bot.entra.own_token import AcquiredToken, TokenError
from bot.settings import Certificate, ClientSecret, Credential, FederatedToken, ManagedIdentity, Settings

TIMEOUT_SECONDS = 10
PFX_SUFFIXES = frozenset({".pfx", ".p12"})


def acquirer(
    settings: Settings, *, scope: str = "", http_client: object | None = None
) -> Callable[[], AcquiredToken]:
    """A call that gets a new token with the settings' credential; it raises `TokenError` and nothing else.

    The token is for Teams, or for what `scope` says.
    `http_client` stands in for the network in tests (MSAL's own abstraction: `get` and `post`).
    """
    credential = settings.credential
    if credential is None:
        raise TokenError("no credential")
    if isinstance(credential, ManagedIdentity):
        return _ManagedIdentityAcquirer(scope or settings.outbound_scope, credential, http_client)
    return _ApplicationAcquirer(settings, credential, scope or settings.outbound_scope, http_client)


class _ApplicationAcquirer:
    """One MSAL application for the life of the process; made at the first call, for it asks the network."""

    def __init__(
        self, settings: Settings, credential: Credential, scope: str, http_client: object | None
    ) -> None:
        self._settings = settings
        self._scope = scope
        self._credential = credential
        self._http_client = http_client or _PatientClient()
        self._application: Any = None

    def __call__(self) -> AcquiredToken:
        try:
            result = self._acquire()
        except Exception as error:  # MSAL, requests, cryptography and the file system each raise their own
            raise TokenError(type(error).__name__) from error
        return _token(result)

    def _acquire(self) -> object:
        if self._application is None:
            self._application = self._make_application()
        # We decide when a token is too old; MSAL's cache would hand the same one back.
        self._application.remove_tokens_for_client()
        return self._application.acquire_token_for_client(scopes=[self._scope])

    def _make_application(self) -> object:
        return msal.ConfidentialClientApplication(
            self._settings.app_id,
            client_credential=_client_credential(self._credential),
            authority=f"{self._settings.login_authority.rstrip('/')}/{self._settings.tenant_id}",
            # The authority is the operator's own setting, so no second server needs to vouch for it.
            instance_discovery=False,
            http_client=self._http_client,
        )


class _ManagedIdentityAcquirer:
    """The platform's own identity endpoint; the client is made anew so that its cache never answers."""

    def __init__(self, scope: str, identity: ManagedIdentity, http_client: object | None) -> None:
        self._identity = msal.UserAssignedManagedIdentity(client_id=identity.client_id)
        self._resource = scope.removesuffix("/.default")
        self._http_client = http_client or _PatientClient()

    def __call__(self) -> AcquiredToken:
        try:
            client = msal.ManagedIdentityClient(self._identity, http_client=self._http_client)
            result = client.acquire_token_for_client(resource=self._resource)
        except Exception as error:  # as above
            raise TokenError(type(error).__name__) from error
        return _token(result)


class _PatientClient:
    """MSAL's way to the network: it waits, but not for ever, and keeps nothing open until the next hour."""

    def get(self, url: str, **details: object) -> requests.Response:
        """One GET."""
        return self._request("GET", url, details)

    def post(self, url: str, **details: object) -> requests.Response:
        """One POST."""
        return self._request("POST", url, details)

    def close(self) -> None:
        """Nothing is open between requests."""

    def _request(self, method: str, url: str, details: Mapping[str, object]) -> requests.Response:
        given = {"timeout": TIMEOUT_SECONDS, **details}
        return requests.request(method, url, **given)  # type: ignore[arg-type]  # noqa: S113 - it is in `given`


def _client_credential(credential: Credential) -> object:
    """The credential in MSAL's words."""
    match credential:
        case ClientSecret(value):
            return value.get_secret_value()
        case Certificate(file, password):
            return _certificate(file, password.get_secret_value() if password else None)
        case FederatedToken(file):
            # Read each time: the platform renews the file.
            return {"client_assertion": lambda: file.read_text(encoding="utf-8").strip()}
        case ManagedIdentity():
            raise TokenError("managed identity")
        case _:
            assert_never(credential)


def _certificate(file: Path, password: str | None) -> dict[str, str | None]:
    if file.suffix.lower() in PFX_SUFFIXES:
        return {"private_key_pfx_path": str(file), "passphrase": password}
    pem = file.read_text(encoding="utf-8")
    return {"private_key": pem, "public_certificate": pem, "passphrase": password}


def _token(result: object) -> AcquiredToken:
    """MSAL's answer, or a `TokenError` with Entra's short code; the long description can hold ids."""
    if not isinstance(result, dict):
        raise TokenError("no answer")
    token = result.get("access_token")
    if not isinstance(token, str):
        numbers = ", ".join(f"AADSTS{number}" for number in result.get("error_codes") or ())
        raise TokenError(numbers or str(result.get("error", "no answer")))
    return AcquiredToken(value=token, expires_at=time.time() + int(result.get("expires_in", 0)))
