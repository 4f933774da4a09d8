"""Translates what Teams sends into what happened, in our own words."""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from botbuilder.schema import Activity as BotActivity

from bot.teams.fields import JsonObject, object_at, text_at, value_at
from dialogs.turn import (
    AddedToTeam,
    BotInstalled,
    BotRemoved,
    CardSubmitted,
    FileConsented,
    FileReceived,
    Incoming,
    RemovedFromTeam,
    Sender,
    TextSaid,
)
from domain.chat_files import Upload
from domain.contact import ContactPoint
from domain.people import Language, TenantId

CARD_ACTION = "adaptiveCard/action"
FILE_CONSENT = "fileConsent/invoke"
ACCEPTED = "accept"
EXECUTE = "Action.Execute"
PERSONAL = "personal"
CHANNEL = "channel"
LONGEST_TEAM_NAME = 200
FILE_TYPE = "application/vnd.microsoft.teams.file.download.info"
INSTALLED = frozenset({"add", "add-upgrade"})
REMOVED = frozenset({"remove", "remove-upgrade"})


class EventType(StrEnum):
    """The events we answer; Teams may invent others at any time."""

    MESSAGE = "message"
    INVOKE = "invoke"
    INSTALLATION_UPDATE = "installationUpdate"
    CONVERSATION_UPDATE = "conversationUpdate"


@dataclass(frozen=True, slots=True)
class Malformed:
    """A press of a button that cannot be understood; `sentence` is for the developer of a client."""

    sentence: str
    status: HTTPStatus = HTTPStatus.BAD_REQUEST


def read(activity: BotActivity) -> Incoming | Malformed | None:
    """What happened; None for what we do not answer: new event types, people without an Entra id."""
    if not activity.from_property.aad_object_id:
        return None
    match activity.type:
        case EventType.MESSAGE:
            return _message(activity)
        case EventType.INVOKE if activity.name == CARD_ACTION:
            return _card_action(activity)
        case EventType.INVOKE if activity.name == FILE_CONSENT:
            return _consented(activity)
        case EventType.INSTALLATION_UPDATE if _is_personal(activity):
            return _installation(activity)
        case EventType.INSTALLATION_UPDATE if _is_channel(activity):
            return _team_installation(activity)
        case EventType.CONVERSATION_UPDATE if _is_personal(activity):
            return _members_added(activity)
        case _:
            return None


def address(activity: BotActivity) -> ContactPoint:
    """Where the activity came from, and where an answer to it goes: a personal chat or not."""
    return ContactPoint(
        tenant_id=_tenant(activity),
        entra_object_id=activity.from_property.aad_object_id,
        service_url=activity.service_url,
        conversation_id=activity.conversation.id,
        teams_user_id=activity.from_property.id,
        bot_id=activity.recipient.id,
        language=Language.of_locale(_locale(activity)),
    )


def _message(activity: BotActivity) -> Incoming | None:
    sender, contact = _sender(activity), _contact(activity)
    file = next((file for file in activity.attachments if file.content_type == FILE_TYPE), None)
    if file is not None:
        address = text_at(file.content, "downloadUrl")
        return FileReceived(sender=sender, contact=contact, file_name=file.name, download_url=address)
    if activity.value is not None and not activity.text:
        return _submitted(activity)
    return TextSaid(sender=sender, contact=contact, text=_text_without_mention(activity))


def _submitted(activity: BotActivity) -> CardSubmitted | None:
    """`Action.Submit` comes as a message without text; our cards put the verb in the data."""
    verb = text_at(activity.value, "verb")
    if not verb:
        return None
    return CardSubmitted(
        sender=_sender(activity),
        contact=_contact(activity),
        verb=verb,
        data=object_at(activity.value),
        message_id=activity.reply_to_id,
        wants_card=False,
    )


def _card_action(activity: BotActivity) -> CardSubmitted | Malformed:
    action = object_at(activity.value, "action")
    verb, data = text_at(action, "verb"), value_at(action, "data")
    if text_at(action, "type") != EXECUTE:
        return Malformed("value.action must be an Action.Execute")
    if not verb:
        return Malformed("value.action.verb must be a text")
    if data is not None and not isinstance(data, dict):
        return Malformed("value.action.data must be an object")
    return CardSubmitted(
        sender=_sender(activity),
        contact=_contact(activity),
        verb=verb,
        data=data or {},
        message_id=activity.reply_to_id,
    )


def _consented(activity: BotActivity) -> FileConsented | Malformed:
    """A yes or a no to a file. The context was ours when it left, and is checked where it is used."""
    key = text_at(activity.value, "context", "file")
    if not key:
        return Malformed("value.context.file must be a text")
    return FileConsented(
        sender=_sender(activity),
        contact=_contact(activity),
        key=key,
        upload=_upload(activity) if text_at(activity.value, "action") == ACCEPTED else None,
        message_id=activity.reply_to_id,
    )


def _upload(activity: BotActivity) -> Upload:
    told = object_at(activity.value, "uploadInfo")
    return Upload(
        address=text_at(told, "uploadUrl"),
        name=text_at(told, "name"),
        content_url=text_at(told, "contentUrl"),
        unique_id=text_at(told, "uniqueId"),
        file_type=text_at(told, "fileType"),
    )


def _installation(activity: BotActivity) -> BotInstalled | BotRemoved | None:
    if activity.action in INSTALLED:
        return BotInstalled(sender=_sender(activity), contact=_contact(activity))
    if activity.action in REMOVED:
        return BotRemoved(sender=_sender(activity), contact=_contact(activity))
    return None


def _team_installation(activity: BotActivity) -> AddedToTeam | RemovedFromTeam | None:
    """The app was added to a team, or taken out of it; whoever did it is looked at where it is answered."""
    sender, contact, place = _sender(activity), _contact(activity), address(activity)
    if activity.action in INSTALLED:
        name = text_at(activity.channel_data, "team", "name")[:LONGEST_TEAM_NAME]
        return AddedToTeam(sender=sender, contact=contact, place=place, team_name=name)
    if activity.action in REMOVED:
        return RemovedFromTeam(sender=sender, contact=contact, place=place)
    return None


def _members_added(activity: BotActivity) -> BotInstalled | None:
    """The chat was opened: the bot or the person themselves came in. Others coming in is not our business."""
    ours = {activity.recipient.id, activity.from_property.id} - {""}
    if not any(member.id in ours for member in activity.members_added):
        return None
    return BotInstalled(sender=_sender(activity), contact=_contact(activity))


def _contact(activity: BotActivity) -> ContactPoint:
    """The person's contact point. A channel is no place for reminders, so its conversation is left out."""
    point = address(activity)
    if _is_personal(activity):
        return point
    return ContactPoint(
        tenant_id=point.tenant_id,
        entra_object_id=point.entra_object_id,
        service_url=point.service_url,
        conversation_id="",
        teams_user_id=point.teams_user_id,
        bot_id=point.bot_id,
        language=point.language,
    )


def _sender(activity: BotActivity) -> Sender:
    return Sender(
        tenant_id=_tenant(activity),
        entra_object_id=activity.from_property.aad_object_id,
        name=activity.from_property.name,
        locale=_locale(activity),
    )


def _tenant(activity: BotActivity) -> TenantId:
    return TenantId(text_at(activity.channel_data, "tenant", "id").lower())


def _locale(activity: BotActivity) -> str:
    """The language that Teams is set to, which some events only say in an entity."""
    if activity.locale:
        return str(activity.locale)
    said = (text_at(entity.additional_properties, "locale") for entity in activity.entities)
    return next((locale for locale in said if locale), "")


def _is_personal(activity: BotActivity) -> bool:
    conversation = activity.conversation
    return bool(
        conversation.conversation_type == PERSONAL
        or not (conversation.conversation_type or conversation.is_group)
    )


def _is_channel(activity: BotActivity) -> bool:
    return bool(activity.conversation.conversation_type == CHANNEL)


def _text_without_mention(activity: BotActivity) -> str:
    """What was said, without the `<at>Lägeskoll</at>` that a channel needs to reach us."""
    text = str(activity.text)
    for entity in activity.entities:
        mention: JsonObject = entity.additional_properties
        if entity.type == "mention" and text_at(mention, "mentioned", "id") == activity.recipient.id:
            text = _without(text, text_at(mention, "text"))
    return text.strip()


def _without(text: str, part: str) -> str:
    return text.replace(part, "") if part else text
