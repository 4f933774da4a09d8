"""What a trace is made of, for whoever makes none: spans that nobody records."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from types import MappingProxyType
from typing import Protocol

from bot.watching.ids import Ids

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Span(Protocol):
    """A piece of work that is timed."""

    @property
    def ids(self) -> Ids:
        """The ids that a log line needs to be found from the trace; none when nothing is recorded."""

    def note(self, name: str, value: str | int | float) -> None:
        """Something worth knowing about it."""

    def failed(self, why: str) -> None:
        """It went wrong."""


class Tracer(Protocol):
    """Makes spans."""

    def span(self, name: str, headers: Mapping[str, str] = NO_HEADERS) -> AbstractContextManager[Span]:
        """A span around what is done meanwhile; `headers` may say which trace the request belongs to."""

    def outgoing(self) -> Mapping[str, str]:
        """The headers that let whoever is asked go on with the trace."""


class NoSpan:
    """A span that nobody records."""

    ids: Ids = MappingProxyType({})

    def note(self, name: str, value: str | int | float) -> None:
        """Nothing."""

    def failed(self, why: str) -> None:
        """Nothing."""


class NoTracer:
    """Where nobody follows traces."""

    @contextmanager
    def span(
        self,
        name: str,  # noqa: ARG002 - the protocol
        headers: Mapping[str, str] = NO_HEADERS,  # noqa: ARG002 - the protocol
    ) -> Iterator[Span]:
        """Nothing."""
        yield NoSpan()

    def outgoing(self) -> Mapping[str, str]:
        """None."""
        return NO_HEADERS
