"""What can go wrong between the demonstration and its windows."""


class PlaygroundError(Exception):
    """The Playground could not be had or opened; the sentence says what to do about it."""
