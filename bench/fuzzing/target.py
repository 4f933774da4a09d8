"""One place where something from outside is read: what reads it, and what is usually there."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """`read` is given any bytes and gives something back, or refuses in its own words; all else is a find.

    `seeds` are what it is usually given, to begin with.
    """

    read: Callable[[bytes], object]
    seeds: tuple[bytes, ...]
