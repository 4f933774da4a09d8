"""People's own words, shown as they stand: none acts as Markdown, and none is too long for its place."""

import re
from collections.abc import Mapping

import orjson

from cards.card import JsonValue

# What some Teams client reads as a link, an emphasis, a list, a heading, a quotation, code or an entity:
# these characters anywhere, and these beginnings.
MARKS = re.compile(r"[\\`*_\[\]<>#|~^&\r\n]")
# The same in JSON, where a line is ended by `\n`: a text that has none of these has none of those.
MARKS_IN_JSON = rb"\`*_[]<>#|~^&"
BEGINNINGS = re.compile(r"\s*(?:[-+]|\d+[.)])(?:\s|$)|\s{4}|\t")
OF_THE_RUN = frozenset({"text", "size", "weight", "color", "isSubtle", "fontType"})
# A text run always wraps, and has no heading style.
OF_TEXT_BLOCKS_ONLY = frozenset({"type", "wrap", "style", "maxLines"})
ENDS_A_CLAUSE = ".,;:"
NO_BREAK = "\N{NO-BREAK SPACE}"
# The name of a person or a unit, wherever a card shows one.
LONGEST_NAME = 80
# Control characters, and those that turn the direction of everything after them.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
BYTES_IN_A_UNIT = 2


def excerpt(text: str, longest: int) -> str:
    """The beginning of a text on one line, cut at a word and at most `longest` characters long."""
    if not text:
        return text
    # Not to be broken at that space matters little on one line, and it is no printable character to Python.
    text = text.replace(NO_BREAK, " ")
    # Nearly every text is like that; no character of `UNSEEN` counts as printable.
    is_one_line = text.isprintable() and "  " not in text and text == text.strip()
    return cut(text if is_one_line else " ".join(UNSEEN.sub(" ", text).split()), longest)


def cut(line: str, longest: int) -> str:
    """The same of what is known to be one line, since it is made of excerpts: that need not be looked for."""
    if len(line) <= longest:
        return line
    kept = line[: longest - 1]
    return kept[: kept.rfind(" ") if " " in kept[longest // 2 :] else len(kept)].rstrip(ENDS_A_CLAUSE) + "…"


def encoded(value: object) -> bytes:
    """A value as JSON, with every half of a surrogate pair replaced."""
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        # Nearly every text is whole; looking for halves in all of them would cost more than the card itself.
        return orjson.dumps(whole_characters(value))


def size(json: bytes) -> int:
    """How long JSON is as Teams counts it: in UTF-16 units, of which an emoji takes two."""
    return len(json.decode().encode("utf-16-le")) // BYTES_IN_A_UNIT


def fits(json: bytes, most: int) -> bool:
    """Whether JSON has at most that size; no character takes more units of UTF-16 than bytes of UTF-8."""
    return len(json) <= most or size(json) <= most


def cut_to_fit(text: str, most: int) -> str:
    """As much of a text as has that size in JSON, unchanged otherwise."""
    while not fits(json := encoded(text), most):
        text = text[: len(text) * most // size(json)]
    return text


def whole_characters(value: object) -> object:
    """The same value with every half of a surrogate pair replaced, as JSON cannot carry half a character."""
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case Mapping():
            return {str(whole_characters(key)): whole_characters(item) for key, item in value.items()}
        case list() | tuple():
            return [whole_characters(item) for item in value]
        case _:
            return value


def could_be_markup(text: str, json: bytes | None = None) -> bool:
    """Whether some Teams client would read the text as more than words; quicker where its JSON is at hand."""
    if (json is None or json != json.translate(None, MARKS_IN_JSON)) and MARKS.search(text):
        return True
    # Nearly every text begins with a letter, and then it begins with nothing else.
    return not text[:1].isalpha() and BEGINNINGS.match(text) is not None


def as_written(element: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """A text block that a client could read as Markdown becomes a text run, which no client does.

    Backslashes are no way out: Teams shows them on phones (source: Adaptive Cards, RichTextBlock and
    MarkDownBlockParser). A link in an owner's comment must not mislead the director.
    """
    text = element.get("text")
    if element.get("type") != "TextBlock" or not isinstance(text, str) or not could_be_markup(text):
        return element
    run: dict[str, JsonValue] = {name: value for name, value in element.items() if name in OF_THE_RUN}
    place = {
        name: value
        for name, value in element.items()
        if name not in OF_THE_RUN and name not in OF_TEXT_BLOCKS_ONLY
    }
    return {"type": "RichTextBlock", **place, "inlines": [{"type": "TextRun", **run}]}
