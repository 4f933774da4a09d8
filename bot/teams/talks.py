"""Who writes in a conversation just now: two messages at once make Teams refuse one of them (412).

A lock for each conversation would cost several times as much, though hardly anybody ever waits for one.
"""

import asyncio
from collections import deque

Behind = deque[asyncio.Future[None]]


class Talks:
    """One at a time in each conversation; the others after it, in the order in which they came.

    Whoever has begun, or got their turn, ends it.
    """

    def __init__(self) -> None:
        # Those who wait behind whoever writes; None for nobody.
        self._behind: dict[str, Behind | None] = {}

    def begin(self, conversation_id: str) -> bool:
        """Whether nobody writes there, so that it may be done at once."""
        if conversation_id in self._behind:
            return False
        self._behind[conversation_id] = None
        return True

    async def turn(self, conversation_id: str) -> None:
        """Wait until everybody who came first has ended."""
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        behind = self._behind[conversation_id]
        if behind is None:
            behind = self._behind[conversation_id] = deque()
        behind.append(granted)
        try:
            await granted
        except asyncio.CancelledError:
            if not granted.cancelled():
                # It was given up in the very moment when it was granted.
                self.end(conversation_id)
            raise

    def end(self, conversation_id: str) -> None:
        """Let the next one write."""
        behind = self._behind[conversation_id]
        while behind:
            granted = behind.popleft()
            # Whoever has given up waiting has no turn.
            if not granted.done():
                granted.set_result(None)
                return
        del self._behind[conversation_id]
