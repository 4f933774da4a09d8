"""Keeps the garbage collector from holding everybody up: what the start made is not looked through again."""

import gc

# Drawing a card makes some hundreds of short-lived objects and no garbage that only the collector can find.
YOUNG_OBJECTS = 20_000


def settle_down() -> None:
    """Call it when the process has put itself together."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])
