"""The summary for the director: counts with the missing as their own share, changes, and what deviates."""

from dataclasses import dataclass

from domain.plan import Measure, OrgUnit
from domain.rounds import FollowUpRound, RoundState
from domain.summary import cells as counting
from domain.summary.cells import Cell
from domain.summary.changes import Changes, Promises, changes, promises
from domain.summary.obstacles import ObstacleCount, ObstacleGroup, grouped
from domain.summary.tally import Tally
from domain.worklist import WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What has been counted of a round or of a part of it."""

    cells: tuple[Cell, ...] = ()
    obstacle_counts: tuple[ObstacleCount, ...] = ()

    @property
    def whole(self) -> Tally:
        """All of it together."""
        return counting.tally_of(self.cells)

    @property
    def by_measure(self) -> tuple[tuple[Measure, Tally], ...]:
        """Each measure's counts, by number."""
        return counting.by_measure(self.cells)

    @property
    def by_unit(self) -> tuple[tuple[OrgUnit, Tally], ...]:
        """Each unit's counts, by name."""
        return counting.by_unit(self.cells)

    @property
    def decisions(self) -> int:
        """How many need a decision."""
        return sum(cell.decisions for cell in self.cells)

    @property
    def noteworthy(self) -> int:
        """How many are delayed or dropped or need a decision."""
        return counting.noteworthy(self.cells)

    @property
    def changes(self) -> Changes:
        """What has changed since the previous round."""
        return changes(self.cells)

    @property
    def promises(self) -> Promises:
        """What became of the previous round's next steps."""
        return promises(self.cells)

    @property
    def obstacles(self) -> tuple[ObstacleGroup, ...]:
        """What stands in the way, the most common first."""
        return grouped(self.obstacle_counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """The latest version of the report, and how many answers have come or been corrected since."""

    version: int
    answers_since: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The state of a round. `previous` is the round that changes are counted from, None when there is none.

    `deviations` are the first of what needs a decision, is dropped or delayed, in that order. `unanswered` is
    how many questions back wait for a reply.
    """

    follow_up_round: FollowUpRound
    previous: FollowUpRound | None
    counted: Counted
    deviations: tuple[WorkItem, ...]
    unanswered: int = 0
    approved: Approved | None = None

    @property
    def whole(self) -> Tally:
        """The counts of everything."""
        return self.counted.whole

    @property
    def preliminary(self) -> bool:
        """Whether answers may still come in."""
        return self.follow_up_round.state is not RoundState.CLOSED
