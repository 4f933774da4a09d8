"""A strategist answers for somebody who cannot, and whoever should have answered is told."""

from dialogs import worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Reply


async def show_list(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The list of whoever the strategist answers for."""
    return await worklist.show(turn, submitted)
