"""Whoever watches what happens because time passes: told of each tick, message and pause; decides nothing."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from domain.people import TenantId
from scheduler.deeds import Deed
from storage.claims import Delivery, Settlement


@dataclass(slots=True, kw_only=True)
class Tick:
    """One beat of the clock, and what came of it."""

    deeds: Sequence[Deed] = ()
    has_failed: bool = False


class Observer(Protocol):
    """Is told of everything while it happens, so it takes no time and raises nothing."""

    def tick(self, name: str, every_seconds: float) -> AbstractContextManager[Tick]:
        """A beat that comes every so many seconds, from its beginning to its end."""

    def duty(self, name: str) -> AbstractContextManager[None]:
        """One of the duties of a beat, from its beginning to its end."""

    def tour(self, tenant_id: TenantId) -> AbstractContextManager[None]:
        """A tenant's messages that are due, from the first to the last."""

    def attempting(self, delivery: Delivery) -> None:
        """A message is about to be sent, by the task that runs."""

    def settled(self, settlement: Settlement) -> None:
        """How a message went has been written down."""

    def throttled(self) -> None:
        """Teams has answered that it was too much."""


class Nobody:
    """Where nobody watches."""

    @contextmanager
    def tick(self, name: str, every_seconds: float) -> Iterator[Tick]:  # noqa: ARG002 - the protocol
        """Nothing."""
        yield Tick()

    @contextmanager
    def duty(self, name: str) -> Iterator[None]:  # noqa: ARG002 - the protocol
        """Nothing."""
        yield

    @contextmanager
    def tour(self, tenant_id: TenantId) -> Iterator[None]:  # noqa: ARG002 - the protocol
        """Nothing."""
        yield

    def attempting(self, delivery: Delivery) -> None:
        """Nothing."""

    def settled(self, settlement: Settlement) -> None:
        """Nothing."""

    def throttled(self) -> None:
        """Nothing."""
