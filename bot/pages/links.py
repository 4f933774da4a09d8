"""Links that expire, cannot be forged, and are good for one person and one purpose.

A token carries a `Pass` and a signature. To let people in by a link of a new kind:

1. Add a member to `Purpose`. It salts the signature, so that a token of one purpose is nothing for another.
2. `links.token(Purpose.NEW, a_pass)` makes the token; `a_pass.what` is what it is about, in few characters.
3. `links.opened(Purpose.NEW, token, at)` gives the `Pass` again, or a `LinkFault` to tell people of.

A token says who may come, never what they may do: look the person up in the database at every use, with the
roles that they have then. What may be used once is remembered by whoever uses it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer

from domain.people import PersonId, TenantId

# Ours are far shorter; a longer one is not worth a calculation.
LONGEST_TOKEN = 600


class Purpose(StrEnum):
    """What a signature is good for."""

    PAGE = "page"
    SESSION = "session"
    LETTER = "letter"
    """Opens somebody's form from a letter."""
    FORM = "form"
    """Stands in such a form, and is what it may be used for."""


class LinkFault(StrEnum):
    """Why a token opens nothing."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """Whose it is, what it is about, and until when (in whole seconds) it is good."""

    tenant_id: TenantId
    person_id: PersonId
    what: str
    until: datetime


class Links:
    """Makes tokens and reads them again. `keys` gives all that are good now; the last one signs."""

    def __init__(self, keys: Callable[[], Sequence[str]]) -> None:
        self._keys = keys

    def token(self, purpose: Purpose, admitted: Pass) -> str:
        """The pass as a token, of characters that may stand in an address."""
        content = [
            admitted.tenant_id,
            admitted.person_id,
            admitted.what,
            int(admitted.until.timestamp()),
        ]
        return str(self._signer(purpose).dumps(content))

    def opened(self, purpose: Purpose, token: str, at: datetime) -> Pass | LinkFault:
        """What the token opens. Signatures are compared in constant time, and nothing is read before."""
        if len(token) > LONGEST_TOKEN or not token.isascii():
            return LinkFault.UNKNOWN
        try:
            tenant_id, person_id, what, until = self._signer(purpose).loads(token)
        except BadData:
            return LinkFault.UNKNOWN
        admitted = Pass(
            tenant_id=TenantId(tenant_id),
            person_id=PersonId(person_id),
            what=what,
            until=datetime.fromtimestamp(until, UTC),
        )
        return admitted if at < admitted.until else LinkFault.EXPIRED

    def _signer(self, purpose: Purpose) -> URLSafeSerializer:
        return URLSafeSerializer(
            list(self._keys()),
            salt=f"lageskoll.{purpose}",
            signer_kwargs={"key_derivation": "hmac", "digest_method": sha256},
        )
