"""A seal: the data of a report as the director approved it, which nothing changes afterwards."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256 as sha256_of
from typing import NewType

from domain.people import PersonId
from domain.report.corrections import Counts
from domain.report.data import ReportData
from domain.report.mark import DRAFT, Mark
from domain.rounds import FollowUpRoundId

SealId = NewType("SealId", int)
SHORT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One approved version of a round's report.

    `sha256` is the checksum of the data's canonical JSON, in 64 small hexadecimal digits. Version 1 has no
    `reason`; a later one says why it was made, and `changes` how much differs from the version before.
    """

    seal_id: SealId
    follow_up_round_id: FollowUpRoundId
    version: int
    sha256: str
    sealed_by: PersonId
    sealed_by_name: str
    sealed_at: datetime
    reason: str = ""
    changes: Counts = ()

    @property
    def in_short(self) -> str:
        """Enough of the checksum for an eye to compare: 1f3a 90bc 77de."""
        return in_short(self.sha256)


def in_short(sha256: str) -> str:
    """The beginning of a checksum in groups of four."""
    return " ".join(sha256[start : start + 4] for start in range(0, SHORT, 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What documents are made of. `seal` is None for a draft, whose data nobody has approved.

    `content` is the data as canonical JSON: of a version the very bytes that were sealed. `previous` is the
    data of the version before, for what was corrected since; `is_superseded` whether a later version than
    the seal's is there. `made_on` is the local day it was asked for.
    """

    data: ReportData
    made_on: date
    content: bytes = b""
    seal: Seal | None = None
    previous: ReportData | None = None
    earlier_seals: tuple[Seal, ...] = ()
    is_superseded: bool = False
    diary_number: str = ""
    sender: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether nobody has approved it."""
        return self.seal is None

    @property
    def mark(self) -> Mark:
        """What every document made of it carries in its metadata."""
        return Mark(
            sha256=self.seal.sha256 if self.seal else sha256_of(self.content).hexdigest(),
            follow_up_round_id=self.data.follow_up_round.follow_up_round_id,
            version=self.seal.version if self.seal else DRAFT,
        )
