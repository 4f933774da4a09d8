"""From template to card: every value is JSON-encoded by the engine itself, so none can break out of it.

Two rules make the templates easy to read and safe. Every `{{ expression }}` becomes one JSON value, quotes
and all. Every item of a list ends with a comma and the list with `null`, which is dropped here, so that
optional items need no care about commas. Whatever a text says, it is shown as written (`cards.plain_text`).

A card is drawn for every message that is sent, so one whose texts are nothing but words is never parsed.
"""

import re
from functools import lru_cache

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from cards import plain_text
from cards.card import Card, JsonValue
from cards.words import Words

# Teams counts about 80 KB of UTF-16 as safe, which is 40,000 of its two-byte units
# (source: Microsoft Teams, "Format your bot messages").
MOST_CHARACTERS = 40_000
VERSION = "1.5"
# How the templates are laid out. In a JSON string a line break is written otherwise, so no text has one.
LAYOUT = re.compile(r"\n\s*")
# What ends a list. A text could have this in it only with a bracket, and is then taken for markup.
END_OF_LIST = re.compile(r",?\s*null\s*(?=\])")


class CardTooLargeError(ValueError):
    """The card would be refused by Teams: show fewer items on a page."""


@pass_context
def _as_json(context: Context, value: object) -> str:
    encoded = plain_text.encoded(value).decode()
    if plain_text.could_be_markup(value if isinstance(value, str) else encoded):
        context.parent["markup"].append(encoded)
    return encoded


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("cards", "templates"),
        # Autoescape is for HTML; here `finalize` encodes every expression as JSON instead.
        autoescape=False,  # noqa: S701
        finalize=_as_json,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # A template does not change under a running process, so no file is asked for its age at each card.
        auto_reload=False,
    )
    environment.globals["version"] = VERSION
    return environment


def render(template: str, words: Words, summary: str, **values: object) -> Card:
    """Render `templates/<template>.json.j2` in one language.

    `summary` is the sentence in the notification and what a client that cannot show the card shows instead.
    """
    markup: list[str] = []
    text = (
        _environment()
        .get_template(f"{template}.json.j2")
        .render(
            **values,
            words=words,
            _=words.say,
            count=words.count,
            language=words.language.value,
            summary=summary,
            markup=markup,
        )
    )
    json = _as_written(text) if markup else END_OF_LIST.sub("", LAYOUT.sub("", text)).encode()
    if not plain_text.fits(json, MOST_CHARACTERS):
        raise CardTooLargeError(template)
    return Card(json=json, summary=str(plain_text.whole_characters(summary)))


def _as_written(text: str) -> bytes:
    """The card when some value in it could act as markup: parsed, and each such text shown as it stands."""
    content: dict[str, JsonValue] = orjson.loads(text)
    return orjson.dumps(_finish(content))


def _finish(element: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Finish what has just been parsed where it stands: nobody else holds it, and a copy would cost more."""
    if element.get("type") == "TextBlock":
        return plain_text.as_written(element)
    for name, value in element.items():
        if isinstance(value, dict):
            element[name] = _finish(value)
        elif isinstance(value, list):
            whole = (each for each in value if each is not None)
            element[name] = [_finish(each) if isinstance(each, dict) else each for each in whole]
    return element
