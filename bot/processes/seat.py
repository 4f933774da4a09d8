"""One process's seat among those of the service."""

from dataclasses import dataclass
from socket import socket

from scheduler.sharing import THE_WHOLE, Share
from storage.spent import SpentTally


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Its share of the tenants, how it hears what the others spend, and where it listens.

    Without a socket it listens where the settings say; a service of one process has none.
    """

    share: Share = THE_WHOLE
    tally: SpentTally | None = None
    listening: socket | None = None


ALONE = Seat()
