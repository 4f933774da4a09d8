"""The very cards that a round sends, marked as a rehearsal and with buttons that do nothing."""

from collections.abc import Sequence

import orjson

from cards.card import Card, JsonValue
from cards.message import Button, message
from cards.payloads import AboutUnit, data_of
from cards.rehearsal.days import sort_word
from cards.verbs import Verb
from cards.words import Words
from domain.rehearsal import CardSort
from domain.rounds import FollowUpRoundId


def marked(card: Card, sort: CardSort, words: Words) -> Card:
    """The card with a line above it. Whatever is pressed in it says that it is a rehearsal."""
    told = words.say("Rehearsal – nobody else has got this")
    what = sort_word(sort, words)
    content = {name: value for name, value in card.content.items() if name != "refresh"}
    body = content.get("body")
    mark: dict[str, JsonValue] = {
        "type": "Container",
        "style": "emphasis",
        "bleed": True,
        "items": [
            {"type": "TextBlock", "text": f"⚠ {told}", "wrap": True, "weight": "bolder"},
            {"type": "TextBlock", "text": what, "wrap": True, "isSubtle": True, "spacing": "none"},
        ],
    }
    summary = f"{told}: {card.summary}"
    said: dict[str, JsonValue] = {"fallbackText": summary, "speak": summary}
    harmless = _harmless({**content, **said, "body": [mark, *(body if isinstance(body, list) else [])]})
    return Card(json=orjson.dumps(harmless), summary=summary)


def receipt(
    sorts: Sequence[CardSort],
    follow_up_round_id: FollowUpRoundId,
    words: Words,
    *,
    missing: int = 0,
) -> Card:
    """Which cards have come; `missing` is how many could not be sent."""
    sentences = [
        words.say("Each is marked as a rehearsal. Nobody else has got them, and their buttons do nothing.")
    ]
    if missing:
        sentences.append(
            "⚠ "
            + words.count(
                "{n} card could not be sent. Go back and send them again.",
                "{n} cards could not be sent. Go back and send them again.",
                missing,
            )
        )
    back = data_of(AboutUnit(follow_up_round_id=follow_up_round_id))
    return message(
        words,
        words.count("{n} card is in your chat", "{n} cards are in your chat", len(sorts)),
        [*(sort_word(sort, words) for sort in sorts), *sentences],
        buttons=[Button(title=words.say("Back to the rehearsal"), verb=Verb.SHOW_REHEARSAL, data=back)],
    )


def _harmless(value: JsonValue) -> JsonValue:
    if isinstance(value, list):
        return [_harmless(each) for each in value]
    if not isinstance(value, dict):
        return value
    inner = {name: _harmless(each) for name, each in value.items()}
    if value.get("type") in {"Action.Execute", "Action.Submit"}:
        return {**inner, "verb": Verb.PRESS_REHEARSED.value, "data": {}}
    return inner
