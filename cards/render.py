"""From template to card: every value is JSON-encoded by the engine itself, so none can break out of it.

Two rules make the templates easy to read and safe. Every `{{ expression }}` becomes one JSON value, quotes
and all. Every item of a list ends with a comma and the list with `null`, which is dropped here, so that
optional items need no care about commas. Whatever a text says, it is shown as written (`cards.plain_text`).

A card is drawn for every message that is sent, so one whose texts are nothing but words is never parsed.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from json.encoder import encode_basestring

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context

from cards import plain_text
from cards.card import Card, JsonValue
from cards.words import Words

# Teams counts about 80 KB of UTF-16 as safe, which is 40,000 of its two-byte units
# (source: Microsoft Teams, "Format your bot messages").
MOST_CHARACTERS = 40_000
VERSION = "1.5"
# In a template `null` ends a list. It is read as this character, which JSON never has in a text.
END = "\x02"
A_LIST_S_END, NO_LIST_S_END = f",{END}".encode(), END.encode()
END_IN_TEMPLATE = re.compile(r"\s*\bnull\b(?=\s*\])")
INCLUDED = re.compile(r'{%\s*include\s+"([^"]+)"\s*%}')
QUOTED_OR_LAYOUT = re.compile(r'("[^"]*")|\s+')
# A value that comes after this is read by people; a text run is the one text where no client reads markup.
TEXT = '"text": '
TEXT_RUN = '{"type": "TextRun", "text": '
TEXTS_REMEMBERED = 4096


class CardTooLargeError(ValueError):
    """The card would be refused by Teams: show fewer items on a page."""


class _Layout(Extension):
    """Reads a template without its layout, so that none of it is written for every card.

    What it includes is read in its place: a row of a list costs half as much as when a template of its own is
    begun for it. Every value that comes after `TEXT` goes through the filter `as_text`.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template with what it includes, and what that includes."""
        return INCLUDED.sub(lambda found: self.preprocess(self._source(found[1]), name, filename), source)

    def _source(self, name: str) -> str:
        loader = self.environment.loader
        return loader.get_source(self.environment, name)[0] if loader else ""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The same tokens for the compiler."""
        is_text = False
        for line, kind, value in stream:
            if kind == "data":
                is_text = value.endswith(TEXT) and not value.endswith(TEXT_RUN)
                yield Token(line, kind, QUOTED_OR_LAYOUT.sub(r"\1", END_IN_TEMPLATE.sub(END, value)))
                continue
            if is_text and kind == "variable_end":
                for part in (("rparen", ")"), ("pipe", "|"), ("name", "as_text")):
                    yield Token(line, *part)
            yield Token(line, kind, value)
            if is_text and kind == "variable_begin":
                yield Token(line, "lparen", "(")


@pass_context
def _as_text(context: Context, value: object) -> object:
    """The value itself; the card is told when a client could read more than words in it."""
    if isinstance(value, str) and _could_be_markup(value):
        context.parent["markup"].append(value)
    return value


def _as_json(value: object) -> str:
    return _text_as_json(value) if isinstance(value, str) else plain_text.encoded(value).decode()


# Most texts are the same in every card.
@lru_cache(maxsize=TEXTS_REMEMBERED)
def _text_as_json(text: str) -> str:
    return encode_basestring(str(plain_text.whole_characters(text)))


@lru_cache(maxsize=TEXTS_REMEMBERED)
def _could_be_markup(text: str) -> bool:
    return plain_text.could_be_markup(str(plain_text.whole_characters(text)))


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("cards", "templates"),
        extensions=[_Layout],
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
    environment.filters["as_text"] = _as_text
    return environment


def every_template() -> None:
    """Compile them all, so that no card has to wait for it."""
    environment = _environment()
    for name in environment.list_templates():
        environment.get_template(name)


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
    # Bytes are searched five times as quickly as text.
    json = text.encode().replace(A_LIST_S_END, b"").replace(NO_LIST_S_END, b"")
    if markup:
        json = _as_written(json)
    if not plain_text.fits(json, MOST_CHARACTERS):
        raise CardTooLargeError(template)
    return Card(json=json, summary=str(plain_text.whole_characters(summary)))


def _as_written(json: bytes) -> bytes:
    """The card when some value in it could act as markup: each such text is shown as it stands."""
    content: dict[str, JsonValue] = orjson.loads(json)
    return orjson.dumps(_finish(content))


def _finish(element: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Finish what has just been parsed where it stands: nobody else holds it, and a copy would cost more."""
    if element.get("type") == "TextBlock":
        return plain_text.as_written(element)
    for name, value in element.items():
        if isinstance(value, dict):
            element[name] = _finish(value)
        elif isinstance(value, list):
            element[name] = [_finish(each) if isinstance(each, dict) else each for each in value]
    return element
