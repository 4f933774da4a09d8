"""Cutting long lists into pages, so that a card stays under the size that Teams accepts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Item]):
    """One page; `number` counts from 0."""

    items: tuple[Item, ...]
    number: int
    pages: int

    @property
    def has_previous(self) -> bool:
        """Whether there is a page before this one."""
        return self.number > 0

    @property
    def has_next(self) -> bool:
        """Whether there is a page after this one."""
        return self.number + 1 < self.pages


def place_of(total: int, wanted: int, size: int) -> tuple[int, int]:
    """The number of the page asked for, or of the last one when there are fewer, and how many there are."""
    pages = max(1, -(-total // size))
    return min(wanted, pages - 1), pages


def page_of(items: Sequence[Item], number: int, size: int) -> Page[Item]:
    """The page asked for, or the last one when there are fewer."""
    chosen, pages = place_of(len(items), number, size)
    return Page(items=tuple(items[chosen * size : (chosen + 1) * size]), number=chosen, pages=pages)
