"""What a process does before it begins, so that nobody is held up later: by first cards, or by garbage."""

import gc
from datetime import datetime

from cards.warming import warm_up

# Drawing a card makes some hundreds of short-lived objects and no garbage that only the collector can find.
YOUNG_OBJECTS = 20_000


def settle_down(at: datetime) -> None:
    """Call it when the process has put itself together, with the time that it is then."""
    warm_up(at)
    gc.collect()
    # What the start has made lives as long as the process, and is not looked through for garbage again.
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])
