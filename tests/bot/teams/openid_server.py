"""An OpenID provider on this machine, with keys like Microsoft's and a pen to sign with."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from functools import cache
from types import TracebackType
from typing import Any, Self

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa

ISSUER = "https://api.botframework.com"
APP_ID = "5f0f8a4e-6a0e-4b0e-9d0b-0a6a7c1f2e3d"
SERVICE_URL = "https://smba.trafficmanager.net/emea/"

FIRST_KEY = "first-key"


@cache
def rsa_key(name: str) -> rsa.RSAPrivateKey:  # noqa: ARG001 - the cache tells keys apart by it
    """A private key of that name, the same for the whole test run; making one takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def claims_for(
    *, app_id: str = APP_ID, service_url: str = SERVICE_URL, issuer: str = ISSUER
) -> dict[str, object]:
    """The claims of an honest token, good for an hour."""
    now = int(time.time())
    return {"iss": issuer, "aud": app_id, "serviceurl": service_url, "nbf": now - 300, "exp": now + 3600}


class OpenIdServer:
    """Serves the metadata and the keys; counts how often the keys are asked for."""

    def __init__(self, *, issuer: str = ISSUER) -> None:
        self.issuer = issuer
        self.metadata_requests = 0
        self.key_requests = 0
        self.status = 200
        self.answers = asyncio.Event()
        self.answers.set()
        self.answers_metadata = asyncio.Event()
        self.answers_metadata.set()
        self._endorsements: dict[str, list[str]] = {FIRST_KEY: ["msteams", "webchat"]}
        application = web.Application()
        application.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        application.router.add_get("/v1/.well-known/keys", self._keys)
        # A tenant of Entra publishes its keys in the same way, at an address of its own.
        application.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._metadata)
        self._server = TestServer(application)

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.close()

    @property
    def issuer_url(self) -> str:
        """The address of the metadata, for `LAGESKOLL_OPENID_METADATA_URL`."""
        return str(self._server.make_url("/v1/.well-known/openidconfiguration"))

    @property
    def authority(self) -> str:
        """The address of the whole provider, for `LAGESKOLL_LOGIN_AUTHORITY`."""
        return str(self._server.make_url("/")).rstrip("/")

    def sign(
        self,
        claims: Mapping[str, object] | None = None,
        *,
        key_id: str = FIRST_KEY,
        key: rsa.RSAPrivateKey | None = None,
        without: Iterable[str] = (),
        **overrides: object,
    ) -> str:
        """A token with these claims, honest ones where none are given, changed by `overrides`."""
        content = {**(claims if claims is not None else claims_for(issuer=self.issuer)), **overrides}
        for name in without:
            content.pop(name)
        return jwt.encode(content, key or rsa_key(key_id), algorithm="RS256", headers={"kid": key_id})

    def headers(self, **overrides: Any) -> dict[str, str]:
        """The headers of an honest request, with the token changed by `overrides`."""
        return {"Authorization": f"Bearer {self.sign(**overrides)}"}

    def publish(self, key_id: str, *, endorsements: Iterable[str] = ("msteams",)) -> None:
        """Add a key."""
        self._endorsements[key_id] = list(endorsements)

    def withdraw(self, key_id: str) -> None:
        """Take a key away."""
        del self._endorsements[key_id]

    async def _metadata(self, _: web.Request) -> web.Response:
        self.metadata_requests += 1
        await self.answers_metadata.wait()
        keys_url = str(self._server.make_url("/v1/.well-known/keys"))
        return web.json_response({"issuer": self.issuer, "jwks_uri": keys_url}, status=self.status)

    async def _keys(self, _: web.Request) -> web.Response:
        self.key_requests += 1
        await self.answers.wait()
        return web.json_response({"keys": [self._listed(key_id) for key_id in self._endorsements]})

    def _listed(self, key_id: str) -> dict[str, object]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(rsa_key(key_id).public_key(), as_dict=True)
        return {**public, "kid": key_id, "use": "sig", "endorsements": self._endorsements[key_id]}
