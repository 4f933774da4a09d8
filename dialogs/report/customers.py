"""Whoever waits for a document that takes long, and the one message in which they see how it goes."""

import logging
from dataclasses import dataclass

from cards.card import Card
from cards.words import Words
from domain.contact import ContactPoint
from domain.people import Person, TenantId
from domain.permissions import READERS_OF_SUMMARY, has_any
from domain.report.orders import Order
from scheduler.drawing import words_for
from scheduler.messenger import DeliveryError
from scheduler.paced import Talker
from storage import contacts as contact_store
from storage import people as people_store
from storage.database import Database

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Who waits for which document, where, and in which language they are spoken to."""

    tenant_id: TenantId
    person: Person
    contact: ContactPoint
    words: Words
    order: Order

    async def show(self, talker: Talker, card: Card) -> None:
        """Show how it goes, in the same message. That it cannot be shown is no reason not to go on."""
        if not self.order.message_id:
            return
        try:
            await talker.update(self.contact, self.order.message_id, card)
        except DeliveryError as error:
            log.warning("how a document goes could not be shown: %s", error)


async def customer(database: Database, tenant_id: TenantId, order: Order) -> Customer | None:
    """Whoever waits; None when they have left, cannot be reached, or may no longer read the report."""
    async with database.reading(tenant_id) as session:
        people = await people_store.some(session, [order.person_id])
        contacts = await contact_store.of_people(session, people)
    person, contact = people.get(order.person_id), contacts.get(order.person_id)
    if person is None or contact is None or not has_any(person, READERS_OF_SUMMARY):
        return None
    return Customer(
        tenant_id=tenant_id, person=person, contact=contact, words=words_for(person, contact), order=order
    )
