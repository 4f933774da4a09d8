"""Somebody asks for a document that takes long: it is ordered, and they are told at once that it is made."""

import logging
from secrets import token_hex

from cards.report import order as order_card
from cards.report import wording
from cards.report.payloads import AboutDocument
from dialogs.desk import Turn
from dialogs.files import KEY_BYTES
from dialogs.turn import Reply, Say
from domain.report.orders import Order, OrderId, Stage
from scheduler.messenger import DeliveryError
from storage import document_orders

log = logging.getLogger(__name__)


async def order(turn: Turn, about: AboutDocument, plan_activities: int) -> Reply:
    """Order it, unless the person waits for it already; a card of its own says how it goes."""
    key, say = token_hex(KEY_BYTES), turn.words.say
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        is_new = await document_orders.put(
            session,
            key=key,
            person_id=turn.person.person_id,
            follow_up_round_id=about.follow_up_round_id,
            kind=about.kind,
            version=about.version,
            language=about.language,
            plan_activities=plan_activities,
            at=turn.at,
        )
    kind = wording.kind(about.kind, turn.words)
    if not is_new:
        return Say(say("It is being made already ({kind}). You get the file in the chat.", kind=kind))
    message_id = await _announced(turn, about, key, plan_activities)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await document_orders.announced(session, key, message_id)
    turn.desk.make_soon()
    return Say(say("The report is being made ({kind}). How it goes is at the bottom of the chat.", kind=kind))


async def _announced(turn: Turn, about: AboutDocument, key: str, plan_activities: int) -> str:
    """The message that tells how it goes; "" when it could not be posted, and the file comes anyhow."""
    ordered = Order(
        order_id=OrderId(0),
        key=key,
        person_id=turn.person.person_id,
        follow_up_round_id=about.follow_up_round_id,
        kind=about.kind,
        version=about.version,
        language=about.language,
        plan_activities=plan_activities,
    )
    card = order_card.under_way(ordered, Stage.ORDERED, turn.words)
    try:
        return await turn.desk.messenger.send(turn.contact, card)
    except DeliveryError as error:
        log.warning("how a document goes could not be shown: %s", error)
        return ""
