"""What every server is asked to do, and how it is weighed while it runs; the standard library alone.

A server's script is run with the errand as JSON. On its standard input `begin` starts the weighing and `tell`
asks for the figures; when the input ends the server ends too.
"""

import json
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.peers.errand import tell
from bench.peers.gauge import Gauge

MESSAGES = "/api/messages"
HOST = "127.0.0.1"
CARD_TYPE = "application/vnd.microsoft.card.adaptive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Answer every press of a button with a card, on that port.

    Tokens are for `app_id`; the provider's metadata is at `openid_url`, its keys beside it at `keys_url`.
    """

    port: int
    app_id: str
    issuer: str
    openid_url: str
    keys_url: str
    card_file: str

    def answer(self) -> dict[str, Any]:
        """What Teams wants to hear: the card that takes the pressed one's place."""
        card = json.loads(Path(self.card_file).read_text(encoding="utf-8"))
        return {"statusCode": 200, "type": CARD_TYPE, "value": card}

    def as_json(self) -> str:
        """For the command line."""
        return json.dumps(asdict(self))


def given() -> Errand:
    """The errand of this process."""
    return Errand(**json.loads(sys.argv[1]))


def attend(gauge: Gauge, at_end: Callable[[], object] = lambda: os._exit(0)) -> None:
    """Listen to the standard input in a thread, since the loop belongs to whichever server it is."""

    def listen() -> None:
        for line in sys.stdin:
            if line.strip() == "begin":
                gauge.begin()
            else:
                tell(gauge.so_far())
        at_end()

    threading.Thread(target=listen, daemon=True).start()
