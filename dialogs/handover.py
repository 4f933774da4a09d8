"""To be written in a moment."""

from dialogs import worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Reply


async def ask(turn: Turn, _submitted: CardSubmitted) -> Reply:
    """To be written in a moment."""
    return Refuse(worklist.not_yours(turn))


async def hand_over(turn: Turn, _submitted: CardSubmitted) -> Reply:
    """To be written in a moment."""
    return Refuse(worklist.not_yours(turn))


async def withdraw(turn: Turn, _submitted: CardSubmitted) -> Reply:
    """To be written in a moment."""
    return Refuse(worklist.not_yours(turn))
