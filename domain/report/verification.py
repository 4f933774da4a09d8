"""What a file turns out to be: an approved report unchanged, one that has been changed, or neither."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.report.formats import Format
from domain.report.mark import Mark
from domain.report.seal import Seal, SealId
from domain.rounds import FollowUpRoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDocument:
    """A file that we have made, as the log of documents has it. `seal_id` is None for a draft."""

    follow_up_round_id: FollowUpRoundId
    seal_id: SealId | None
    sha256: str
    data_sha256: str
    format: Format
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a file itself says: the checksum of the data in it, and the mark in its metadata."""

    data_sha256: str = ""
    mark: Mark | None = None


class Standing(StrEnum):
    """How a file stands to what was approved."""

    APPROVED = "approved"
    """It is as it was made, of an approved version."""
    DRAFT = "draft"
    """It is as it was made, of data that nobody had approved."""
    FILE_CHANGED = "file_changed"
    """It is not as any file that we made, but the data in it are those of an approved version."""
    DATA_CHANGED = "data_changed"
    """It says that it is of an approved version, but the data in it are others."""
    NOT_PROVABLE = "not_provable"
    """It says that it is of an approved version, is not as we made it, and has no data to compare."""
    UNKNOWN = "unknown"
    """We know nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a file stands, and to which version; `latest` is the round's latest version.

    `made` is the log's own line, when the file is in it.
    """

    standing: Standing
    seal: Seal | None = None
    latest: int = 0
    made: MadeDocument | None = None

    @property
    def is_superseded(self) -> bool:
        """Whether a later version has taken the place of the one it belongs to."""
        return self.seal is not None and self.seal.version < self.latest


def judge(made: MadeDocument | None, evidence: Evidence, seals: Sequence[Seal]) -> Verdict:
    """What a file is, given the log's line for its checksum and every seal that there is."""
    if made is not None:
        seal = _by_id(seals, made.seal_id) or _of_data(seals, made.data_sha256)
        standing = Standing.DRAFT if made.seal_id is None else Standing.APPROVED
        return Verdict(standing=standing, seal=seal, latest=_latest(seals, seal), made=made)
    seal = _of_data(seals, evidence.data_sha256)
    if seal is not None:
        return Verdict(standing=Standing.FILE_CHANGED, seal=seal, latest=_latest(seals, seal))
    seal = _claimed(seals, evidence.mark)
    if seal is None:
        return Verdict(standing=Standing.UNKNOWN)
    standing = Standing.DATA_CHANGED if evidence.data_sha256 else Standing.NOT_PROVABLE
    return Verdict(standing=standing, seal=seal, latest=_latest(seals, seal))


def _by_id(seals: Sequence[Seal], seal_id: SealId | None) -> Seal | None:
    return next((each for each in seals if each.seal_id == seal_id), None)


def _of_data(seals: Sequence[Seal], sha256: str) -> Seal | None:
    """The latest version with those data."""
    return next((each for each in reversed(seals) if each.sha256 == sha256), None)


def _claimed(seals: Sequence[Seal], mark: Mark | None) -> Seal | None:
    if mark is None:
        return None
    return next(
        (
            each
            for each in seals
            if (each.follow_up_round_id, each.version) == (mark.follow_up_round_id, mark.version)
        ),
        None,
    )


def _latest(seals: Sequence[Seal], seal: Seal | None) -> int:
    if seal is None:
        return 0
    return max(each.version for each in seals if each.follow_up_round_id == seal.follow_up_round_id)
