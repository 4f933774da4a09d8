"""`python -m tests.permissions.page` writes docs/permissions.md, from what was declared and is tested."""

from collections.abc import Iterator

from bot.phrases import TEXT_COMMANDS
from cards.verbs import Verb
from domain.people import Role
from tests.house.source import ROOT
from tests.permissions.cast import Who
from tests.permissions.declared import MAY_PRESS

PAGE = ROOT / "docs" / "permissions.md"
INTRODUCTION = """# Who may do what

Written by `python -m tests.permissions.page`; do not edit it by hand. What it says is declared in
`tests/permissions/declared.py`, and `tests/permissions/test_buttons.py` presses every button as somebody of
each kind, with what our own cards send. Where there is no ✓ nothing is written, and the attempt is noted in
the audit trail as `role.refused`.

Roles come from the plan, or from groups in Entra; who has several may do what any of them may. What a card
sends never decides who may do what.

*Owner*, *co-owner* and *stand-in* are about the plan activity, or the list, that the button is about: its
owner, who owns it too, and who stands in for an owner who is away today. The others have nothing to do with
it. *Manager* is the manager of its unit. A question or a request is the asker’s to take back and the
recipient’s to answer: here the owner has asked another owner to take over, and the director has asked
the owner a question.

## Buttons
"""
COMMANDS = """
## What one writes

Everybody may write everything; who may not have it gets a sentence that says who may.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *_buttons(), COMMANDS, *_commands(), ""])


def _buttons() -> Iterator[str]:
    yield _row("Button", *Who)
    yield _row("---", *(":-:" for _ in Who))
    for verb in Verb:
        yield _row(f"`{verb}`", *("✓" if who in MAY_PRESS[verb] else "" for who in Who))


def _commands() -> Iterator[str]:
    yield _row("Words", *(role.value for role in Role))
    yield _row("---", *(":-:" for _ in Role))
    for words, command in TEXT_COMMANDS.items():
        yield _row(words, *("✓" if role in command.roles else "" for role in Role))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
