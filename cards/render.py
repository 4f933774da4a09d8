"""From template to card: every value is JSON-encoded by the engine itself, so none can break out of it.

Two rules make the templates easy to read and safe. Every `{{ expression }}` becomes one JSON value, quotes
and all. Every item of a list ends with a comma and the list with `null`, which is dropped here, so that
optional items need no care about commas. Whatever a text says, it is shown as written (`cards.plain_text`).

A card is drawn for every message that is sent, so one whose texts are nothing but words is never parsed.
A template makes bytes, so that neither a text nor the whole card is translated to and fro, and is compiled
for each language: what it says itself is looked up and encoded then, and not for every card.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from functools import cache
from typing import cast

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined, nodes
from jinja2.compiler import Frame
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nativetypes import NativeCodeGenerator

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
Values = Mapping[str, object]
# Stands before a text in which a client could read more than words; JSON has no such character either.
MARKED = b"\x03"


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


class _Generator(NativeCodeGenerator):
    """Writes what a template says itself as bytes, and takes what comes out of the two filters as it is."""

    def _output_child_to_const(
        self,
        node: nodes.Expr,
        frame: Frame,
        finalize: NativeCodeGenerator._FinalizeInfo,  # noqa: ARG002 - a filter has done it
    ) -> str:
        said = node.as_const(frame.eval_ctx)
        return said.decode() if isinstance(said, bytes) else str(said)

    def _output_const_repr(self, group: Iterable[str]) -> str:
        return repr("".join(group).encode())

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - the compiler's name
        """As Python does it, which is quicker than to try what else the dot could mean."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")


class _Engine(Environment):
    """Gives a template its few globals as they are: a chain of mappings is read slowly, and at every card."""

    code_generator_class = _Generator
    concat = staticmethod(b"".join)  # type: ignore[assignment]

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """Our own, and with them what one template is given."""
        return {**self.globals, **(d or {})}


def _source(environment: Environment, name: str) -> str:
    return environment.loader.get_source(environment, name)[0] if environment.loader else ""


def _spoken(template: str) -> str:
    """What a template says itself, with no end of a list where it is seen here already what came before."""
    bare = QUOTED_OR_LAYOUT.sub(r"\1", END_IN_TEMPLATE.sub(END, template))
    return bare.replace(A_LIST_S_END, "").replace(f"[{END}", "[")


def _as_text(value: object) -> bytes:
    json = plain_text.encoded(value)
    return MARKED + json if isinstance(value, str) and plain_text.could_be_markup(value, json) else json


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
    environment.filters |= {"as_json": plain_text.encoded, "as_text": _as_text}
    return environment


@cache
def _drawing(name: str, language: Language) -> Callable[[Values], bytes]:
    template = _environment(language).get_template(f"{name}.json.j2")
    # The engine believes that it makes text.
    return cast("Callable[[Values], bytes]", template.render)


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
    values["summary"] = summary
    drawn = _drawing(template, words.language)(values)
    json = b"".join([each.rstrip(b",") for each in drawn.split(END.encode())])
    if MARKED in json:
        json = _as_written(json.replace(MARKED, b""))
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
