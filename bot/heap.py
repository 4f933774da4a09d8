"""What a process does before it begins, so that first cards, garbage and threads hold nobody up later."""

import gc
import sys
from datetime import datetime

from cards.warming import warm_up

# Drawing a card makes some hundreds of short-lived objects and no garbage that only the collector can find.
YOUNG_OBJECTS = 20_000
# A thread that comes back from the disk with what somebody waits for has its turn after so many seconds at
# most, instead of Python's 0.005. Where two processes write to one SQLite file the other waits for it too.
TURN_OF_A_THREAD_SECONDS = 0.0005


def settle_down(at: datetime) -> None:
    """Call it when the process has put itself together, with the time that it is then."""
    warm_up(at)
    sys.setswitchinterval(TURN_OF_A_THREAD_SECONDS)
    gc.collect()
    # What the start has made lives as long as the process, and is not looked through for garbage again.
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])
