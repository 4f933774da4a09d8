"""A token that is always at hand, so that no login is asked for; the SDK wants to be able to read it."""

import time

import jwt

TOKEN = jwt.encode({"appid": "bench", "exp": int(time.time()) + 3600}, "x" * 32, algorithm="HS256")


def app_token(*_: object) -> str:
    """A token for the SDK's `token` option: good for an hour, and nobody will look at its signature."""
    return TOKEN
