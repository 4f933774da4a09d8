"""Who tried what they may not: noted in the audit trail, since somebody may be trying on purpose."""

import logging
from datetime import datetime

from cards.fields import is_id
from cards.verbs import Verb
from dialogs.desk import Desk, Turn
from dialogs.turn import CardSubmitted, Incoming, Refuse, Replace, Reply
from domain.people import TenantId
from storage import audit

log = logging.getLogger(__name__)

KNOWN = frozenset(verb.value for verb in Verb)
AIMED_AT = ("matter", "item", "owner")
"""What a button may be about that is somebody's, the narrowest first."""


async def of_person(turn: Turn, subject: str) -> None:
    """Somebody of the plan tried what their roles do not allow."""
    log.warning("person %s may not %s", turn.person.person_id, subject)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await audit.record(
            session, deed="role.refused", subject=subject, at=turn.at, actor_id=turn.person.person_id
        )


async def of_denied(turn: Turn, incoming: Incoming, reply: Reply) -> None:
    """Note a reply that says no because what was asked for is somebody else's."""
    if isinstance(reply, Refuse | Replace) and reply.is_denied:
        await of_person(turn, _aimed_at(incoming))


def _aimed_at(incoming: Incoming) -> str:
    if not isinstance(incoming, CardSubmitted):
        return "file"
    found = [f"{name}:{incoming.data[name]}" for name in AIMED_AT if is_id(incoming.data.get(name))]
    return ":".join(["verb", incoming.verb, *found[:1]])


async def of_stranger(desk: Desk, submitted: CardSubmitted, at: datetime) -> None:
    """Somebody who is not in the plan pressed a button, which only a card that was passed on can have."""
    entra_object_id = submitted.sender.entra_object_id
    # What is no verb of ours may be anything at all, and is not kept.
    subject = f"verb:{submitted.verb}" if submitted.verb in KNOWN else "verb:unknown"
    log.warning("stranger %s may not %s", entra_object_id, subject)
    async with desk.database.writing(submitted.sender.tenant_id) as session:
        await audit.record(
            session,
            deed="role.refused",
            subject=subject,
            at=at,
            entra_object_id=entra_object_id,
        )


async def of_stranger_at_page(desk: Desk, tenant_id: TenantId, entra_object_id: str, at: datetime) -> None:
    """Somebody of the municipality who is not in the plan opened the tab."""
    log.warning("stranger %s may not see the pages", entra_object_id)
    if tenant_id not in await desk.database.tenants():
        return
    async with desk.database.writing(tenant_id) as session:
        await audit.record(
            session, deed="role.refused", subject="page:tab", at=at, entra_object_id=entra_object_id
        )
