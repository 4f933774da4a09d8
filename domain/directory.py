"""What the municipality's directory (Entra) says about somebody, when it may be asked."""

from enum import StrEnum


class DirectoryState(StrEnum):
    """Stored as it was when the directory was last asked."""

    MEMBER = "member"
    GUEST = "guest"
    """A guest: somebody from a company or organisation with a directory of its own."""
    DISABLED = "disabled"
    """The account is closed; the person has left."""
    UNKNOWN = "unknown"
    """Nobody has that address."""
