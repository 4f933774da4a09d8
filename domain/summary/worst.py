"""The worst state among plan activities: what one cell of the map says in a word."""

from domain.answers import Progress
from domain.summary.tally import Tally

# The worst first; None is without an answer, which nobody can vouch for.
WORST_FIRST = (
    Progress.DROPPED,
    Progress.DELAYED,
    None,
    Progress.NOT_STARTED,
    Progress.ON_TRACK,
    Progress.DONE,
)


def worst(tally: Tally) -> tuple[Progress | None, int]:
    """The worst state that occurs and how many stand there; (None, 0) where there is nothing."""
    counts: dict[Progress | None, int] = {**dict(tally.counts), None: tally.missing}
    return next(((state, counts[state]) for state in WORST_FIRST if counts[state]), (None, 0))
