"""Reads fields out of JSON that may hold anything; what is missing is empty, never an error."""

from collections.abc import Mapping

from cards.card import JsonValue

JsonObject = Mapping[str, JsonValue]


def value_at(body: JsonValue | JsonObject, *path: str) -> JsonValue | JsonObject:
    """What stands at the path; None where the path ends early."""
    found = body
    for name in path:
        if not isinstance(found, dict):
            return None
        found = found.get(name)
    return found


def text_at(body: JsonValue | JsonObject, *path: str) -> str:
    """The text at the path; "" for anything else."""
    found = value_at(body, *path)
    return found if isinstance(found, str) else ""


def object_at(body: JsonValue | JsonObject, *path: str) -> JsonObject:
    """The object at the path; empty for anything else."""
    found = value_at(body, *path)
    return found if isinstance(found, dict) else {}


def objects_at(body: JsonValue | JsonObject, *path: str) -> list[JsonObject]:
    """The objects in the list at the path; other members are passed over."""
    found = value_at(body, *path)
    if not isinstance(found, list):
        return []
    return [member for member in found if isinstance(member, dict)]
