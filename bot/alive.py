"""The container's health check: asks the service on this machine whether it lives. `python -m bot.alive`."""

import os
import sys
from collections.abc import Mapping
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

# Nothing else is imported: this runs twice a minute for as long as the container does.
EVERY_ADDRESS = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - nobody listens here
USUAL_HOST = "127.0.0.1"
USUAL_PORT = 3978
PATIENCE_SECONDS = 4
DEAD = 1


def is_alive(environment: Mapping[str, str]) -> bool:
    """Whether `GET /healthz` answers 200 where these settings say that the service listens."""
    host = environment.get("LAGESKOLL_HOST") or USUAL_HOST
    try:
        port = int(environment.get("LAGESKOLL_PORT") or USUAL_PORT)
        connection = HTTPConnection(EVERY_ADDRESS.get(host, host), port, timeout=PATIENCE_SECONDS)
        with closing(connection):
            connection.request("GET", "/healthz")
            return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException, ValueError):
        return False


if __name__ == "__main__":
    sys.exit(0 if is_alive(os.environ) else DEAD)
