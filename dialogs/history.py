"""“Earlier answers”: who said what about an activity, and when."""

from dialogs import worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Reply


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The answers to one plan activity over the years."""
    return await worklist.show(turn, submitted)
