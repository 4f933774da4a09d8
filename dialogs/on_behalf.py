"""A strategist answers for somebody who cannot: whom to choose, and that person's list."""

from dialogs import rounds, worklist
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Reply


async def ask(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Ask for whom."""
    return await rounds.show_unit(turn, submitted)


async def show_list(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The list of whoever was chosen."""
    return await worklist.show(turn, submitted)
