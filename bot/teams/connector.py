"""Carries our messages to Teams over one pooled session; the only place that sends anything."""

import re
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote

import aiohttp
import orjson
from yarl import URL

from bot.entra.own_token import TokenError, Tokens
from bot.teams import outbound
from bot.teams.errors import INVALID_HOST_CODE, classify
from bot.teams.fields import JsonObject, object_at, text_at
from bot.teams.hosts import GCC_SERVICE_URL, ServiceHosts
from bot.teams.patience import Patience
from bot.teams.proxies import requests_by_proxy
from bot.teams.talks import Talks
from bot.watching.requests import RequestWatch
from cards.card import Card
from domain.chat_files import FileOffer, Upload
from domain.contact import ContactPoint, Member
from domain.deliveries import FailureReason
from scheduler.messenger import DeliveryError

PATIENCE_SECONDS = 20.0
TIMEOUT = aiohttp.ClientTimeout(total=PATIENCE_SECONDS, sock_connect=5)
# Of messages there are many: how long each takes in all is looked after by our own `Patience`.
TIMEOUT_OF_MANY = aiohttp.ClientTimeout(total=None, sock_connect=TIMEOUT.sock_connect)
# As many as may be on their way at once from the outbox, and some for people who wait.
MOST_CONNECTIONS = 320
# Nearly every character of an id stands for itself, and to see that costs less than to quote it.
QUOTED = re.compile(r"[^A-Za-z0-9_.~-]")
CHARACTERS_IN_MIND = 256
JSON_BOTH_WAYS = {"Content-Type": "application/json", "Accept": "application/json"}
# A tenant may have one of its own.
SERVICES_IN_MIND = 1024


def open_session(*, proxy_from_environment: bool) -> aiohttp.ClientSession:
    """The process's one session for talking to Teams; close it when the service stops."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=MOST_CONNECTIONS),
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=TIMEOUT,
        request_class=requests_by_proxy() if proxy_from_environment else aiohttp.ClientRequest,
    )


class TeamsMessenger:
    """A `Messenger` over the Bot Connector's REST interface. It retries nothing: the outbox does."""

    def __init__(
        self,
        *,
        session: aiohttp.ClientSession,
        tokens: Tokens,
        hosts: ServiceHosts,
        app_id: str,
        watch: RequestWatch | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._session = session
        self._watch = watch or RequestWatch()
        self._patience = patience or Patience(PATIENCE_SECONDS)
        self._tokens = tokens
        self._hosts = hosts
        self._bot_id = f"28:{app_id}"
        self._talks = Talks()

    async def send(self, contact: ContactPoint, card: Card) -> str:
        """Post a card as a new message; returns its id, "" when Teams gave none. Raises `DeliveryError`."""
        return await self._post_message(contact, outbound.card_message(contact, card))

    async def say(self, contact: ContactPoint, text: str) -> str:
        """Post a plain sentence; returns its id, or "" when Teams gave none. Raises `DeliveryError`."""
        return await self._post_message(contact, outbound.text_message(contact, text))

    async def offer_file(self, contact: ContactPoint, offer: FileOffer) -> str:
        """Ask whether somebody wants a file; returns the message's id. Raises `DeliveryError`."""
        return await self._post_message(contact, outbound.consent_message(contact, offer))

    async def show_file(self, contact: ContactPoint, file: Upload) -> str:
        """Show a file that lies among somebody's own; returns the message's id. Raises `DeliveryError`."""
        return await self._post_message(contact, outbound.file_message(contact, file))

    async def update(self, contact: ContactPoint, message_id: str, card: Card) -> None:
        """Replace one of our own messages. Raises `DeliveryError`."""
        path = f"{_conversation(contact)}/activities/{_escaped(message_id)}"
        activity = {**outbound.card_message(contact, card), "id": message_id}
        await self._write("PUT", contact, path, activity)

    async def open_conversation(self, contact: ContactPoint) -> str:
        """Open the personal chat with somebody who has the app; returns its id. Raises `DeliveryError`."""
        wish = outbound.conversation_request(contact, self._bot_id)
        answer = await self._call("POST", contact, "v3/conversations", wish)
        return _required(answer, "id")

    async def look_up(self, contact: ContactPoint) -> Member:
        """Ask the roster who the contact point's user is. Raises `DeliveryError`."""
        user = _escaped(contact.teams_user_id or contact.entra_object_id)
        answer = await self._call("GET", contact, f"{_conversation(contact)}/members/{user}", None)
        return _member(answer)

    async def _post_message(self, contact: ContactPoint, activity: outbound.Activity) -> str:
        answer = await self._write("POST", contact, f"{_conversation(contact)}/activities", activity)
        return text_at(answer, "id")

    async def _write(
        self, method: str, contact: ContactPoint, path: str, activity: outbound.Activity
    ) -> JsonObject:
        conversation_id = contact.conversation_id
        if not self._talks.begin(conversation_id):
            await self._talks.turn(conversation_id)
        try:
            return await self._call(method, contact, path, activity)
        finally:
            self._talks.end(conversation_id)

    async def _call(
        self, method: str, contact: ContactPoint, path: str, content: outbound.Activity | None
    ) -> JsonObject:
        """One request; a person in the government cloud may be found on its own host instead, once."""
        try:
            return await self._request(method, contact.service_url, path, content)
        except DeliveryError as error:
            moved = replace(contact, service_url=GCC_SERVICE_URL)
            if error.code != INVALID_HOST_CODE or moved == contact or not self._hosts.allows(GCC_SERVICE_URL):
                raise
        return await self._request(method, moved.service_url, path, content)

    async def _request(
        self, method: str, service_url: str, path: str, content: outbound.Activity | None
    ) -> JsonObject:
        if not self._hosts.allows(service_url):
            raise DeliveryError(FailureReason.REJECTED, permanent=True, code="ServiceUrlNotAllowed")
        service = _service(service_url)
        address = service.with_path(f"{service.raw_path}{path}", encoded=True)
        headers = await self._headers()
        body = None if content is None else _encoded(content)
        with self._watch.request(method):
            return await self._answered(method, address, headers, body)

    async def _answered(
        self, method: str, address: URL, headers: dict[str, str], body: bytes | None
    ) -> JsonObject:
        try:
            with self._patience.within():
                answer = await self._session.request(
                    method,
                    address,
                    data=body,
                    headers=headers,
                    allow_redirects=False,
                    timeout=TIMEOUT_OF_MANY,
                )
                # Once it has been read to its end, or cannot be, it has let go of its connection by itself.
                received = await answer.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise DeliveryError(
                FailureReason.UNAVAILABLE, permanent=False, code=type(error).__name__
            ) from error
        if not 200 <= answer.status < 300:  # noqa: PLR2004 - what HTTP calls success
            raise classify(answer.status, answer.headers, received)
        return _parsed(received)

    async def _headers(self) -> dict[str, str]:
        try:
            token = await self._tokens.token()
        except TokenError as error:
            raise DeliveryError(FailureReason.UNAVAILABLE, permanent=False, code="NoToken") from error
        headers = JSON_BOTH_WAYS | self._watch.headers()
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return headers


@lru_cache(maxsize=SERVICES_IN_MIND)
def _service(service_url: str) -> URL:
    return URL(f"{service_url.rstrip('/')}/", encoded=True)


def _conversation(contact: ContactPoint) -> str:
    """The path of the conversation; nobody can be written to before one has been opened."""
    if not contact.conversation_id:
        raise DeliveryError(FailureReason.CONVERSATION_GONE, permanent=True, code="NoConversation")
    return f"v3/conversations/{_escaped(contact.conversation_id)}"


def _escaped(segment: str) -> str:
    """One segment of a path, whatever an id holds; a segment of dots alone would climb."""
    if not segment.strip("."):
        return segment.replace(".", "%2E")
    return QUOTED.sub(lambda found: _quoted(found[0]), segment)


@lru_cache(maxsize=CHARACTERS_IN_MIND)
def _quoted(character: str) -> str:
    return quote(character, safe="")


def _encoded(content: outbound.Activity) -> bytes:
    try:
        return outbound.encoded(content)
    except TypeError as error:
        raise DeliveryError(FailureReason.FAULT, permanent=True, code="NotJson") from error


def _parsed(received: bytes) -> JsonObject:
    """The answer; success with something else than an object in it is still success."""
    try:
        return object_at(orjson.loads(received))
    except orjson.JSONDecodeError:
        return {}


def _required(answer: JsonObject, name: str) -> str:
    found = text_at(answer, name)
    if not found:
        raise DeliveryError(FailureReason.FAULT, permanent=True, code="UnreadableAnswer")
    return found


def _member(answer: JsonObject) -> Member:
    """A member of the roster; Teams has spelled the Entra object id in two ways."""
    object_id = text_at(answer, "aadObjectId") or _required(answer, "objectId")
    addresses = (text_at(answer, "email"), text_at(answer, "userPrincipalName"))
    return Member(
        entra_object_id=object_id,
        name=text_at(answer, "name"),
        addresses=tuple(dict.fromkeys(address.strip().lower() for address in addresses if address.strip())),
    )
