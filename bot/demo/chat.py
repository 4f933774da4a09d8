"""One person's chat with the bot as their Teams client sees it: cards, buttons and what is typed."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field

from cards.card import JsonValue

JsonObject = Mapping[str, JsonValue]
Post = Callable[[JsonObject], Awaitable[tuple[int, JsonObject | None]]]

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
FILE_TYPE = "application/vnd.microsoft.teams.file.download.info"
TEXT_TYPE = "application/vnd.microsoft.activity.message"


class RefusedError(Exception):
    """The bot did not take what the client sent: look at the status and the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button in a card."""

    verb: str
    title: str
    data: JsonObject


@dataclass(slots=True, kw_only=True)
class Chat:
    """A simulated client. `post` carries a request to the bot and gives status and answer."""

    post: Post
    service_url: str
    tenant_id: str
    entra_object_id: str
    name: str
    address: str
    locale: str = "sv-SE"
    shown: dict[str, JsonObject] = field(default_factory=dict)
    """The card of each message, by message id, the oldest first."""
    told: list[str] = field(default_factory=list)
    """Plain sentences, and the short texts that answer a button."""
    requests: int = 0

    @property
    def user_id(self) -> str:
        """The id that is unique to this bot and person."""
        return f"29:{self.entra_object_id}"

    @property
    def conversation_id(self) -> str:
        """The personal chat."""
        return f"a:{self.entra_object_id}"

    @property
    def latest(self) -> JsonObject:
        """The newest card."""
        return next(reversed(self.shown.values()))

    async def install(self) -> None:
        """Add the app, as Teams tells it: twice."""
        await self._tell({"type": "installationUpdate", "action": "add"})
        members: list[JsonValue] = [{"id": "28:bot"}, {"id": self.user_id}]
        await self._tell({"type": "conversationUpdate", "membersAdded": members})

    async def remove(self) -> None:
        """Remove the app."""
        await self._tell({"type": "installationUpdate", "action": "remove"})

    async def say(self, text: str) -> None:
        """Write something."""
        await self._tell({"type": "message", "text": text})

    async def press(
        self,
        wanted: "str | Button",
        *,
        nth: int = 0,
        message_id: str = "",
        inputs: JsonObject | None = None,
        card: JsonObject | None = None,
    ) -> JsonObject:
        """Press a button, or the nth one with that verb, in the newest message, with what was typed there.

        A card that comes back takes the pressed one's place. Returns the answer as the client got it.
        """
        message_id = message_id or next(reversed(self.shown))
        pressed = card if card is not None else self.shown[message_id]
        button = wanted if isinstance(wanted, Button) else _with_verb(pressed, wanted)[nth]
        typed = {**prefilled(pressed), **(inputs or {})}
        answer = await self.invoke(button.verb, {**button.data, **typed}, message_id=message_id)
        if answer.get("type") == CARD_TYPE and isinstance(answer["value"], dict):
            self.shown[message_id] = answer["value"]
        elif answer.get("type") == TEXT_TYPE:
            self.told.append(str(answer["value"]))
        else:
            raise RefusedError(f"{self.name} pressed {button.verb} and got {answer}")
        return answer

    async def invoke(self, verb: str, data: JsonObject, *, message_id: str = "") -> JsonObject:
        """Send a button's press as such, whatever the card held; returns the answer's body."""
        action: JsonValue = {"type": "Action.Execute", "verb": verb, "data": dict(data)}
        answer = await self._tell(
            {
                "type": "invoke",
                "name": "adaptiveCard/action",
                "replyToId": message_id,
                "value": {"action": action, "trigger": "manual"},
            }
        )
        return answer or {}

    async def drop(self, name: str, address: str) -> None:
        """Drop a file that lies at an address."""
        content: JsonValue = {"downloadUrl": address, "uniqueId": name, "fileType": name.rpartition(".")[2]}
        file: JsonValue = {"contentType": FILE_TYPE, "name": name, "content": content}
        await self._tell({"type": "message", "attachments": [file]})

    async def accept(self, upload: JsonObject) -> None:
        """Say yes to the newest message's file, which is to go where `upload` says."""
        message_id, asked = next(reversed(self.shown.items()))
        value: JsonValue = {
            "type": "fileUpload",
            "action": "accept",
            "context": asked["acceptContext"],
            "uploadInfo": dict(upload),
        }
        await self._tell(
            {"type": "invoke", "name": "fileConsent/invoke", "replyToId": message_id, "value": value}
        )

    def receive(self, message: JsonObject, message_id: str) -> None:
        """The bot has posted or replaced a message."""
        attachments = message.get("attachments")
        if isinstance(attachments, list) and attachments and isinstance(attachments[0], dict):
            content = attachments[0]["content"]
            assert isinstance(content, dict)
            self.shown[message_id] = content
        else:
            self.told.append(str(message.get("text", "")))

    async def _tell(self, event: JsonObject) -> JsonObject | None:
        self.requests += 1
        status, answer = await self.post({**self._envelope(), **event})
        if status >= 300:  # noqa: PLR2004 - what HTTP does not call success
            raise RefusedError(f"{self.name} was answered {status}")
        return answer

    def _envelope(self) -> JsonObject:
        return {
            "id": f"{self.entra_object_id}-{self.requests}",
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "locale": self.locale,
            "from": {"id": self.user_id, "name": self.name, "aadObjectId": self.entra_object_id},
            "recipient": {"id": "28:bot", "name": "Lägeskoll"},
            "conversation": {
                "id": self.conversation_id,
                "conversationType": "personal",
                "tenantId": self.tenant_id,
            },
            "channelData": {"tenant": {"id": self.tenant_id}},
        }


def buttons(card: JsonValue | JsonObject) -> list[Button]:
    """Every `Action.Execute` in a card, in reading order."""
    return [
        Button(verb=str(part["verb"]), title=str(part.get("title", "")), data=_object(part.get("data")))
        for part in parts(card)
        if part.get("type") == "Action.Execute"
    ]


def _with_verb(card: JsonObject, verb: str) -> list[Button]:
    return [button for button in buttons(card) if button.verb == verb]


def prefilled(card: JsonValue | JsonObject) -> dict[str, JsonValue]:
    """What stands in a card's inputs before anybody has typed."""
    return {
        str(part["id"]): part.get("value", "")
        for part in parts(card)
        if str(part.get("type", "")).startswith("Input.")
    }


def texts(card: JsonValue | JsonObject) -> list[str]:
    """Every text that a card shows, in reading order."""
    return [str(part["text"]) for part in parts(card) if part.get("type") == "TextBlock"]


def parts(value: JsonValue | JsonObject) -> Iterator[JsonObject]:
    """Every object in a card, the outer one first."""
    if isinstance(value, Mapping):
        yield value
        for child in value.values():
            yield from parts(child)
    elif isinstance(value, list):
        for child in value:
            yield from parts(child)


def _object(value: JsonValue) -> JsonObject:
    return value if isinstance(value, dict) else {}
