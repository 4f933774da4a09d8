"""Which part of a list a card shows: what is left, a few at a time, and then what is done."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.worklist import WorkItem, Worklist

# So many have room for a button each beside the one for them all; when there are more, one leads on.
MOST_ON_ONE_PAGE = 5
LEFT_ON_A_PAGE = 4
DONE_ON_A_PAGE = 5

Numbered = tuple[int, WorkItem]


class Leaf(NamedTuple):
    """One page of a list, each item with its number on it; pages count from 0.

    `coming` is how many the next page has, and `first_of_done` the first page of what is done. That is a
    page of its own unless it is so little that it can be folded under what is left.
    """

    left: tuple[Numbered, ...]
    done: tuple[Numbered, ...]
    number: int
    pages: int
    coming: int
    first_of_done: int
    is_folded: bool

    @property
    def place(self) -> tuple[int, int]:
        """Which page it is, counted from 1, and of how many: of what is left, or of what is done."""
        if self.number < self.first_of_done:
            return self.number + 1, self.first_of_done
        return self.number - self.first_of_done + 1, max(1, self.pages - self.first_of_done)

    @property
    def is_of_done(self) -> bool:
        """Whether nothing but what is done stands on the page."""
        return bool(self.done) and not self.left

    @property
    def leads_to_done(self) -> bool:
        """Whether what is done is to be found on another page."""
        return bool(self.left) and not self.done and self.first_of_done < self.pages


def leaf_of(view: Worklist, number: int) -> Leaf:
    """The page asked for, or the last one when there are fewer."""
    numbered = view.numbered
    left = [each for each in numbered if each[1].answer is None]
    done = [each for each in numbered if each[1].answer is not None]
    if not view.follow_up_round.is_open:
        return _leaf(_cut(left + done, MOST_ON_ONE_PAGE), [], number)
    size = MOST_ON_ONE_PAGE if len(left) <= MOST_ON_ONE_PAGE else LEFT_ON_A_PAGE
    if left and len(done) <= DONE_ON_A_PAGE:
        return _leaf(_cut(left, size), [], number, folded=done)
    return _leaf(_cut(left, size), _cut(done, DONE_ON_A_PAGE), number)


def _leaf(
    first: list[list[Numbered]], then: list[list[Numbered]], number: int, folded: Sequence[Numbered] = ()
) -> Leaf:
    pages = [*first, *then] or [[]]
    chosen = min(number, len(pages) - 1)
    is_of_first = chosen < len(first)
    following = pages[chosen + 1 : len(first) if is_of_first else None]
    return Leaf(
        left=tuple([each for each in pages[chosen] if each[1].answer is None]),
        done=tuple(folded) or tuple([each for each in pages[chosen] if each[1].answer is not None]),
        number=chosen,
        pages=len(pages),
        coming=len(following[0]) if following else 0,
        first_of_done=len(first),
        is_folded=bool(folded),
    )


def _cut(items: Sequence[Numbered], size: int) -> list[list[Numbered]]:
    return [list(items[start : start + size]) for start in range(0, len(items), size)]
