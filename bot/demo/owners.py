"""How the simulated owners answer: some repeat, some write, some are late; the same every time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from random import Random

import yaml

from bot.demo.chat import Chat, JsonObject, buttons, prefilled
from cards.card import JsonValue
from cards.verbs import Verb
from domain.answers import PromiseFate

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
            while (row := self._next_row(message_id)) is not None:
                await self._answer(message_id, row)

    def _next_row(self, message_id: str) -> JsonObject | None:
        """The first row without an answer; a card that is redrawn late shows what one knows is saved."""
        forms = [each.data for each in buttons(self.chat.shown[message_id]) if each.verb == Verb.OPEN_FORM]
        left = (row for row in forms if row["based"] == 0 and row["item"] not in self.answered)
        return next(left, None)

    async def _answer(self, message_id: str, row: JsonObject) -> None:
        self.answered.add(row["item"])
        offered = [
            each for each in buttons(self.chat.shown[message_id]) if each.data.get("item") == row["item"]
        ]
        by_verb = {each.verb: each for each in offered}
        if self.chance.random() < SHARE_REPEATED and Verb.REPEAT_ANSWER in by_verb:
            await self.chat.press(by_verb[Verb.REPEAT_ANSWER], message_id=message_id)
            return
        await self.chat.press(by_verb[Verb.OPEN_FORM], message_id=message_id)
        form = self._promise(message_id) | self.chance.choice(self._forms())
        await self.chat.press(Verb.SAVE_ANSWER, message_id=message_id, inputs=form)

    def _promise(self, message_id: str) -> Form:
        """What became of last time's next step, where the form asks."""
        if "promise" not in prefilled(self.chat.shown[message_id]):
            return {}
        return {"promise": self.chance.choice(list(PromiseFate)).value}

    def _forms(self) -> list[Form]:
        drawn = self.chance.random()
        if drawn < SHARE_OFF_TRACK:
            return self.replies["off_track"]
        return self.replies["done" if drawn < SHARE_OFF_TRACK + SHARE_DONE else "on_track"]


def read_replies() -> Replies:
    """What the owners might write: forms under `on_track`, `done` and `off_track`."""
    found: Replies = yaml.safe_load(files("bot.demo").joinpath("replies.yaml").read_text(encoding="utf-8"))
    return found
