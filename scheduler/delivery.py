"""The delivery tick: claim a batch, judge and draw each message, send, and write back how it went.

No transaction is open while the network is. A crash between sending and writing back may repeat one card
when the lease runs out; it never loses one (decision 0002).
"""

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from aiolimiter import AsyncLimiter

from domain.contact import ContactPoint, ContactState
from domain.deliveries import DeliveryKind, FailureReason, Fate, GiveUp, RetryAt, after_failure
from domain.people import TenantId
from domain.reminders import NotWanted, WaitUntil
from scheduler.deeds import Deed, DeedKind
from scheduler.drawing import Artist, Drawn, Unreachable
from scheduler.messenger import DeliveryError, Messenger
from scheduler.scene import Scene, scenes
from scheduler.settings import SendingLimits
from scheduler.tenants import for_each
from storage import claims
from storage import contacts as contact_store
from storage.claims import Delivery, Settlement
from storage.database import Database

log = logging.getLogger(__name__)

STATE_AFTER = {
    FailureReason.NOT_INSTALLED: ContactState.UNINSTALLED,
    FailureReason.BLOCKED: ContactState.BLOCKED,
}
DEEDS = {Fate.SENT: DeedKind.MESSAGES_SENT, Fate.GIVEN_UP: DeedKind.MESSAGES_GIVEN_UP}
# Redrawing a card is no message to anybody.
TOLD = frozenset(DeliveryKind) - {DeliveryKind.CARD_UPDATE}


class Postman:
    """Carries the outbox to Teams. One at a time runs in a process; replicas share by leases."""

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        artist: Artist,
        clock: Callable[[], datetime],
        limits: SendingLimits,
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._artist = artist
        self._clock = clock
        self._limits = limits
        self._paces: dict[TenantId, AsyncLimiter] = {}
        self._paused: dict[TenantId, datetime] = {}
        self._resting = False

    def rest(self) -> None:
        """Claim nothing more, and give back what is claimed but not on its way yet."""
        self._resting = True

    async def run(self) -> list[Deed]:
        """Send everything that is due; the deeds count what was sent and what was given up."""
        return await for_each(self._database, self._run)

    async def _run(self, tenant_id: TenantId) -> list[Deed]:
        fates: Counter[Fate] = Counter()
        while not self._resting and (settlements := await self._batch(tenant_id)):
            fates.update(each.fate for each in settlements if each.delivery.kind in TOLD)
        at = self._clock()
        return [Deed(kind=kind, count=fates[fate], at=at) for fate, kind in DEEDS.items() if fates[fate]]

    async def _batch(self, tenant_id: TenantId) -> list[Settlement]:
        now = self._clock()
        if self._paused.get(tenant_id, now) > now:
            return []
        async with self._database.writing(tenant_id) as session:
            deliveries = await claims.claim(session, now, self._limits.batch)
        if not deliveries:
            return []
        async with self._database.reading(tenant_id) as session:
            by_round = await scenes(session, deliveries)
        turns = asyncio.Semaphore(self._limits.in_flight)
        settlements: list[Settlement] = []

        async def deliver(delivery: Delivery) -> None:
            async with turns:
                scene = by_round[delivery.follow_up_round_id]
                settlements.append(await self._one(delivery, scene, tenant_id))

        try:
            await asyncio.gather(*map(deliver, deliveries))
        finally:
            # Also when we are broken off: what has been sent is not sent again.
            async with self._database.writing(tenant_id) as session:
                await claims.settle(session, settlements)
        return settlements

    async def _one(self, delivery: Delivery, scene: Scene, tenant_id: TenantId) -> Settlement:
        try:
            return await self._deliver(delivery, scene, tenant_id)
        except Exception:
            # One message that cannot be drawn must not stop the others.
            log.exception("delivery %s failed in our own code", delivery.delivery_id)
            return self._failed(delivery, DeliveryError(FailureReason.FAULT, permanent=False))

    async def _deliver(self, delivery: Delivery, scene: Scene, tenant_id: TenantId) -> Settlement:
        now = self._clock()
        drawn = self._artist.draw(delivery, scene, now)
        match drawn:
            case NotWanted():
                return self._settled(delivery, Fate.NOT_WANTED)
            case WaitUntil():
                return self._settled(delivery, Fate.WAITING, not_before=drawn.when, counts_as_attempt=False)
            case Unreachable():
                return self._settled(delivery, Fate.GIVEN_UP, failure=drawn.reason, counts_as_attempt=False)
            case Drawn():
                return await self._send(delivery, drawn, tenant_id)

    async def _send(self, delivery: Delivery, drawn: Drawn, tenant_id: TenantId) -> Settlement:
        await self._pace(tenant_id)
        now = self._clock()
        if (until := self._paused.get(tenant_id, now)) > now or self._resting:
            return self._settled(delivery, Fate.WAITING, not_before=until, counts_as_attempt=False)
        try:
            message_id = await self._post(drawn)
        except DeliveryError as error:
            return await self._after_error(delivery, drawn, error, tenant_id)
        return self._settled(
            delivery, Fate.SENT, recipient_id=drawn.recipient.person_id, message_id=message_id
        )

    async def _post(self, drawn: Drawn) -> str:
        if drawn.message_id:
            await self._messenger.update(drawn.contact, drawn.message_id, drawn.card)
            return drawn.message_id
        if drawn.contact.conversation_id:
            return await self._messenger.send(drawn.contact, drawn.card)
        contact = await self._reopened(drawn.contact)
        return await self._messenger.send(contact, drawn.card)

    async def _reopened(self, contact: ContactPoint) -> ContactPoint:
        conversation_id = await self._messenger.open_conversation(contact)
        async with self._database.writing(contact.tenant_id) as session:
            return await contact_store.move(session, contact, conversation_id)

    async def _after_error(
        self, delivery: Delivery, drawn: Drawn, error: DeliveryError, tenant_id: TenantId
    ) -> Settlement:
        log.warning("delivery %s failed: %s", delivery.delivery_id, error)
        now = self._clock()
        if error.reason is FailureReason.THROTTLED:
            until = now + (error.retry_after or timedelta(seconds=1))
            self._paused[tenant_id] = max(until, self._paused.get(tenant_id, until))
        elif error.reason in STATE_AFTER:
            async with self._database.writing(tenant_id) as session:
                await contact_store.lose(session, drawn.contact, STATE_AFTER[error.reason], now)
        elif error.reason is FailureReason.CONVERSATION_GONE and not drawn.message_id:
            async with self._database.writing(tenant_id) as session:
                await contact_store.move(session, drawn.contact, "")
            # The chat is opened anew at the next attempt, which is made only if there was one to lose.
            was_open = bool(drawn.contact.conversation_id)
            error = DeliveryError(error.reason, permanent=not was_open, code=error.code)
        return self._failed(delivery, error, drawn)

    def _failed(self, delivery: Delivery, error: DeliveryError, drawn: Drawn | None = None) -> Settlement:
        decision = after_failure(
            reason=error.reason,
            permanent=error.permanent,
            attempts=delivery.attempts + 1,
            at=self._clock(),
            retry_after=error.retry_after,
            jitter=random.random(),  # noqa: S311 - spreads retries, keeps no secret
        )
        details = {"failure": error.reason, "code": error.code}
        recipient_id = drawn.recipient.person_id if drawn else None
        match decision:
            case RetryAt():
                return self._settled(
                    delivery, Fate.WAITING, not_before=decision.when, recipient_id=recipient_id, **details
                )
            case GiveUp():
                return self._settled(delivery, Fate.GIVEN_UP, recipient_id=recipient_id, **details)

    def _settled(self, delivery: Delivery, fate: Fate, **details: object) -> Settlement:
        return Settlement(delivery=delivery, fate=fate, at=self._clock(), **details)  # type: ignore[arg-type]

    async def _pace(self, tenant_id: TenantId) -> None:
        pace = self._paces.setdefault(tenant_id, AsyncLimiter(self._limits.requests_per_second, 1))
        await pace.acquire()
