"""How the other units have answered about the same measure."""

from dialogs import worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Reply


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Where the other units stand with the measure of one plan activity."""
    return await worklist.show(turn, submitted)
