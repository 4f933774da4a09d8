"""What types are called, and the codes that a type has."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import get_args, get_origin

from domain.people import Language
from reports.open_data import code_words
from reports.wording import Wording

Codes = tuple[tuple[str, str], ...]


def kind(hint: object, words: Wording) -> str:
    """A type in words, such as “whole number, or nothing”."""
    say = words.say
    inner = _inner(hint)
    if NoneType in get_args(hint):
        return say("{kind}, or nothing", kind=kind(inner[0], words))
    if get_origin(hint) is tuple:
        return say("list: {kind}", kind=kind(inner[0], words))
    if get_origin(hint) is Mapping:
        return say("object: {key} → {value}", key=kind(inner[0], words), value=kind(inner[1], words))
    if is_dataclass(hint) and isinstance(hint, type):
        return hint.__name__
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return say("code")
    return _simple(words)[hint]


def codes(hint: object, words: Wording) -> Codes:
    """The codes that a type has, each with what it is called; none for most types."""
    inner = _inner(hint)
    if inner:
        return codes(inner[0], words)
    if not isinstance(hint, type) or not issubclass(hint, StrEnum):
        return ()
    if hint is Language:
        return tuple((each.value, _languages(words)[each]) for each in Language)
    return tuple((each.value, code_words.word(each, words)) for each in hint)


def _inner(hint: object) -> list[object]:
    return [each for each in get_args(hint) if each not in {NoneType, Ellipsis}]


def _simple(words: Wording) -> Mapping[object, str]:
    say = words.say
    return {
        int: say("whole number"),
        str: say("text"),
        bool: say("true or false"),
        date: say("day (YYYY-MM-DD)"),
        datetime: say("instant in UTC (YYYY-MM-DDThh:mm:ssZ)"),
        Decimal: say("decimal number"),
    }


def _languages(words: Wording) -> Mapping[Language, str]:
    return {Language.SWEDISH: words.say("Swedish"), Language.ENGLISH: words.say("English")}
