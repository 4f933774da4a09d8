"""Whose business this is: the ids that every log line and every request of a turn or a delivery carries."""

import re
from collections.abc import Mapping
from contextvars import ContextVar
from hashlib import blake2b
from secrets import token_hex
from types import MappingProxyType

from bot.teams.fields import JsonObject, text_at

REQUEST_ID = "X-Request-ID"
TRACE_PARENT = "traceparent"
GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
# Version, trace, parent and flags (source: W3C, Trace Context).
TRACE = re.compile(r"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
ID_BYTES = 8

Ids = Mapping[str, object]

NONE: Ids = MappingProxyType({})
# It belongs to whatever task runs, and to the tasks that one starts; a turn, a tick and a delivery set it.
IDS: ContextVar[Ids] = ContextVar("lageskoll.ids", default=NONE)
# Which process it is, where the service is several. It is set once, before anything else is begun.
OF_PROCESS: ContextVar[Ids] = ContextVar("lageskoll.ids_of_process", default=NONE)


def turn_id(headers: Mapping[str, str], body: JsonObject) -> str:
    """What a turn is called: as the proxy calls the request, or its trace; else made from Teams' own id.

    Teams' id can hold more than we want in a log. When Teams tries the same again, the id is the same.
    """
    given = headers.get(REQUEST_ID, "")
    if GIVEN.fullmatch(given):
        return given
    if found := TRACE.fullmatch(headers.get(TRACE_PARENT, "")):
        return found[1]
    activity_id = text_at(body, "id")
    if not activity_id:
        return token_hex(ID_BYTES)
    of_talk = f"{text_at(body, 'conversation', 'id')}\n{activity_id}"
    return blake2b(of_talk.encode("utf-8", "surrogatepass"), digest_size=ID_BYTES).hexdigest()


def outgoing() -> dict[str, str]:
    """The headers that tell whoever we ask, and their support, what it was about; none where nothing is."""
    ids = IDS.get()
    if "turn" in ids:
        return {REQUEST_ID: str(ids["turn"])}
    if "delivery" in ids:
        return {REQUEST_ID: f"delivery-{ids['delivery']}-{ids['attempt']}"}
    return {}
