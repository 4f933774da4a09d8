"""A platform that knows its managed identities: Azure's virtual machines and its Container Apps."""

import time
import uuid
from types import TracebackType
from typing import Self

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.bot.teams.openid_server import rsa_key
from tests.flows.app_registration import Trust

IDENTITY = "7c0ffee0-0000-4000-8000-000000000001"
OBJECT_ID = "7c0ffee0-0000-4000-8000-000000000002"
ISSUER = "https://login.microsoftonline.com/8c2f6d5e-1b7a-4c39-9f53-6a1d7e0b4c21/v2.0"
EXCHANGE = "api://AzureADTokenExchange"
KEY = "the platform's"
HEADER = "the-header-that-only-the-container-knows"


def trust() -> Trust:
    """What an app registration is told, so as to take this platform's word for an identity."""
    return Trust(key=rsa_key(KEY).public_key(), issuer=ISSUER, subject=OBJECT_ID, audience=EXCHANGE)


def assertion(
    *, audience: str = EXCHANGE, subject: str = OBJECT_ID, key: str = KEY, lasts: int = 3600
) -> str:
    """The platform's word for an identity."""
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "sub": subject,
        "aud": audience,
        "exp": now + lasts,
        "nbf": now - 7200,
        "jti": str(uuid.uuid4()),
    }
    return jwt.encode(claims, rsa_key(key), algorithm="RS256", headers={"kid": key})


class Platform:
    """Gives whoever runs here their identity's token; `asked` is for whom and for what."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        application = web.Application()
        application.router.add_get("/metadata/identity/oauth2/token", self._of_machine)
        application.router.add_get("/msi/token", self._of_container)
        self._server = TestServer(application)

    async def __aenter__(self) -> Self:
        await self._server.start_server()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.close()

    @property
    def machine(self) -> dict[str, str]:
        """The environment on a virtual machine."""
        return {"AZURE_POD_IDENTITY_AUTHORITY_HOST": str(self._server.make_url("/"))}

    @property
    def container(self) -> dict[str, str]:
        """The environment in a Container App."""
        return {"IDENTITY_ENDPOINT": str(self._server.make_url("/msi/token")), "IDENTITY_HEADER": HEADER}

    async def _of_machine(self, request: web.Request) -> web.Response:
        # Whoever tricks a service into fetching an address cannot make it send this.
        if request.headers.get("Metadata") != "true":
            return web.json_response({"error": "bad_request"}, status=400)
        return self._answer(request, "expires_in", 3600)

    async def _of_container(self, request: web.Request) -> web.Response:
        if request.headers.get("X-IDENTITY-HEADER") != HEADER:
            return web.json_response({"statusCode": 401, "message": "no"}, status=401)
        return self._answer(request, "expires_on", int(time.time()) + 3600)

    def _answer(self, request: web.Request, until: str, when: int) -> web.Response:
        whose, resource = request.query["client_id"], request.query["resource"]
        self.asked.append((whose, resource))
        if whose != IDENTITY:
            return web.json_response({"error": "invalid_request", "statusCode": 400}, status=400)
        answer = web.json_response(
            {"access_token": assertion(audience=resource), until: str(when), "token_type": "Bearer"}
        )
        answer.force_close()
        return answer
