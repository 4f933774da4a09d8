"""Takes a place to listen at, or says in a sentence why it cannot be had."""

import errno
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum

from bot.setting_problems import PREFIX
from domain.errors import LageskollError


class NoPlace(StrEnum):
    """Why a place cannot be had."""

    TAKEN = "somebody else listens there"
    FORBIDDEN = "the machine does not let us listen there"
    NOT_OURS = "the machine has no such address"


REASONS: Mapping[int, NoPlace] = {
    errno.EADDRINUSE: NoPlace.TAKEN,
    errno.EACCES: NoPlace.FORBIDDEN,
    errno.EADDRNOTAVAIL: NoPlace.NOT_OURS,
}


class NoPlaceError(LageskollError):
    """The service cannot listen there: choose another host or port."""

    def __init__(self, why: NoPlace, place: str, variables: tuple[str, ...]) -> None:
        super().__init__(f"cannot listen at {place} ({' and '.join(variables)}): {why.value}")
        self.why = why
        self.place = place
        self.variables = variables


@contextmanager
def taking(host: str, port: int, *names: str) -> Iterator[None]:
    """Turns the machine's refusal into ours; `names` are the settings that say host and port."""
    try:
        yield
    except (OSError, UnicodeError) as error:
        why = _why(error)
        if why is None:
            raise
        variables = tuple(PREFIX + name.upper() for name in names)
        raise NoPlaceError(why, f"{host}:{port}", variables) from error


def _why(error: OSError | UnicodeError) -> NoPlace | None:
    if isinstance(error, (socket.gaierror, UnicodeError)):
        # A name that leads nowhere is no address of this machine either.
        return NoPlace.NOT_OURS
    return REASONS.get(error.errno or 0)
