"""Answers written in words: what was understood is shown before anything is saved."""

from dialogs import help as help_dialog
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Reply


async def save_understood(turn: Turn, _submitted: CardSubmitted) -> Reply:
    """Save what was shown, all or nothing."""
    return await help_dialog.not_understood(turn)


async def said(turn: Turn, text: str) -> Reply | None:
    """Answers in words; None when the text is none."""
    return None
