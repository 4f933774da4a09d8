"""The event loop that the service runs on: uvloop where there is one, else Python's own."""

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any


def run(service: Coroutine[Any, Any, None]) -> None:
    """Run a service to its end."""
    if sys.platform == "win32":
        asyncio.run(service)
    else:
        import uvloop  # noqa: PLC0415 - there is none for Windows

        uvloop.run(service)
