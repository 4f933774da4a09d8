"""Microsoft's logins on this machine: the keys that inbound tokens are signed with, and the bot's own token.

Run as `python -m bench.identity CERTIFICATE`; it prints an `Identity` and serves until its input ends.
"""

import asyncio
import json
import ssl
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from bench.certificates import HOST

ISSUER = "https://api.botframework.com"
APP_ID = "5f0f8a4e-6a0e-4b0e-9d0b-0a6a7c1f2e3d"
SERVICE_URL = "https://smba.trafficmanager.net/emea/"
KEY_ID = "bench-key"
HOUR = 3600
METADATA = "/v1/.well-known/openidconfiguration"
KEYS = "/v1/.well-known/keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Where the keys are, where the bot logs in, and a token as Teams would send it."""

    openid_url: str
    keys_url: str
    authority: str
    token: str


class _Provider:
    def __init__(self) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.keys = web.Application()
        self.keys.router.add_get(METADATA, self._metadata)
        self.keys.router.add_get(KEYS, self._listed)
        self.login = web.Application()
        self.login.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._discovery)
        self.login.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)

    def signed(self) -> str:
        """An honest token, good for an hour."""
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": APP_ID,
            "serviceurl": SERVICE_URL,
            "nbf": now - 300,
            "exp": now + HOUR,
        }
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": KEY_ID})

    async def _metadata(self, request: web.Request) -> web.Response:
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"http://{request.host}{KEYS}"})

    async def _listed(self, _: web.Request) -> web.Response:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        key = {**public, "kid": KEY_ID, "use": "sig", "endorsements": ["msteams"]}
        return web.json_response({"keys": [key]})

    async def _discovery(self, request: web.Request) -> web.Response:
        tenant = f"https://{request.host}/{request.match_info['tenant']}"
        return web.json_response(
            {
                "issuer": f"{tenant}/v2.0",
                "authorization_endpoint": f"{tenant}/oauth2/v2.0/authorize",
                "token_endpoint": f"{tenant}/oauth2/v2.0/token",
            }
        )

    async def _token(self, _: web.Request) -> web.Response:
        return web.json_response({"access_token": "bench", "expires_in": HOUR, "token_type": "Bearer"})


async def serve(certificate: Path) -> None:
    """Serve both until the standard input ends."""
    provider = _Provider()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    keys, login = await _started(provider.keys), await _started(provider.login, context)
    identity = Identity(
        openid_url=f"http://{keys}{METADATA}",
        keys_url=f"http://{keys}{KEYS}",
        authority=f"https://{login}",
        token=provider.signed(),
    )
    sys.stdout.write(json.dumps(asdict(identity)) + "\n")
    sys.stdout.flush()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


async def _started(application: web.Application, context: ssl.SSLContext | None = None) -> str:
    """Serve on a free port; returns host and port."""
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, 0, ssl_context=context).start()
    return f"{HOST}:{runner.addresses[0][1]}"


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
