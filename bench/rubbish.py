"""What strangers send: every kind of request that is no answer of anybody's, as bytes on the line."""

import base64
import json
import random
from collections.abc import Mapping
from dataclasses import dataclass

from bench.identity import APP_ID, ISSUER, KEY_ID, SERVICE_URL
from bench.peers.served import HOST, MESSAGES

SEED = 1
BODY = b'{"type":"message","text":"hej"}'
# What a signature by a key of 2,048 bits weighs.
SIGNATURE_BYTES = 256
CLAIMS = {"iss": ISSUER, "aud": APP_ID, "exp": 4_102_444_800, "serviceurl": SERVICE_URL}
LONG = 7_000
FAR_TOO_LONG = 9_000
BEGINNING = 16_000
FAR_TOO_LARGE = 10_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """What is sent, and whether it is all that was announced; after half of it nothing else can be sent."""

    request: bytes
    is_whole: bool = True


def kinds() -> dict[str, Piece]:
    """A piece of each kind by its name; they are the same each time."""
    return {name: Piece(request) for name, request in _whole().items()} | {
        "a body of 10 MB": Piece(_post({}, b"x" * BEGINNING, FAR_TOO_LARGE), is_whole=False),
    }


def _whole() -> dict[str, bytes]:
    chance = random.Random(SEED)  # noqa: S311 - chance, no secret
    return {
        "no token": _post({}),
        "letters for a token": _post(_bearer("x" * 800)),
        "no JSON in a token": _post(_bearer("eyJhbGciOiJS.eyJ.c2ln")),
        "a token of 7 kB": _post(_bearer("x" * LONG)),
        "a token of 9 kB": _post(_bearer("x" * FAR_TOO_LONG)),
        "a token without a signature": _post(_bearer(_token({"alg": "none"}, chance))),
        "a token signed with a password": _post(_bearer(_token({"alg": "HS256", "kid": KEY_ID}, chance))),
        "a token by an invented key": _post(_bearer(_token({"alg": "RS256", "kid": "invented"}, chance))),
        "a forged token by a known key": _post(_bearer(_token({"alg": "RS256", "kid": KEY_ID}, chance))),
        "another content type": _post({"Content-Type": "text/xml"}),
        "something packed": _post({"Content-Encoding": "gzip"}, chance.randbytes(200)),
        "an unknown address": _request("GET", "/wp-login.php", {}, b""),
        "another method": _request("GET", MESSAGES, {}, b""),
        "no HTTP at all": chance.randbytes(300) + b"\r\n\r\n",
    }


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _token(header: Mapping[str, str], chance: random.Random) -> str:
    parts = (json.dumps(header).encode(), json.dumps(CLAIMS).encode(), chance.randbytes(SIGNATURE_BYTES))
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


def _post(headers: Mapping[str, str], body: bytes = BODY, length: int | None = None) -> bytes:
    told = {"Content-Type": "application/json", "Content-Length": str(length or len(body)), **headers}
    return _request("POST", MESSAGES, told, body)


def _request(method: str, path: str, headers: Mapping[str, str], body: bytes) -> bytes:
    told = (f"{name}: {value}" for name, value in headers.items())
    return "\r\n".join([f"{method} {path} HTTP/1.1", f"Host: {HOST}", *told, "", ""]).encode() + body
