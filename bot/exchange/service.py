"""What a system is called that brings its answers in a file, and what its answers are called."""

import json
from collections.abc import Mapping
from hashlib import sha256

from bot.exchange.mapping import FileMapping
from bot.exchange.mapping_checks import same
from bot.exchange.subjects import Subject
from domain.answers import AnswerId
from domain.brought import Service

BY_FILE = "file:"
OF_ROW = "row:"


def service_of(mapping: FileMapping) -> Service:
    """The same for every mapping of the same system; never one that comes through the API."""
    return Service(client_id=BY_FILE + same(mapping.client), name=mapping.client)


def id_of(texts: Mapping[Subject, str], before: AnswerId | None) -> str:
    """An id for an answer to which its system gives none.

    What was there and is there again is an answer anew, so the system's answer `before` it counts too.
    """
    return f"{_mark(texts)}{before or 0}"


def is_of(external_id: str, texts: Mapping[Subject, str]) -> bool:
    """Whether the answer came of such a row."""
    return external_id.startswith(_mark(texts))


def is_theirs(external_id: str) -> bool:
    """Whether the system itself calls the answer so."""
    return not external_id.startswith(OF_ROW)


def _mark(texts: Mapping[Subject, str]) -> str:
    return f"{OF_ROW}{sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()}:"
