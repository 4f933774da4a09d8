"""Command lines as they stand in a page: what of them is ours, and what is wrong with it."""

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from bot.cli import build
from cards.words import Words
from domain.people import Language

PROGRAM = "lageskoll"
BREAKS = frozenset({"&&", "||", "|", ";", "(", ")", "&"})
REDIRECTS = frozenset({"<", ">", ">>"})
ASSIGNMENT = re.compile(r"\w+=")
IMAGE = re.compile(rf"{PROGRAM}:[\w.]+|bot")
CONTAINERS = frozenset({"docker", "podman"})
SOMETHING = "…"


def ours(line: str) -> Iterator[list[str]]:
    """The arguments of every call of `lageskoll` in the line, also in a container and within quotes."""
    for words in _commands(line):
        program = words[0].rpartition("/")[2]
        if program == PROGRAM:
            yield words[1:]
        elif program in CONTAINERS and "run" in words:
            yield from (words[at + 1 :] for at, word in enumerate(words) if IMAGE.fullmatch(word))
        yield from (inner for word in words if word.startswith(f"{PROGRAM} ") for inner in ours(word))


def _commands(line: str) -> Iterator[list[str]]:
    command: list[str] = []
    tokens = iter([*_tokens(line), ";"])
    for token in tokens:
        if token in REDIRECTS:
            next(tokens)
        elif token in BREAKS:
            if command:
                yield command
            command = []
        elif command or not ASSIGNMENT.match(token):
            command.append(token)


def _tokens(line: str) -> list[str]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    try:
        return list(lexer)
    except ValueError:  # an apostrophe in something that is no command
        return []


class CommandLine:
    """The real command line, where every command is understood and none is carried out."""

    def __init__(self) -> None:
        self._command: Any = get_command(build(Words(language=Language.ENGLISH)))
        _disarm(self._command)

    def complaint(self, arguments: list[str], *, whole: bool) -> str:
        """What the command line says against it; a line that is not whole may leave arguments out."""
        given = [*arguments, *([] if whole else ["--help"])]
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                self._command.main(given, prog_name=PROGRAM)
            except SystemExit as end:
                return said.getvalue() if end.code else ""
        return ""


def _disarm(command: Any) -> None:
    if command.callback is not None:
        command.callback = lambda **_given: None
    for inner in getattr(command, "commands", {}).values():
        _disarm(inner)
