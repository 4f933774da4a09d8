"""How the simulated owners answer: some repeat, some write, some are late; the same every time."""

from dataclasses import dataclass, field
from random import Random

from bot.demo.chat import Chat, JsonObject, buttons
from cards.card import JsonValue
from cards.payloads import Verb

# What a busy owner might write. Each is a form as typed.
ON_TRACK: tuple[dict[str, JsonValue], ...] = (
    {
        "progress": "on_track",
        "percent": "60",
        "comment": "Arbetet följer planen. Halva sträckan är klar.",
        "next_step": "Stämma av med entreprenören i oktober.",
    },
    {
        "progress": "on_track",
        "percent": "75",
        "comment": "Utbildningen är genomförd på fyra av sex enheter.",
        "next_step": "Utbilda de två sista enheterna i november.",
    },
    {
        "progress": "done",
        "comment": "Allt är infört och ansvaret är överlämnat till förvaltningen.",
        "next_step": "",
    },
)
OFF_TRACK: tuple[dict[str, JsonValue], ...] = (
    {
        "progress": "delayed",
        "percent": "30",
        "obstacle_kind": "procurement",
        "obstacle_text": "Upphandlingen överklagades. Vi räknar med avtal i november.",
        "next_step": "Beställa så snart avtalet gäller.",
    },
    {
        "progress": "delayed",
        "percent": "20",
        "obstacle_kind": "staff",
        "obstacle_text": "Tjänsten har varit vakant sedan maj. En vikarie börjar i oktober.",
        "next_step": "Ta igen kartläggningen före jul.",
        "needs_decision": "true",
    },
    {
        "progress": "dropped",
        "obstacle_kind": "money",
        "obstacle_text": "Medlen är flyttade till nästa års budget.",
        "next_step": "Ta upp frågan i budgetarbetet.",
    },
)
SHARE_REPEATED = 0.5
SHARE_OFF_TRACK = 0.25


@dataclass(slots=True, kw_only=True)
class Owner:
    """Somebody who answers their list, card by card, as their client shows it."""

    chat: Chat
    chance: Random
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
        forms = OFF_TRACK if self.chance.random() < SHARE_OFF_TRACK else ON_TRACK
        await self.chat.press(Verb.SAVE_ANSWER, message_id=message_id, inputs=self.chance.choice(forms))


def outstanding(card: JsonObject) -> bool:
    """Whether the first row of a list is still unanswered; outstanding rows come first."""
    forms = [button for button in buttons(card) if button.verb == Verb.OPEN_FORM]
    return bool(forms) and forms[0].data["based"] == 0
