"""The delivery tick: for every tenant that has something due, and that nobody else sends for, a tour."""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping

from domain.deliveries import Fate
from domain.people import TenantId
from scheduler.deeds import Deed, DeedKind
from scheduler.sharing import THE_WHOLE, Share, Sharing
from scheduler.tour import Tour, Van
from storage import claims
from storage.sending_rights import SendingRights

log = logging.getLogger(__name__)

DEEDS = {Fate.SENT: DeedKind.MESSAGES_SENT, Fate.GIVEN_UP: DeedKind.MESSAGES_GIVEN_UP}
# While tours are under way the outbox is looked into this often for tenants that have got something due.
LOOK_AGAIN_SECONDS = 1.0


class Postman:
    """Carries the outbox to Teams; processes and replicas share by tenant.

    In a process one round of it is made at a time: two tours for a tenant would take the right to send from
    each other.
    """

    def __init__(self, van: Van, rights: SendingRights, share: Share = THE_WHOLE) -> None:
        self._van = van
        self._rights = rights
        self._sharing = Sharing(share)
        self._resting = False
        self._running = asyncio.Lock()

    def rest(self) -> None:
        """Claim nothing more, and give back what is claimed but not on its way yet."""
        self._resting = True

    async def run(self) -> list[Deed]:
        """Send everything that is due; the deeds count what was sent and what was given up."""
        async with self._running:
            return await self._run()

    async def _run(self) -> list[Deed]:
        tours: dict[TenantId, asyncio.Task[None]] = {}
        ended: set[TenantId] = set()
        fates: Counter[Fate] = Counter()
        try:
            while True:
                for tenant_id in await self._waiting(tours, ended):
                    tours[tenant_id] = asyncio.create_task(self._tour(tenant_id, fates))
                if not tours:
                    return self._deeds(fates)
                await asyncio.wait(
                    tours.values(), timeout=LOOK_AGAIN_SECONDS, return_when=asyncio.FIRST_COMPLETED
                )
                ended = {tenant_id for tenant_id, tour in tours.items() if tour.done()}
                tours = {tenant_id: tour for tenant_id, tour in tours.items() if tenant_id not in ended}
        finally:
            for tour in tours.values():
                tour.cancel()
            await asyncio.gather(*tours.values(), return_exceptions=True)

    async def _waiting(self, tours: Mapping[TenantId, object], ended: set[TenantId]) -> list[TenantId]:
        """The tenants to begin with now, those first where somebody has just answered.

        One whose tour has this moment ended waits for the next look: it may be another replica's, or paused.
        """
        if self._resting:
            return []
        try:
            due = await claims.tenants_with_due(self._van.database, self._van.clock())
        except Exception:
            # The tours that are under way go on; the next tick looks again.
            log.exception("the outbox cannot be looked into")
            return []
        wanted = self._sharing.begin_with(due, asyncio.get_running_loop().time())
        new = [
            each for each in wanted if each not in tours and each not in ended and not self._is_paused(each)
        ]
        return sorted(new, key=lambda each: due[each])[: self._van.limits.tenants - len(tours)]

    def _is_paused(self, tenant_id: TenantId) -> bool:
        return bool(self._van.pacing.pause_left(tenant_id))

    async def _tour(self, tenant_id: TenantId, fates: Counter[Fate]) -> None:
        if not await self._rights.take(tenant_id):
            return
        tour = Tour(self._van, tenant_id, lambda: not self._resting and self._rights.has(tenant_id))
        try:
            with self._van.observer.tour(tenant_id):
                await tour.run()
        except Exception:
            # Whatever one tenant's data makes us trip over, the others' reminders go out on time.
            log.exception("the delivery failed for tenant %s", tenant_id)
        finally:
            fates.update(tour.fates)
            await self._rights.give_back(tenant_id)

    def _deeds(self, fates: Counter[Fate]) -> list[Deed]:
        at = self._van.clock()
        return [Deed(kind=kind, count=fates[fate], at=at) for fate, kind in DEEDS.items() if fates[fate]]
