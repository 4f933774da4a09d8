"""A Bot Connector on this machine that answers under Microsoft's own name, with a certificate of its own."""

import asyncio
import socket
import ssl
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import aiohttp
import orjson
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot.settings import TEAMS_SERVICE_HOSTS
from cards.card import JsonValue
from domain.contact import ContactPoint
from tests.fakes.sharepoint import HOST, LARGEST_TAKEN, Drive

SERVICE_URL = "https://smba.trafficmanager.net/emea/"


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One request as it came."""

    method: str
    host: str
    path: str
    authorization: str
    request_id: str
    body: Mapping[str, JsonValue]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """An answer to give instead of the usual one."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def refusal(status: int, code: str, **headers: str) -> Prepared:
    """A refusal as the connector writes it."""
    body = orjson.dumps({"error": {"code": code, "message": "No."}})
    return Prepared(status=status, body=body, headers={n.replace("_", "-"): v for n, v in headers.items()})


class ConnectorServer:
    """Knows every conversation, remembers its messages, and refuses whom it is told to refuse."""

    service_url = SERVICE_URL

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.members: dict[str, dict[str, JsonValue]] = {}
        self._messages: dict[str, dict[str, Mapping[str, JsonValue]]] = {}
        self._refusals: dict[str, Prepared] = {}
        self._next: deque[Prepared] = deque()
        self._open_gate = asyncio.Event()
        self._open_gate.set()
        self._heard_more = asyncio.Condition()
        application = web.Application(client_max_size=LARGEST_TAKEN)
        conversation = r"/{region}/v3/conversations/{conversation}"
        application.router.add_post(r"/{region}/v3/conversations", self._open)
        application.router.add_post(f"{conversation}/activities", self._post)
        application.router.add_put(f"{conversation}/activities/{{message}}", self._put)
        application.router.add_get(f"{conversation}/members/{{member}}", self._member)
        self.drive = Drive()
        self.drive.open_on(application)
        self._server = TestServer(application, scheme="https")

    async def __aenter__(self) -> Self:
        await self._server.start_server(ssl=_certificate().server_context())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.close()

    def session(self, connections: int = 100) -> aiohttp.ClientSession:
        """A session to which this server is every Teams host, over so many connections at most."""
        resolver = _Signpost(self._server.port or 0)
        context = _certificate().client_context()
        connector = aiohttp.TCPConnector(resolver=resolver, ssl=context, limit=connections)
        return aiohttp.ClientSession(connector=connector)

    def answer_next(self, *answers: Prepared) -> None:
        """Answer the coming requests so, whatever they are."""
        self._next.extend(answers)

    def refuse(self, conversation_id: str, answer: Prepared | None) -> None:
        """Answer so to everything in that conversation from now on; None lifts it."""
        if answer is None:
            self._refusals.pop(conversation_id, None)
        else:
            self._refusals[conversation_id] = answer

    def hold(self) -> None:
        """Answer nobody until `release`."""
        self._open_gate.clear()

    def release(self) -> None:
        """Answer everybody again."""
        self._open_gate.set()

    async def has_heard(self, requests: int) -> None:
        """Wait until so many requests have come."""
        async with self._heard_more:
            await self._heard_more.wait_for(lambda: len(self.heard) >= requests)

    def shown_in(self, contact: ContactPoint) -> list[Mapping[str, JsonValue]]:
        """The messages that stand in the conversation now, oldest first."""
        return list(self._messages.get(contact.conversation_id, {}).values())

    async def _open(self, request: web.Request) -> web.Response:
        body = await self._hear(request)
        members = body["members"]
        assert isinstance(members, list)
        assert isinstance(members[0], dict)
        return self._prepared("") or web.json_response({"id": f"a:{members[0]['id']}"}, status=201)

    async def _post(self, request: web.Request) -> web.Response:
        body = await self._hear(request)
        conversation = request.match_info["conversation"]
        if (prepared := self._prepared(conversation)) is not None:
            return prepared
        messages = self._messages.setdefault(conversation, {})
        message_id = f"{1_700_000_000_000 + len(self.heard)}"
        messages[message_id] = body
        return web.json_response({"id": message_id}, status=201)

    async def _put(self, request: web.Request) -> web.Response:
        body = await self._hear(request)
        conversation, message_id = request.match_info["conversation"], request.match_info["message"]
        if (prepared := self._prepared(conversation)) is not None:
            return prepared
        messages = self._messages.get(conversation, {})
        if message_id not in messages:
            return _response(refusal(404, "ActivityNotFoundInConversation"))
        messages[message_id] = body
        return web.json_response({"id": message_id})

    async def _member(self, request: web.Request) -> web.Response:
        await self._hear(request)
        member = self.members.get(request.match_info["member"])
        if (prepared := self._prepared(request.match_info["conversation"])) is not None:
            return prepared
        if member is None:
            return _response(refusal(404, "BotNotInConversationRoster"))
        return web.json_response(member)

    async def _hear(self, request: web.Request) -> Mapping[str, JsonValue]:
        received = await request.read()
        body: Mapping[str, JsonValue] = orjson.loads(received) if received else {}
        self.heard.append(
            Heard(
                method=request.method,
                host=request.host,
                path=request.raw_path,
                authorization=request.headers.get("Authorization", ""),
                request_id=request.headers.get("X-Request-ID", ""),
                body=body,
            )
        )
        async with self._heard_more:
            self._heard_more.notify_all()
        await self._open_gate.wait()
        return body

    def _prepared(self, conversation_id: str) -> web.Response | None:
        if self._next:
            return _response(self._next.popleft())
        refused = self._refusals.get(conversation_id)
        return _response(refused) if refused is not None else None


class _Signpost(AbstractResolver):
    """Every name leads to one port of this machine."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(
        self,
        host: str,
        port: int = 0,  # noqa: ARG002 - the resolver's interface
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002 - as above
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=self._port, family=socket.AF_INET, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        pass


@dataclass(frozen=True)
class _Certificate:
    certificate: bytes
    key: bytes

    def server_context(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "server.pem"
            path.write_bytes(self.certificate + self.key)
            context.load_cert_chain(path)
        return context

    def client_context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cadata=self.certificate.decode())


@cache
def _certificate() -> _Certificate:
    """A certificate for all Teams hosts, signed by itself, good for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test connector")])
    now = datetime.now(UTC)
    hosts = [x509.DNSName(host) for host in (*TEAMS_SERVICE_HOSTS, HOST)]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(hosts), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    return _Certificate(
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    )


def _response(prepared: Prepared) -> web.Response:
    return web.Response(status=prepared.status, body=prepared.body, headers=prepared.headers)
