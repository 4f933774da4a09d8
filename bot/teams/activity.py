"""Makes the SDK's activity of an admitted body, field by field.

The SDK's own deserialiser fails on a bad timestamp or an unexpected type and loses what it does not know;
here every field has its type or is empty, and unknown fields of entities survive.
"""

from botbuilder.schema import Activity as BotActivity
from botbuilder.schema import Attachment, ChannelAccount, ConversationAccount, Entity

from bot.teams.fields import JsonObject, object_at, objects_at, text_at, value_at


def bot_activity(body: JsonObject) -> BotActivity:
    """The activity; never fails, whatever the body holds."""
    return BotActivity(
        type=text_at(body, "type"),
        id=text_at(body, "id"),
        name=text_at(body, "name"),
        action=text_at(body, "action"),
        text=text_at(body, "text"),
        locale=text_at(body, "locale"),
        reply_to_id=text_at(body, "replyToId"),
        service_url=text_at(body, "serviceUrl"),
        channel_id=text_at(body, "channelId"),
        channel_data=object_at(body, "channelData"),
        value=value_at(body, "value"),
        from_property=_account(object_at(body, "from")),
        recipient=_account(object_at(body, "recipient")),
        conversation=_conversation(object_at(body, "conversation")),
        members_added=[_account(member) for member in objects_at(body, "membersAdded")],
        attachments=[_attachment(attached) for attached in objects_at(body, "attachments")],
        entities=[_entity(entity) for entity in objects_at(body, "entities")],
    )


def _account(account: JsonObject) -> ChannelAccount:
    return ChannelAccount(
        id=text_at(account, "id"),
        name=text_at(account, "name"),
        aad_object_id=text_at(account, "aadObjectId"),
    )


def _conversation(conversation: JsonObject) -> ConversationAccount:
    return ConversationAccount(
        id=text_at(conversation, "id"),
        conversation_type=text_at(conversation, "conversationType"),
        is_group=value_at(conversation, "isGroup") is True,
    )


def _attachment(attached: JsonObject) -> Attachment:
    return Attachment(
        content_type=text_at(attached, "contentType"),
        name=text_at(attached, "name"),
        content=object_at(attached, "content"),
    )


def _entity(entity: JsonObject) -> Entity:
    made = Entity(type=text_at(entity, "type"))
    made.additional_properties = entity
    return made
