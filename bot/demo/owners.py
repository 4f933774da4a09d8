"""How the simulated owners answer: some repeat, some write, some are late; the same every time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from random import Random

import yaml

from bot.demo.chat import Chat, JsonObject, buttons
from cards.card import JsonValue
from cards.payloads import Verb

Form = dict[str, JsonValue]
Replies = Mapping[str, list[Form]]

SHARE_REPEATED = 0.5
SHARE_OFF_TRACK = 0.25
SHARE_DONE = 0.2


@dataclass(slots=True, kw_only=True)
class Owner:
    """Somebody who answers their list, card by card, as their client shows it."""

    chat: Chat
    chance: Random
    replies: Replies
    answered: set[JsonValue] = field(default_factory=set)
    """The plan activities that the owner has seen saved."""

    async def answer_everything(self) -> None:
        """Go through every list in the chat until nothing is left; a deputy has several."""
        for message_id in list(self.chat.shown):
            while outstanding(self.chat.shown[message_id]):
                await self._answer_one(message_id)

    async def _answer_one(self, message_id: str) -> None:
        offered = buttons(self.chat.shown[message_id])
        self.answered.add(offered[0].data["item"])
        if self.chance.random() < SHARE_REPEATED and offered[0].verb == Verb.REPEAT_ANSWER:
            await self.chat.press(Verb.REPEAT_ANSWER, message_id=message_id)
            return
        await self.chat.press(Verb.OPEN_FORM, message_id=message_id)
        form = self.chance.choice(self._forms())
        await self.chat.press(Verb.SAVE_ANSWER, message_id=message_id, inputs=form)

    def _forms(self) -> list[Form]:
        drawn = self.chance.random()
        if drawn < SHARE_OFF_TRACK:
            return self.replies["off_track"]
        return self.replies["done" if drawn < SHARE_OFF_TRACK + SHARE_DONE else "on_track"]


def outstanding(card: JsonObject) -> bool:
    """Whether the first row of a list is still unanswered; outstanding rows come first."""
    forms = [button for button in buttons(card) if button.verb == Verb.OPEN_FORM]
    return bool(forms) and forms[0].data["based"] == 0


def read_replies() -> Replies:
    """What the owners might write: forms under `on_track`, `done` and `off_track`."""
    found: Replies = yaml.safe_load(files("bot.demo").joinpath("replies.yaml").read_text(encoding="utf-8"))
    return found
