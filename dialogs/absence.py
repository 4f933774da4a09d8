"""“I am away”: from when to when, who answers instead, and being back again."""

from dialogs import help as help_dialog
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Reply


async def ask(turn: Turn, _submitted: CardSubmitted) -> Reply:
    """The card where one says when one is away and who answers instead."""
    return await help_dialog.not_understood(turn)


async def set_absence(turn: Turn, _submitted: CardSubmitted) -> Reply:
    """Remember it, and say exactly what happens."""
    return await help_dialog.not_understood(turn)


async def end(turn: Turn, _submitted: CardSubmitted) -> Reply:
    """Back again, or never away after all."""
    return await help_dialog.not_understood(turn)
