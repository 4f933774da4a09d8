"""What can go wrong between the demonstration and its windows."""

from domain.errors import LageskollError


class PlaygroundError(LageskollError):
    """The Playground could not be had or opened; the sentence says what to do about it."""


class PortTakenError(PlaygroundError):
    """Somebody else has the port where a window was to open."""
