"""The one place that knows MSAL, which speaks with Microsoft Entra and with the platform's identities."""

import time
from collections.abc import Mapping

import msal
import requests

from bot.entra.own_token import AcquiredToken, TokenError
from bot.entra.settings import IdentitySettings

TIMEOUT_SECONDS = 10


def application_token(
    settings: IdentitySettings, credential: object, scope: str, http_client: object | None = None
) -> AcquiredToken:
    """A token for the app registration; raises `TokenError`.

    MSAL's application is made anew each time: it takes one more request an hour, and so it never answers out
    of a cache of its own, never shows the same assertion twice and never holds on to an exchanged secret.
    """
    try:
        application = msal.ConfidentialClientApplication(
            settings.app_id,
            client_credential=credential,
            authority=f"{settings.login_authority.rstrip('/')}/{settings.tenant_id}",
            # The authority is the operator's own setting, so no second server needs to vouch for it.
            instance_discovery=False,
            http_client=http_client or _PatientClient(may_use_proxy=True),
        )
        result = application.acquire_token_for_client(scopes=[scope])
    except Exception as error:  # MSAL, requests and cryptography each raise their own
        raise TokenError(type(error).__name__) from error
    return _token(result)


def identity_token(client_id: str, resource: str, http_client: object | None = None) -> AcquiredToken:
    """A user-assigned managed identity's token, from the platform's own endpoint; raises `TokenError`."""
    try:
        client = msal.ManagedIdentityClient(
            msal.UserAssignedManagedIdentity(client_id=client_id),
            http_client=http_client or _PatientClient(may_use_proxy=False),
        )
        result = client.acquire_token_for_client(resource=resource)
    except Exception as error:  # as above
        raise TokenError(type(error).__name__) from error
    return _token(result)


class _PatientClient:
    """It waits, but not for ever, and keeps nothing open until the next hour.

    The platform's endpoint is on this machine or the link beside it, where no proxy leads.
    """

    def __init__(self, *, may_use_proxy: bool) -> None:
        self._may_use_proxy = may_use_proxy

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
        with requests.Session() as session:
            session.trust_env = self._may_use_proxy
            return session.request(method, url, **given)  # type: ignore[arg-type] # as MSAL gives them


def _token(result: object) -> AcquiredToken:
    """MSAL's answer, or a `TokenError` with Entra's short code; the long description can hold ids."""
    if not isinstance(result, dict):
        raise TokenError("no answer")
    token = result.get("access_token")
    if not isinstance(token, str):
        numbers = frozenset(each for each in result.get("error_codes") or () if isinstance(each, int))
        codes = ", ".join(f"AADSTS{number}" for number in sorted(numbers))
        raise TokenError(codes or str(result.get("error", "no answer")), numbers)
    return AcquiredToken(value=token, expires_at=time.time() + int(result.get("expires_in", 0)))
