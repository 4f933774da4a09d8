"""Writes what we say as the JSON that the Bot Connector wants."""

from collections.abc import Mapping

import orjson

from cards.card import Card, JsonValue
from domain.chat_files import FileOffer, Upload
from domain.contact import ContactPoint

CARD_TYPE = "application/vnd.microsoft.card.adaptive"

CONSENT_TYPE = "application/vnd.microsoft.teams.card.file.consent"
FILE_INFO_TYPE = "application/vnd.microsoft.teams.card.file.info"

Activity = dict[str, object]


def card_message(contact: ContactPoint, card: Card) -> Activity:
    """A message that is a card and nothing else.

    Teams splits text + card in two and then gives no id back, so the notification's text goes in `summary`.
    """
    attachment = {"contentType": CARD_TYPE, "content": orjson.Fragment(card.json)}
    return {**_addressed(contact), "summary": card.summary, "attachments": [attachment]}


def consent_message(contact: ContactPoint, offer: FileOffer) -> Activity:
    """A question whether somebody wants a file; Teams puts it among their own files when they say yes."""
    context = {"file": offer.key}
    content = {
        "description": offer.description,
        "sizeInBytes": offer.size,
        "acceptContext": context,
        "declineContext": context,
    }
    attachment = {"contentType": CONSENT_TYPE, "name": offer.name, "content": content}
    return {**_addressed(contact), "attachments": [attachment]}


def file_message(contact: ContactPoint, file: Upload) -> Activity:
    """A file that has been put among somebody's own files, to open."""
    attachment = {
        "contentType": FILE_INFO_TYPE,
        "name": file.name,
        "contentUrl": file.content_url,
        "content": {"uniqueId": file.unique_id, "fileType": file.file_type},
    }
    return {**_addressed(contact), "attachments": [attachment]}


def text_message(contact: ContactPoint, text: str) -> Activity:
    """A message that is plain text; nothing in it is read as markup."""
    return {**_addressed(contact), "text": text, "textFormat": "plain"}


def conversation_request(contact: ContactPoint, bot_id: str) -> Activity:
    """A wish to open the personal chat; an Entra object id will do where Teams' own user id is not known."""
    return {
        "bot": {"id": contact.bot_id or bot_id},
        "members": [{"id": contact.teams_user_id or contact.entra_object_id}],
        "isGroup": False,
        "tenantId": contact.tenant_id,
        "channelData": {"tenant": {"id": contact.tenant_id}},
    }


def encoded(value: object) -> bytes:
    """JSON as bytes; read-only mappings are written as objects."""
    return orjson.dumps(value, default=_plain)


def _addressed(contact: ContactPoint) -> Activity:
    activity: Activity = {"type": "message", "conversation": {"id": contact.conversation_id}}
    if contact.bot_id:
        activity["from"] = {"id": contact.bot_id}
    if contact.teams_user_id:
        activity["recipient"] = {"id": contact.teams_user_id}
    return activity


def _plain(value: object) -> dict[str, JsonValue]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError
