"""How rounds came out one after the other, as counts with the missing as their own share."""

from domain.report.data import EarlierRound
from domain.summary.tally import Tally


def tally_of_round(earlier: EarlierRound) -> Tally:
    """An earlier round's counts; what had no answer then is missing."""
    counts = tuple((each.progress, each.count) for each in earlier.counts)
    return Tally(counts=counts, missing=max(0, earlier.total - sum(count for _, count in counts)))
