"""One tenant's messages on their way: taken from the outbox, judged, drawn, sent and settled.

No transaction is open while the network is. A crash between sending and writing back may repeat the cards
that were on their way just then; it never loses one (decision 0002).
"""

import asyncio
import logging
import random
from collections import Counter, deque
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.contact import ContactPoint
from domain.deliveries import DeliveryKind, FailureReason, Fate
from domain.people import TenantId
from domain.rounds import FollowUpRoundId
from scheduler import verdict
from scheduler.courtesy import Breath, Courtesy
from scheduler.drawing import Artist, Drawn
from scheduler.messenger import DeliveryError, Messenger
from scheduler.observing import Nobody, Observer
from scheduler.pacing import Pacing
from scheduler.scene import Scene, scenes
from scheduler.settings import SendingLimits
from scheduler.settling import Settler
from storage import claims
from storage import contacts as contact_store
from storage.claims import Delivery, Settlement
from storage.database import Database

log = logging.getLogger(__name__)

# While the last messages are on their way the outbox is looked into this often for new ones.
LOOK_AGAIN_SECONDS = 1.0
# While somebody waits for an answer so many are read about at a time: that too takes some thousandths.
AT_A_TIME_MEANWHILE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Van:
    """What every tour needs. `slots` are the messages that may be on their way at once.

    One tour at a time is `reading` its batch, and all draw in one `breath`, so that several tours do not hold
    the event loop up together.
    """

    database: Database
    messenger: Messenger
    artist: Artist
    clock: Callable[[], datetime]
    pacing: Pacing
    limits: SendingLimits = field(default_factory=SendingLimits)
    observer: Observer = field(default_factory=Nobody)
    courtesy: Courtesy = field(default_factory=Courtesy)
    slots: asyncio.Semaphore = field(init=False)
    breath: Breath = field(default_factory=Breath)
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        object.__setattr__(self, "slots", asyncio.Semaphore(self.limits.in_flight))

    @property
    def at_a_time(self) -> int:
        """How many messages of one tenant are taken in hand now."""
        most = min(self.limits.at_a_time, max(1, round(self.pacing.per_second)))
        return min(most, AT_A_TIME_MEANWHILE) if self.courtesy.is_called_for else most


class Tour:
    """One tenant's tour; `fates` counts how its messages went.

    `may_go_on` is asked before each message: a stop or a lost right to send ends the tour.
    """

    def __init__(self, van: Van, tenant_id: TenantId, may_go_on: Callable[[], bool]) -> None:
        self._van = van
        self._tenant_id = tenant_id
        self._may_go_on = may_go_on
        self._settler = Settler(
            van.database,
            tenant_id,
            more_to_come=lambda: bool(self._hand),
            on_their_way=lambda: len(self._under_way),
        )
        self._hand: deque[Delivery] = deque()
        self._scenes: Mapping[FollowUpRoundId, Scene] = {}
        self._seen_at = van.clock()
        self._under_way: set[asyncio.Task[None]] = set()
        self.fates: Counter[Fate] = Counter()

    async def run(self) -> None:
        """Send until nothing is due. What is in hand when the tour ends early is put back."""
        settling = asyncio.create_task(self._settler.run())
        try:
            await self._begin()
            while self._may_send():
                if self._hand or await self._fill():
                    await self._next()
                elif self._under_way:
                    await asyncio.wait(self._under_way, timeout=LOOK_AGAIN_SECONDS)
                else:
                    break
        except asyncio.CancelledError:
            for task in self._under_way:
                task.cancel()
            raise
        finally:
            await self._end(settling)

    def _may_send(self) -> bool:
        return self._may_go_on() and not self._van.pacing.pause_left(self._tenant_id)

    async def _begin(self) -> None:
        at = self._van.clock()
        async with self._van.database.writing(self._tenant_id) as session:
            await claims.take_over(session, at)
            await claims.free_abandoned(session, at)

    async def _fill(self) -> bool:
        async with self._van.database.writing(self._tenant_id) as session:
            self._hand.extend(await claims.claim(session, self._van.clock(), self._van.at_a_time))
        if not self._hand:
            return False
        self._seen_at = self._van.clock()
        async with self._van.reading, self._van.database.reading(self._tenant_id) as session:
            self._scenes = await scenes(session, self._hand)
        return True

    async def _next(self) -> None:
        """Send the first one in hand, where it stays until it is on its way."""
        await self._van.breath.take()
        await self._van.courtesy.give_way()
        delivery = self._hand[0]
        drawn = self._drawn(delivery)
        if isinstance(drawn, Settlement):
            self._start(self._settle(drawn))
            return
        await self._van.slots.acquire()
        await self._van.pacing.of(self._tenant_id).turn(delivery.urgency)
        if self._may_send():
            self._start(self._send(delivery, drawn, self._seen_at))
        else:
            self._van.slots.release()

    def _drawn(self, delivery: Delivery) -> Drawn | Settlement:
        """The card to send, or what to write down when none is to be sent now."""
        at = self._van.clock()
        try:
            drawn = self._van.artist.draw(delivery, self._scenes[delivery.follow_up_round_id], at)
        except Exception:
            # One message that cannot be drawn must not stop the others.
            log.exception("delivery %s failed in our own code", delivery.delivery_id)
            return verdict.failed(delivery, None, verdict.FAULT, at)
        if not isinstance(drawn, Drawn):
            return verdict.not_sent(delivery, drawn, at)
        if wait := self._van.pacing.conversation_wait(drawn.contact.conversation_id):
            return verdict.put_back(delivery, at, at + wait)
        return drawn

    async def _send(self, delivery: Delivery, drawn: Drawn, seen_at: datetime) -> None:
        try:
            # The slot is kept until it is written down, so that a crash repeats no more than there are slots.
            await self._settle(await self._attempt(delivery, drawn, seen_at))
        finally:
            self._van.slots.release()

    async def _attempt(self, delivery: Delivery, drawn: Drawn, seen_at: datetime) -> Settlement:
        self._van.observer.attempting(delivery)
        try:
            message_id = await self._post(drawn)
        except DeliveryError as error:
            log.warning("delivery %s failed: %s", delivery.delivery_id, error)
            return verdict.failed(delivery, drawn, self._paused(error), self._van.clock())
        except Exception:
            # As above: whatever one message makes us trip over, the others are sent.
            log.exception("delivery %s failed in our own code", delivery.delivery_id)
            return verdict.failed(delivery, drawn, verdict.FAULT, self._van.clock())
        self._van.pacing.succeeded(self._tenant_id)
        return verdict.sent(delivery, drawn, message_id, seen_at=seen_at, at=self._van.clock())

    def _paused(self, error: DeliveryError) -> DeliveryError:
        """After a 429 the whole tenant is left in peace, and this message at least as long."""
        if error.reason is not FailureReason.THROTTLED:
            return error
        self._van.pacing.pause(self._tenant_id, error.retry_after, random.random())  # noqa: S311 - spreads retries
        left = self._van.pacing.pause_left(self._tenant_id)
        return DeliveryError(error.reason, permanent=False, code=error.code, retry_after=left)

    async def _post(self, drawn: Drawn) -> str:
        if drawn.message_id:
            await self._van.messenger.update(drawn.contact, drawn.message_id, drawn.card)
            return drawn.message_id
        contact = drawn.contact if drawn.contact.conversation_id else await self._reopened(drawn.contact)
        return await self._van.messenger.send(contact, drawn.card)

    async def _reopened(self, contact: ContactPoint) -> ContactPoint:
        conversation_id = await self._van.messenger.open_conversation(contact)
        # It was a request of its own; the message that follows takes its own turn.
        await self._van.pacing.of(self._tenant_id).turn(0)
        async with self._van.database.writing(contact.tenant_id) as session:
            return await contact_store.move(session, contact, conversation_id)

    async def _settle(self, settlement: Settlement) -> None:
        await self._settler.settle(settlement)
        self._van.observer.settled(settlement)
        # Redrawing a card is no message to anybody.
        if settlement.delivery.kind is not DeliveryKind.CARD_UPDATE:
            self.fates[settlement.fate] += 1

    def _start(self, work: Coroutine[None, None, None]) -> None:
        """Have this done for the first one in hand."""
        self._hand.popleft()
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _end(self, settling: asyncio.Task[None]) -> None:
        if self._hand:
            await self._put_back()
        if self._under_way:
            await asyncio.wait(self._under_way)
        self._settler.finish()
        await settling

    async def _put_back(self) -> None:
        """What is in hand waits for whoever comes next, or until the pause is over."""
        left, at = self._van.pacing.pause_left(self._tenant_id), self._van.clock()
        if left:
            for delivery in list(self._hand):
                self._start(self._settle(verdict.put_back(delivery, at, at + left)))
            return
        hand, self._hand = list(self._hand), deque()
        try:
            async with self._van.database.writing(self._tenant_id) as session:
                await claims.release(session, hand)
        except Exception:
            # They are found again when their lease runs out.
            log.exception("%s claimed messages could not be put back", len(hand))
