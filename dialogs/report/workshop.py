"""Makes the documents that take long, one at a time, each by one process, and offers them to whoever waits.

What is ordered lies in the database. A process that dies while it makes a document loses nothing: another
takes it over, or the same one when it is there again. A file that was made and not yet offered is not made
again, and one that was offered just as the process died may be offered twice (decision 0002).
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from cards.card import Card
from cards.report import order as order_card
from cards.report import too_large
from dialogs import files
from dialogs.report.crafting import Craft, OrderError
from dialogs.report.customers import Customer, customer
from domain.people import TenantId
from domain.report.orders import LEASE, MOST_ATTEMPTS, Order, OrderFault
from scheduler.background import in_background
from scheduler.messenger import DeliveryError
from storage import audit, chat_files, document_orders
from storage.database import Database

log = logging.getLogger(__name__)

LOOK_AGAIN_SECONDS = 10


@dataclass(slots=True, kw_only=True)
class Workshop:
    """Sees to what is ordered."""

    craft: Craft
    clock: Callable[[], datetime]
    _called: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def _database(self) -> Database:
        return self.craft.database

    def wake(self) -> None:
        """Something has been ordered."""
        self._called.set()

    async def work(self) -> None:
        """See to what is ordered for as long as the process lives."""
        while True:
            self._called.clear()
            try:
                await self.run()
            except Exception:
                # What goes wrong with one look must not stop the next.
                log.exception("the workshop failed")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._called.wait(), LOOK_AGAIN_SECONDS)

    async def run(self) -> int:
        """Make everything that is ordered now; returns how many there were."""
        number = 0
        for tenant_id in await self._database.tenants():
            while (order := await self._taken(tenant_id)) is not None:
                await self._see_to(tenant_id, order)
                number += 1
        return number

    async def _taken(self, tenant_id: TenantId) -> Order | None:
        async with self._database.reading(tenant_id) as session:
            if not await document_orders.is_waiting(session, self.clock()):
                return None
        async with self._database.writing(tenant_id) as session:
            return await document_orders.claim(session, self.clock())

    async def _see_to(self, tenant_id: TenantId, order: Order) -> None:
        waits = await customer(self._database, tenant_id, order)
        if waits is None:
            await self._end(tenant_id, order)
            return
        try:
            async with in_background(self._hold(waits)):
                await self._serve(waits)
        except asyncio.CancelledError:
            async with self._database.writing(tenant_id) as session:
                await document_orders.release(session, order)
            raise
        except DeliveryError as error:
            await self._not_offered(waits, error)
        except OrderError as error:
            await self._failed(waits, error.fault)
        except Exception:
            # Whatever one document makes us trip over, the others are made, and whoever waits is told.
            log.exception("a document could not be made: %s", order.kind.value)
            await self._failed(waits, OrderFault.FAILED)

    async def _serve(self, waits: Customer) -> None:
        """Make it, unless it lies ready, and offer it."""
        kept = await self._ready(waits) or await self._made(waits)
        if not await self._is_ours(waits):
            return
        if kept.link is not None:
            await self.craft.talker.send(waits.contact, kept.link)
        else:
            await self.craft.talker.offer_file(waits.contact, kept.offer)
        await self._end(waits.tenant_id, waits.order)
        await waits.show(self.craft.talker, order_card.ready(waits.order, kept.offer.name, waits.words))

    async def _ready(self, waits: Customer) -> files.Kept | None:
        """The file, when it was made by somebody who did not come to offer it."""
        async with self._database.reading(waits.tenant_id) as session:
            file = await chat_files.find(session, waits.order.key, self.clock())
        return files.kept(file, waits.words, self.craft.links) if file else None

    async def _made(self, waits: Customer) -> files.Kept:
        if waits.order.attempts > MOST_ATTEMPTS:
            raise OrderError(OrderFault.FAILED)
        return await self.craft.make(waits, self.clock())

    async def _hold(self, waits: Customer) -> None:
        """Nobody else takes it meanwhile, as long as this process lives."""
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            await self._is_ours(waits)

    async def _is_ours(self, waits: Customer) -> bool:
        async with self._database.writing(waits.tenant_id) as session:
            return await document_orders.keep(session, waits.order, self.clock())

    async def _not_offered(self, waits: Customer, error: DeliveryError) -> None:
        """It lies ready, and is offered again when the lease has run out; unless that is pointless."""
        log.warning("a document could not be offered: %s", error)
        if error.permanent:
            await self._end(waits.tenant_id, waits.order)

    async def _failed(self, waits: Customer, fault: OrderFault) -> None:
        order = waits.order
        async with self._database.writing(waits.tenant_id) as session:
            if not await document_orders.end(session, order):
                return
            await audit.record(
                session,
                deed="report.not_made",
                subject=f"round:{order.follow_up_round_id}",
                at=self.clock(),
                actor_id=order.person_id,
                format=order.kind.value,
                reason=fault.value,
            )
        await waits.show(self.craft.talker, self._told(waits, fault))

    def _told(self, waits: Customer, fault: OrderFault) -> Card:
        """Why it was not made; or where to fetch it, when only the chat cannot take it."""
        address = self.craft.page_of(waits, self.clock()) if fault is OrderFault.TOO_LARGE else ""
        if address:
            return too_large.by_link(order_card.what(waits.order, waits.words), address, waits.words)
        return order_card.failed(waits.order, fault, waits.words)

    async def _end(self, tenant_id: TenantId, order: Order) -> None:
        async with self._database.writing(tenant_id) as session:
            await document_orders.end(session, order)
