"""What this room needs of the outside for files: somebody who fetches and brings them."""

from enum import StrEnum
from typing import Protocol


class CarryFault(StrEnum):
    """Why a file did not get where it was to go."""

    NOT_ALLOWED = "not_allowed"
    TOO_LARGE = "too_large"
    GONE = "gone"
    UNAVAILABLE = "unavailable"


class CarryError(Exception):
    """A file did not get where it was to go; `fault` says why."""

    def __init__(self, fault: CarryFault, detail: str = "") -> None:
        super().__init__(f"{fault.value}{': ' if detail else ''}{detail}")
        self.fault = fault


class FileCarrier(Protocol):
    """Fetches and brings files. Both methods raise `CarryError` and nothing else on failure."""

    async def fetch(self, address: str, largest: int, /) -> bytes:
        """The file at an address that the platform gave us; at most so many bytes."""

    async def bring(self, address: str, content: bytes, /) -> None:
        """Put the bytes where the platform says that they are to go."""


class NoCarrier:
    """For houses that no file comes to or leaves."""

    async def fetch(self, _address: str, _largest: int, /) -> bytes:
        """Nothing is fetched from anywhere."""
        raise CarryError(CarryFault.NOT_ALLOWED)

    async def bring(self, _address: str, _content: bytes, /) -> None:
        """Nothing is brought anywhere."""
        raise CarryError(CarryFault.NOT_ALLOWED)
