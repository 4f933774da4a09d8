"""One of the very cards that a round sends, shown inside the rehearsal: to be read, with nothing to press."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cards import plain_text, rounds
from cards.card import Card, JsonValue
from cards.message import Button
from cards.paging import page_of
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.rehearsal.about import AboutSample
from cards.rehearsal.days import sort_word
from cards.render import MOST_CHARACTERS, render
from cards.turning import turned
from cards.verbs import Verb
from cards.words import Words
from domain.rehearsal import CardSort, Rehearsal, RehearsedMessage

# What stands around the card: its heading, its buttons, and what Teams adds.
ROOM_AROUND = 4_000
OF_THE_PRESS = frozenset({"selectAction", "id"})


def example(
    original: Card,
    message: RehearsedMessage,
    view: Rehearsal,
    words: Words,
    *,
    about: AboutSample,
    sorts: Sequence[CardSort],
) -> Card:
    """What that sort of card looks like, and the way to the sorts before and after among `sorts`."""
    body = original.content.get("body")
    shown = [inert for each in (body if isinstance(body, list) else []) for inert in _inert(each, words)]
    inside = _that_fit(shown)
    sort = sort_word(about.sort, words)
    return render(
        "example",
        words,
        summary=f"{words.say('This is what the card looks like')}: {sort}",
        occasion=rounds.title(view.follow_up_round, words),
        heading=sort,
        told=words.say(
            "This is what the card looks like. It is an example, and nothing in it can be pressed."
        ),
        goes=_goes(message, view, words),
        inside=inside,
        cut=words.say("The rest of the card is left out here.") if len(inside) < len(shown) else "",
        buttons=_buttons(about, sorts, words),
    )


def _goes(message: RehearsedMessage, view: Rehearsal, words: Words) -> str:
    """The first who would get it, and when."""
    name = excerpt(view.names.get(message.recipient_id or message.person_id, ""), LONGEST_NAME)
    return words.say("Goes first to {name}, {moment}.", name=name, moment=words.moment(message.at))


def _buttons(about: AboutSample, sorts: Sequence[CardSort], words: Words) -> list[Button]:
    place = sorts.index(about.sort)
    words_for = [sort_word(each, words) for each in sorts]
    before = words.say("‹ {card}", card=words_for[place - 1]) if place else ""
    after = words.say("{card} ›", card=words_for[place + 1]) if place + 1 < len(sorts) else ""
    day = AboutUnit(follow_up_round_id=about.follow_up_round_id, page=about.page)
    return [
        *turned(
            page_of(sorts, place, 1),
            before,
            after,
            Verb.SHOW_REHEARSED_CARD,
            lambda number: replace(about, sort=sorts[number]).data,
        ),
        Button(title=words.say("Back to the rehearsal"), verb=Verb.SHOW_REHEARSAL, data=data_of(day)),
    ]


def _that_fit(elements: list[JsonValue]) -> list[JsonValue]:
    """As many of the card's elements, from its beginning, as there is room for."""
    while elements and not plain_text.fits(plain_text.encoded(elements), MOST_CHARACTERS - ROOM_AROUND):
        elements = elements[:-1]
    return elements


def _inert(element: JsonValue, words: Words) -> Iterator[JsonValue]:
    """The element without anything to press or to write in; its buttons are told by their titles."""
    if not isinstance(element, dict):
        yield element
        return
    sort = str(element.get("type", ""))
    if element.get("isVisible") is False:
        return
    if sort == "ActionSet":
        yield from _titles(element.get("actions"), words)
    elif sort.startswith("Input."):
        yield _text(str(element.get("label", "")))
    else:
        yield {
            name: [inert for each in value for inert in _inert(each, words)]
            if isinstance(value, list)
            else value
            for name, value in element.items()
            if name not in OF_THE_PRESS
        }


def _titles(actions: JsonValue, words: Words) -> Iterator[JsonValue]:
    found = actions if isinstance(actions, list) else []
    titles = [str(each.get("title", "")) for each in found if isinstance(each, dict)]
    if titles:
        yield _text(words.say("Buttons: {titles}", titles=" · ".join(titles)))


def _text(text: str) -> JsonValue:
    return plain_text.as_written(
        {"type": "TextBlock", "text": text, "wrap": True, "isSubtle": True, "size": "small"}
    )
