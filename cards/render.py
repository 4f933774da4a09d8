"""From template to card: every value is JSON-encoded by the engine itself, so none can break out of it.

Two rules make the templates easy to read and safe. Every `{{ expression }}` becomes one JSON value, quotes
and all. Every item of a list ends with a comma and the list with `null`, which is dropped here, so that
optional items need no care about commas. Whatever a text says, it is shown as written (`cards.plain_text`).

A card is drawn for every message that is sent, so one whose texts are nothing but words is never parsed.
While it is drawn it is held as the bytes that it will be, a character for each: neither a text nor the whole
card is then translated to and fro. Templates are compiled for each language: what they say themselves is
looked up and encoded then, and not for every card.
"""

import re
from collections.abc import Iterable, Iterator, MutableMapping
from functools import cache

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from cards import plain_text
from cards.card import Card, JsonValue
from cards.words import Words
from domain.people import Language

# Teams counts about 80 KB of UTF-16 as safe, which is 40,000 of its two-byte units
# (source: Microsoft Teams, "Format your bot messages").
MOST_CHARACTERS = 40_000
VERSION = "1.5"
# In a template `null` ends a list. It is read as this character, which JSON never has in a text.
END = "\x02"
A_LIST_S_END = f",{END}"
END_IN_TEMPLATE = re.compile(r"\s*\bnull\b(?=\s*\])")
EXTENDED = re.compile(r'{%\s*extends\s+"([^"]+)"\s*%}')
BLOCK = re.compile(r"{%\s*block\s+(\w+)\s*%}(.*?){%\s*endblock\s*%}", re.DOTALL)
INCLUDED = re.compile(r'{%\s*include\s+"([^"]+)"\s*%}')
QUOTED_OR_LAYOUT = re.compile(r'("[^"]*")|\s+')
# A value that comes after this is read by people; a text run is the one text where no client reads markup.
TEXT = '"text": '
TEXT_RUN = '{"type": "TextRun", "text": '
# How a template asks for a text that is the same in every card.
A_CALL = ("name:_", "lparen", "string", "rparen")
# Stands before a text in which a client could read more than words; JSON has no such character either.
MARKED = "\x03"


class CardTooLargeError(ValueError):
    """The card would be refused by Teams: show fewer items on a page."""


class _Layout(Extension):
    """Reads a template without its layout, so that none of it is written for every card.

    What it includes is read in its place, and its blocks in the place that they have in what it extends: a
    row of a list costs half as much as when a template of its own is begun for it, and nothing is handed on
    from one to the next. Every value goes through the filter `as_text` when it comes after `TEXT`, else
    `as_json`; the compiler does so itself with what is the same in every card.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template in what it extends, with what it includes, and what that includes."""
        if extended := EXTENDED.search(source):
            own: dict[str, str] = dict(BLOCK.findall(source))
            layout = _source(self.environment, extended[1])
            source = BLOCK.sub(lambda found: own.get(found[1], found[2]), layout)
        return INCLUDED.sub(
            lambda found: self.preprocess(_source(self.environment, found[1]), name, filename), source
        )

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The same tokens for the compiler."""
        way = "as_json"
        for line, kind, value in self._said(stream):
            if kind == "data":
                is_text = value.endswith(TEXT) and not value.endswith(TEXT_RUN)
                way = "as_text" if is_text else "as_json"
                yield Token(line, kind, _spoken(value))
                continue
            if kind == "variable_end":
                for part in (("rparen", ")"), ("pipe", "|"), ("name", way)):
                    yield Token(line, *part)
            yield Token(line, kind, value)
            if kind == "variable_begin":
                yield Token(line, "lparen", "(")

    def _said(self, stream: Iterable[Token]) -> Iterator[Token]:
        """The same tokens with a text in place of each call for it, if no values are to be filled in."""
        call: list[Token] = []
        text_of = Words(language=Language(str(self.environment.globals["language"]))).say
        for token in stream:
            call.append(token)
            if not token.test(A_CALL[len(call) - 1]):
                yield from call
                call.clear()
            elif len(call) == len(A_CALL):
                yield Token(token.lineno, "string", text_of(call[2].value))
                call.clear()
        yield from call


class _Engine(Environment):
    """Gives a template its few globals as they are: a chain of mappings is read slowly, and at every card."""

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """Our own, and with them what one template is given."""
        return {**self.globals, **(d or {})}


def _source(environment: Environment, name: str) -> str:
    return environment.loader.get_source(environment, name)[0] if environment.loader else ""


def _spoken(template: str) -> str:
    """What a template says itself, with no end of a list where it is seen here already what came before."""
    bare = QUOTED_OR_LAYOUT.sub(r"\1", END_IN_TEMPLATE.sub(END, template))
    return _held(bare.replace(A_LIST_S_END, "").replace(f"[{END}", "[").encode())


def _held(json: bytes) -> str:
    return json.decode("latin-1")


# A card has half a hundred values, and a call costs as much as encoding one: so much is written twice here.
def _as_json(value: object) -> str:
    try:
        return orjson.dumps(value).decode("latin-1")
    except orjson.JSONEncodeError:
        return _held(plain_text.encoded(value))


def _as_text(value: object) -> str:
    json = plain_text.encoded(value)
    if isinstance(value, str) and plain_text.could_be_markup(value, json):
        return MARKED + _held(json)
    return json.decode("latin-1")


@cache
def _environment(language: Language) -> Environment:
    # Autoescape is for HTML; here each value is encoded as JSON instead.
    environment = _Engine(
        loader=PackageLoader("cards", "templates"),
        extensions=[_Layout],
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # A template does not change under a running process, so no file is asked for its age at each card.
        auto_reload=False,
    )
    words = Words(language=language)
    environment.globals = {
        "version": VERSION,
        "language": language.value,
        "_": words.say,
        "count": words.count,
    }
    environment.filters |= {"as_json": _as_json, "as_text": _as_text}
    return environment


@cache
def _template(name: str, language: Language) -> Template:
    return _environment(language).get_template(f"{name}.json.j2")


def every_template() -> None:
    """Compile them all, so that no card has to wait for it; parts of others are never drawn by themselves."""
    for language in Language:
        environment = _environment(language)
        for name in environment.list_templates():
            if EXTENDED.search(_source(environment, name)):
                environment.get_template(name)


def render(template: str, words: Words, summary: str, **values: object) -> Card:
    """Render `templates/<template>.json.j2` in one language.

    `summary` is the sentence in the notification and what a client that cannot show the card shows instead.
    """
    text = _template(template, words.language).render(**values, summary=summary)
    *lists, rest = text.encode("latin-1").split(END.encode())
    json = b"".join([*[each.removesuffix(b",") for each in lists], rest])
    if MARKED in text:
        json = _as_written(json.replace(MARKED.encode(), b""))
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
