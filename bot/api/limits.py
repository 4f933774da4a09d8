"""How often each service may ask, in this process."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import cast

from pyrate_limiter import InMemoryBucket, Rate, RateItem

MILLISECONDS = 1000
MINUTE = 60 * MILLISECONDS


class Limits:
    """Counts the requests of the last minute. Only services that are named in the settings are counted,
    so that nobody can fill the memory with new ones."""

    def __init__(self, per_minute: int, beat: Callable[[], float] = time.monotonic) -> None:
        self._rates = [Rate(per_minute, MINUTE)]
        self._beat = beat
        self._buckets: dict[str, InMemoryBucket] = {}

    def wait(self, client_id: str) -> timedelta:
        """Zero when the service may ask now, which counts it; else how long it must wait."""
        bucket = self._buckets.setdefault(client_id, InMemoryBucket(self._rates))
        now = int(self._beat() * MILLISECONDS)
        bucket.leak(now)
        item = RateItem(client_id, now)
        if bucket.put(item):
            return timedelta(0)
        # A bucket in memory answers at once; only those that live elsewhere must be awaited.
        return timedelta(milliseconds=cast("int", bucket.waiting(item)))
