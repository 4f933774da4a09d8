"""Asks Microsoft Entra for the app's own tokens. Everything here blocks and belongs in a thread."""

import logging
from collections.abc import Callable, Iterator, Sequence

from bot.clock import Clock, system_clock
from bot.entra.certificates import SOON
from bot.entra.credentials import ManagedIdentity
from bot.entra.msal_client import application_token, identity_token
from bot.entra.own_token import AcquiredToken, TokenError
from bot.entra.proving import Proof, proof
from bot.entra.settings import IdentitySettings

logger = logging.getLogger(__name__)

# Source: "Microsoft Entra authentication and authorization error codes". The secret is wrong, over or not
# there; the signature is no registered certificate's; the assertion is not one, or is too old.
REFUSED_PROOFS = frozenset({7000215, 7000222, 7000216, 700027, 50027, 700024})


def acquirer(
    settings: IdentitySettings,
    *,
    scope: str = "",
    http_client: object | None = None,
    clock: Clock = system_clock,
) -> Callable[[], AcquiredToken]:
    """A call that gets a new token with the settings' credential; it raises `TokenError` and nothing else.

    The token is for Teams, or for what `scope` says.
    `http_client` stands in for the network in tests (MSAL's own abstraction: `get` and `post`).
    """
    credential = settings.credential
    if credential is None:
        raise TokenError("no credential")
    if isinstance(credential, ManagedIdentity):
        resource = (scope or settings.outbound_scope).removesuffix("/.default")
        return lambda: identity_token(credential.client_id, resource, http_client)
    return _Application(settings, scope or settings.outbound_scope, http_client, clock)


class _Application:
    """Shows what the files say now. What was good the last time is kept, for when that is not."""

    def __init__(
        self, settings: IdentitySettings, scope: str, http_client: object | None, clock: Clock
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._scope = scope
        self._http_client = http_client
        self._good: Proof | None = None

    def __call__(self) -> AcquiredToken:
        refused: dict[Proof, TokenError] = {}
        for shown in self._proofs():
            if shown in refused:
                continue
            try:
                token = self._ask(shown)
            except TokenError as error:
                if not error.numbers & REFUSED_PROOFS:
                    raise
                refused[shown] = error
            else:
                self._remember(shown, list(refused.values()))
                return token
        raise next(iter(refused.values()))

    def _proofs(self) -> Iterator[Proof]:
        """What is there now, once more after a refusal since it may just be exchanged, and the last good."""
        yield self._now()
        yield self._now()
        if self._good is not None:
            yield self._good

    def _now(self) -> Proof:
        credential = self._settings.fresh().credential
        if credential is None:
            raise TokenError("no credential")
        try:
            return proof(credential, self._of_identity)
        except Exception as error:  # cryptography, the file system and others each raise their own
            if self._good is None:
                raise error if isinstance(error, TokenError) else TokenError(_short(error)) from error
            logger.warning(
                "What the app proves itself with cannot be read, the last goes on: %s", _short(error)
            )
            return self._good

    def _remember(self, shown: Proof, refusals: Sequence[TokenError]) -> None:
        if refusals and shown == self._good:
            logger.warning(
                "Entra refused what the app proves itself with (%s), the last goes on", refusals[0].code
            )
        elif self._good is not None and shown != self._good and not shown.assertion:
            logger.info("Entra has taken what the app proves itself with since it was exchanged")
        self._good = shown
        # Each time, so that it is seen on any day: there may be nobody who looks at figures.
        if shown.key_pair is not None and shown.key_pair.ends_at - self._clock() < SOON:
            logger.warning(
                "The app's certificate ends on %s: exchange it", f"{shown.key_pair.ends_at:%Y-%m-%d}"
            )

    def _ask(self, shown: Proof) -> AcquiredToken:
        return application_token(self._settings, shown.for_msal(), self._scope, self._http_client)

    def _of_identity(self, client_id: str, resource: str) -> str:
        return identity_token(client_id, resource, self._http_client).value


def _short(error: Exception) -> str:
    """Which kind of trouble; the words of a library may hold a path, or more."""
    fault = getattr(error, "fault", "") or getattr(error, "code", "")
    return f"{type(error).__name__}{': ' if fault else ''}{fault}"
