"""What has changed since the previous round: the first thing that a director asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.answers import Progress
from domain.summary.cells import Cell


class ChangeKind(StrEnum):
    """What can have happened to a plan activity since the previous round."""

    BECAME_DELAYED = "became_delayed"
    DROPPED = "dropped"
    BACK_ON_TRACK = "back_on_track"
    FINISHED = "finished"
    NEW_OWNER = "new_owner"
    MOVED_END = "moved_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How many plan activities have become what they were not, of the `compared` with an answer both times.

    What is `back_on_track` was delayed or dropped. `new_owners` and `moved_ends` are counted among all.
    """

    compared: int
    became_delayed: int
    back_on_track: int
    finished: int
    dropped: int
    new_owners: int
    moved_ends: int

    def of(self, kind: ChangeKind) -> int:
        """How many of that kind."""
        match kind:
            case ChangeKind.BECAME_DELAYED:
                return self.became_delayed
            case ChangeKind.DROPPED:
                return self.dropped
            case ChangeKind.BACK_ON_TRACK:
                return self.back_on_track
            case ChangeKind.FINISHED:
                return self.finished
            case ChangeKind.NEW_OWNER:
                return self.new_owners
            case ChangeKind.MOVED_END:
                return self.moved_ends

    @property
    def is_nothing(self) -> bool:
        """Whether nothing has changed."""
        return not any(map(self.of, ChangeKind))


def changes(cells: Iterable[Cell]) -> Changes:
    """Add the changes up."""
    every = tuple(cells)
    both = [cell for cell in every if cell.now is not None and cell.before is not None]
    turned = [cell for cell in both if cell.now is not cell.before]
    return Changes(
        compared=sum(cell.count for cell in both),
        became_delayed=_to(turned, Progress.DELAYED),
        back_on_track=sum(
            cell.count
            for cell in turned
            if cell.now is Progress.ON_TRACK and cell.before is not None and cell.before.is_off_track
        ),
        finished=_to(turned, Progress.DONE),
        dropped=_to(turned, Progress.DROPPED),
        new_owners=sum(cell.new_owners for cell in every),
        moved_ends=sum(cell.moved_ends for cell in every),
    )


def _to(turned: Iterable[Cell], progress: Progress) -> int:
    return sum(cell.count for cell in turned if cell.now is progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """What became of the next steps that were promised in the previous round.

    `promised` were; those that no answer speaks of are `unspoken`.
    """

    promised: int
    kept: int
    under_way: int
    moved: int
    given_up: int

    @property
    def unspoken(self) -> int:
        """How many nobody has said anything about."""
        return max(0, self.promised - self.kept - self.under_way - self.moved - self.given_up)


def promises(cells: Iterable[Cell]) -> Promises:
    """Add the promises up."""
    every = tuple(cells)
    return Promises(
        promised=sum(cell.promised for cell in every),
        kept=sum(cell.kept for cell in every),
        under_way=sum(cell.under_way for cell in every),
        moved=sum(cell.moved for cell in every),
        given_up=sum(cell.given_up for cell in every),
    )
