"""How many plan activities stand where; those without an answer belong to every total."""

from dataclasses import dataclass

from domain.answers import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many plan activities stand where. `missing` have no answer and belong to every total.

    `unchanged` answers repeat the last ones, and `on_behalf` were given by a strategist instead of the owner.
    """

    counts: tuple[tuple[Progress, int], ...]
    missing: int
    unchanged: int = 0
    on_behalf: int = 0

    @property
    def answered(self) -> int:
        """How many have an answer."""
        return sum(count for _, count in self.counts)

    @property
    def total(self) -> int:
        """All of them, answered or not."""
        return self.answered + self.missing

    def of(self, progress: Progress) -> int:
        """How many stand there."""
        return dict(self.counts)[progress]

    def share(self, count: int) -> float:
        """`count` as a share 0–1 of all, never only of those answered."""
        return count / self.total if self.total else 0.0
