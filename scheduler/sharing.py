"""How the processes of one service share the tenants among them, without asking each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.people import TenantId
from domain.spreading import spread

# For so long a tenant is left to the process whose it is; then that one is taken to be gone or stuck.
PATIENCE_SECONDS = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One process's part of the tenants. A service of one process has them all."""

    number: int = 0
    of: int = 1

    def has(self, tenant_id: TenantId) -> bool:
        """Whether the tenant is this process's."""
        return spread(tenant_id, self.of) == self.number


THE_WHOLE = Share()


class Sharing:
    """Whom to begin with now. This only spreads the work: who may send is decided by the right to send."""

    def __init__(self, share: Share) -> None:
        self._share = share
        self._left_since: dict[TenantId, float] = {}

    def begin_with(self, due: Iterable[TenantId], now: float) -> list[TenantId]:
        """Of those that have something due, our own, and those that have waited too long for theirs.

        `now` is in seconds that never go backwards.
        """
        found: list[TenantId] = []
        left: dict[TenantId, float] = {}
        for tenant_id in due:
            if not self._share.has(tenant_id):
                left[tenant_id] = self._left_since.get(tenant_id, now)
                if now - left[tenant_id] < PATIENCE_SECONDS:
                    continue
            found.append(tenant_id)
        self._left_since = left
        return found
