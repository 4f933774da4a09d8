"""A report on its way to being approved: its data now, those approved before, and what is in the way."""

from dataclasses import dataclass
from enum import StrEnum

from domain.report.corrections import Correction, corrections
from domain.report.counting import cells
from domain.report.data import ReportData
from domain.report.seal import Seal
from domain.rounds import FollowUpRound
from domain.summary.cells import tally_of
from domain.summary.tally import Tally


class SealFault(StrEnum):
    """Why a report is not approved now."""

    OVERTAKEN = "overtaken"
    """The version that was to be approved is there already."""
    NOT_CLOSED = "not_closed"
    """Answers may still come in."""
    NOTHING_NEW = "nothing_new"
    """Nothing has changed since the latest version."""
    DATA_CHANGED = "data_changed"
    """The data are others than those that were shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """The data as they are now, as canonical JSON too, beside what was approved before.

    `sealed` is the data of the latest version. `diary_number` is the case that the report belongs to.
    """

    follow_up_round: FollowUpRound
    data: ReportData
    content: bytes
    sha256: str
    seals: tuple[Seal, ...] = ()
    sealed: ReportData | None = None
    diary_number: str = ""

    @property
    def latest(self) -> Seal | None:
        """The latest version."""
        return self.seals[-1] if self.seals else None

    @property
    def next_version(self) -> int:
        """The version that approving now makes."""
        return self.latest.version + 1 if self.latest else 1

    @property
    def is_new(self) -> bool:
        """Whether the data have changed since the latest version, or there is none."""
        return self.latest is None or self.latest.sha256 != self.sha256

    @property
    def may_be_sealed(self) -> bool:
        """Whether there is something to approve, and nothing more can come in."""
        return self.is_new and not self.data.is_preliminary

    @property
    def tally(self) -> Tally:
        """How many stand where, by the same rules as in the summary and in every document."""
        return tally_of(cells(self.data))

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """What differs from the latest version."""
        return corrections(self.sealed, self.data) if self.sealed else ()

    def fault(self, version: int, shown: str) -> SealFault | None:
        """Why the version that was shown with that checksum is not approved; None when it may be."""
        if version != self.next_version:
            return SealFault.OVERTAKEN
        if self.data.is_preliminary:
            return SealFault.NOT_CLOSED
        if not self.is_new:
            return SealFault.NOTHING_NEW
        return SealFault.DATA_CHANGED if shown != self.sha256 else None
