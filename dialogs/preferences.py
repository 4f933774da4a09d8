"""How one wants to be reminded: at which hours, and whether only the deadline matters."""

from dialogs import help as help_dialog
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Reply


async def show(turn: Turn, _submitted: CardSubmitted) -> Reply:
    """The card with one's own hours and the pause."""
    return await help_dialog.not_understood(turn)


async def save(turn: Turn, _submitted: CardSubmitted) -> Reply:
    """Remember them, and say what they mean."""
    return await help_dialog.not_understood(turn)
