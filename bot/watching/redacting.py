"""The last defence of the log: takes out what looks like a token, a password or an e-mail address."""

import re
from collections.abc import Mapping, MutableMapping
from types import NoneType
from typing import Any

HIDDEN = "[hidden]"
# Most lines hold none of these, and to see that costs nearly nothing.
SIGNS = ("@", "eyJ", "earer ", "EARER ", "=", "secret", "assword")
NUMBERS = (int, float, NoneType)
PATTERNS = (
    # JSON Web Tokens, with or without their signature.
    (re.compile(r"eyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]*){0,2}"), HIDDEN),
    (re.compile(r"(?i)\b(bearer|basic) +[A-Za-z0-9._~+/=-]{6,}"), rf"\1 {HIDDEN}"),
    # user:password@host in an address
    (re.compile(r"(://[^\s:/@]*):[^\s/@]+@"), rf"\1:{HIDDEN}@"),
    # sig=… and the like, in an address, a form or a message
    (
        re.compile(
            r"(?i)\b(sig|token|access_token|tempauth|client_secret|client_assertion|app_secret|password|secret)"
            r"(=|[\"']?: ?[\"'])[^\s&\"',;]+"
        ),
        rf"\1\2{HIDDEN}",
    ),
    (re.compile(r"[^\s@<>\"'(),;:=\[\]]{1,64}@[^\s@<>\"'(),;:=\[\]]{1,255}\.\w{2,}"), HIDDEN),
)


def redact(_logger: object, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The line as it may be written (structlog's processor)."""
    if _is_plain(line):
        return line
    for key, value in line.items():
        line[key] = _clean(value)
    return line


def needs_a_closer_look(text: str) -> bool:
    """Whether something in a text, or in a whole line of JSON, may have to be taken out.

    JSON writes every one of the signs as it is.
    """
    return any([sign in text for sign in SIGNS])  # noqa: C419 - a list is faster here


def _is_plain(line: Mapping[str, Any]) -> bool:
    """Whether nothing in it needs a closer look, as in nearly all lines; asked of all its texts together."""
    texts = []
    for value in line.values():
        if isinstance(value, str):
            texts.append(value)
        elif not isinstance(value, NUMBERS):
            return False
    return not needs_a_closer_look("\n".join(texts))


def _clean(value: Any) -> Any:  # noqa: ANN401 - a line holds anything
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, Mapping):
        return {key: _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value


def cleaned(text: str) -> str:
    """A text without what looks like a token, a password or an e-mail address."""
    if needs_a_closer_look(text):
        for pattern, instead in PATTERNS:
            text = pattern.sub(instead, text)
    return text
