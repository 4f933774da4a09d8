"""Events as Teams sends them."""

from cards.card import JsonValue

TENANT_ID = "8c2f6d5e-1b7a-4c39-9f53-6a1d7e0b4c21"
ANNA_ID = "3e8b1f40-92d7-4f6a-8a55-0c9d1e2f3a4b"
BOT_ID = "28:5f0f8a4e-6a0e-4b0e-9d0b-0a6a7c1f2e3d"
SERVICE_URL = "https://smba.trafficmanager.net/emea/"

Body = dict[str, JsonValue]


def event(event_type: str, **fields: JsonValue) -> Body:
    """An event of that type from Anna's personal chat; `fields` are added or take the place of others."""
    return {
        "type": event_type,
        "id": "f:1700000000001",
        "timestamp": "2023-08-22T07:00:00.000Z",
        "channelId": "msteams",
        "serviceUrl": SERVICE_URL,
        "from": {"id": "29:anna", "name": "Anna Lind", "aadObjectId": ANNA_ID},
        "recipient": {"id": BOT_ID, "name": "Lägeskoll"},
        "conversation": {"id": "a:anna", "conversationType": "personal", "tenantId": TENANT_ID},
        "channelData": {"tenant": {"id": TENANT_ID}},
        "locale": "sv-SE",
        **fields,
    }


def message(text: str | None, **fields: JsonValue) -> Body:
    """Anna wrote something."""
    return event("message", text=text, textFormat="plain", **fields)


def card_action(verb: JsonValue = "unchanged", data: JsonValue = None, **fields: JsonValue) -> Body:
    """Anna pressed a button in a card."""
    action: JsonValue = {"type": "Action.Execute", "verb": verb, "data": data}
    value: JsonValue = {"action": action, "trigger": "manual"}
    return event(
        "invoke", **{"name": "adaptiveCard/action", "replyToId": "1700000000000", "value": value, **fields}
    )


def card_submit(data: JsonValue, **fields: JsonValue) -> Body:
    """Anna pressed an old-fashioned button: a message without text."""
    return event("message", **{"value": data, "replyToId": "1700000000000", **fields})


def installation(action: str, **fields: JsonValue) -> Body:
    """Anna installed or removed the app."""
    return event("installationUpdate", action=action, **fields)


def members_added(*ids: str, **fields: JsonValue) -> Body:
    """Somebody came into the chat."""
    members: JsonValue = [{"id": member} for member in ids]
    return event("conversationUpdate", membersAdded=members, **fields)


def in_channel(body: Body) -> Body:
    """The same event in a team's channel."""
    conversation: JsonValue = {"id": "19:team@thread.tacv2", "conversationType": "channel", "isGroup": True}
    return {**body, "conversation": conversation}
