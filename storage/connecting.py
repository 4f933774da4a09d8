"""Connects with the password that is good now, so that it can be exchanged while the service runs."""

from collections.abc import Callable, MutableMapping
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

PasswordNow = Callable[[], str | None]


def connect_with(engine: AsyncEngine, password: PasswordNow) -> None:
    """Ask for the password whenever the engine makes a connection; None leaves the one in the URL.

    Those that are open stay so: the server asked for their password when they were made, and not again.
    """

    def _connecting(_: object, __: object, ___: object, details: MutableMapping[str, Any]) -> None:
        found = password()
        if found is not None:
            details["password"] = found

    event.listen(engine.sync_engine, "do_connect", _connecting)
