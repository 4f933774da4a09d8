"""Gathers every text that the code and the card templates can say, for the catalogues."""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

DOMAIN = "lageskoll"
ROOMS = ("bot", "cards", "dialogs", "manifest", "reports", "scheduler")
KEYWORDS = {"_": None, "count": (1, 2)}
# The encoding is named because Jinja's own default follows the machine.
OPTIONS = {"**.j2": {"encoding": "utf-8", "silent": "false"}}
# Where `Words` speaks for itself.
OWN_FILE = "words.py"

Text = str | tuple[str, str]


class NotLiteralError(ValueError):
    """A text that is put together when the code runs cannot be translated: write it out in the call."""


def root() -> Path:
    """The folder that holds the rooms."""
    return Path(__file__).parent.parent


def gathered() -> Catalog:
    """Every text in the rooms, without translations."""
    template = Catalog(domain=DOMAIN)
    for room in ROOMS:
        for path in sorted((root() / room).rglob("*.py")):
            for text in in_python(path.read_text(encoding="utf-8"), path.name):
                template.add(text)
        for _file, _line, message, _comments, _context in _in_templates(room):
            template.add(message)
    return template


def in_python(source: str, name: str = "") -> Iterator[Text]:
    """The texts of every `words.say` and `words.count`, also inside f-strings (which Babel skips on 3.11).

    `say = words.say` is a habit of the house, so a bare `say(…)` counts too.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="say")):
                (text,) = _literals(node, 1, name)
                yield text
            case ast.Call(func=ast.Attribute(value=speaker, attr="say")) if _is_words(speaker, name):
                (text,) = _literals(node, 1, name)
                yield text
            case ast.Call(func=ast.Attribute(value=speaker, attr="count")) if _is_words(speaker, name):
                one, many = _literals(node, 2, name)
                yield one, many


def _is_words(speaker: ast.expr, file_name: str) -> bool:
    match speaker:
        case ast.Name(id="self"):
            return file_name == OWN_FILE
        case ast.Call(func=called):
            return _is_words(called, file_name)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.lower().endswith("words")
        case _:
            return False


def _literals(call: ast.Call, number: int, name: str) -> list[str]:
    texts = [each.value for each in call.args[:number] if isinstance(each, ast.Constant)]
    if len(texts) < number or not all(isinstance(text, str) for text in texts):
        raise NotLiteralError(f"{name}:{call.lineno}")
    return [str(text) for text in texts]


def _in_templates(
    room: str,
) -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    yield from extract_from_dir(root() / room, [("**.j2", "jinja2")], OPTIONS, KEYWORDS)
