"""How crowded it is at the database: transactions that have a connection, and those that wait for one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """How the connections are used at this moment."""

    in_use: int
    free: int
    waiting: int


class Crowd:
    """Counts whoever is inside, as a context manager that costs nearly nothing."""

    __slots__ = ("size",)

    def __init__(self) -> None:
        self.size = 0

    def __enter__(self) -> None:
        self.size += 1

    def __exit__(self, *_: object) -> None:
        self.size -= 1
