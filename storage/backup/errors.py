"""Why a copy cannot be made or put back."""

from enum import StrEnum

from domain.errors import LageskollError


class Obstacle(StrEnum):
    """What stands in the way."""

    NOT_A_COPY = "not_a_copy"
    """The file is no database of ours, or is packed in a way we do not know."""
    DAMAGED = "damaged"
    """SQLite says that the file is damaged."""
    REFERENCES = "references"
    """Rows refer to rows that are not there."""
    NEWER = "newer"
    """The file was made by a version that is newer than this one."""
    AUDIT_TRAIL = "audit_trail"
    """The audit trail in it is broken."""
    DIFFERS = "differs"
    """What was read back is not what was copied."""
    IN_USE = "in_use"
    """Somebody has the database open."""
    EXISTS = "exists"
    """There is something there already."""


class BackupError(LageskollError):
    """The copy cannot be made or put back; `obstacle` says why, and nothing was changed."""

    def __init__(self, obstacle: Obstacle, details: str = "") -> None:
        self.obstacle = obstacle
        self.details = details
        super().__init__(f"{obstacle.value}: {details}" if details else obstacle.value)
