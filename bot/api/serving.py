"""From a request to an answer: who asks, what they may, what they want, and what they have already."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from types import MappingProxyType

from aiohttp import ETag, web
from aiohttp.helpers import ETAG_ANY

from bot.api import queries, receiving, types
from bot.api.callers import Client, Gate, TooOftenError, UnknownClientError
from bot.api.openapi import PLACE, description
from bot.api.operations import NUMBER, OPERATIONS, ROOT, Operation
from bot.api.problems import STATUSES, Code, ProblemError, not_found
from bot.api.queries import LARGEST_ID, LONGEST_NUMBER
from bot.api.reading import Asked, Library
from bot.api.refusals import Refusals
from bot.api.writing import Written

logger = logging.getLogger(__name__)

READING = ("GET", "HEAD")
JSON, PROBLEM = "application/json", "application/problem+json"
# It may be kept, by whoever asked, if they ask each time whether it is still so.
KEPT = MappingProxyType({"Cache-Control": "private, no-cache", "Vary": "Authorization"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Where services are served."""

    gate: Gate
    library: Library
    refusals: Refusals
    clock: Callable[[], datetime]

    def mount(self, application: web.Application) -> None:
        """Add every address below `/api/v1`; what is none of them is a problem like any other."""
        for path in dict.fromkeys(each.path for each in OPERATIONS):
            here = {each.method: each for each in OPERATIONS if each.path == path}
            application.router.add_route("*", ROOT + path, _Route(self, here).serve)
        application.router.add_route("*", ROOT + PLACE, _described)
        application.router.add_route("*", ROOT + "/{anything:.*}", _unknown)

    async def answer(self, request: web.Request, here: Mapping[str, Operation]) -> web.Response:
        """The answer, or what is wrong with the question; `here` is what can be done, by method."""
        client: Client | None = None
        operation = here.get("GET" if request.method == "HEAD" else request.method) or here["GET"]
        try:
            _check_method(request, (*READING, *(each for each in here if each not in READING)))
            client = await self.gate.admit(request.headers)
            client.check(operation.needs)
            return await self._answer(request, operation, client)
        except ProblemError as refused:
            await self.refusals.note(refused, operation.name, _named(client, refused))
            return problem(refused)
        except Exception:
            logger.exception("The API failed: %s", operation.name)
            return problem(ProblemError(Code.FAILED, "Try again; if it goes on, the service's log says why."))

    async def _answer(self, request: web.Request, operation: Operation, client: Client) -> web.Response:
        _check_accepted(request.headers)
        asked = Asked(
            client=client,
            query=queries.parsed(operation.query, request.query),
            ids=_ids(operation, request.match_info),
            at=self.clock(),
            number=_number(request.match_info),
            sent=await receiving.sent(request) if operation.sends else None,
            based_on=receiving.based_on(request) if operation.sends else None,
        )
        content = await operation.answer(self.library, asked)
        if isinstance(content, Written):
            return _written(content)
        body = content if isinstance(content, bytes) else content.model_dump_json().encode()
        return _unless_known(request, body, _mark(content, body))


@dataclass(frozen=True, slots=True)
class _Route:
    counter: Counter
    here: Mapping[str, Operation]

    async def serve(self, request: web.Request) -> web.Response:
        """What comes to one address."""
        return await self.counter.answer(request, self.here)


def problem(refused: ProblemError) -> web.Response:
    """The refusal as it is sent."""
    body = refused.problem.model_dump_json().encode()
    number = STATUSES[refused.code]
    return web.Response(body=body, status=number, content_type=PROBLEM, headers=refused.headers)


async def _described(request: web.Request) -> web.Response:
    """The description of it all, which says nothing of anybody and is open."""
    try:
        _check_method(request, READING)
    except ProblemError as refused:
        return problem(refused)
    return _unless_known(request, description(), _mark(None, description()))


async def _unknown(_: web.Request) -> web.Response:
    return problem(not_found("There is no such address; GET /api/v1/openapi.json lists those that are."))


def _mark(content: object, body: bytes) -> ETag:
    digest = sha256(body).hexdigest()[:32]
    if isinstance(content, types.Answer):
        digest = receiving.marked(content.answer_id, digest)
    return ETag(value=digest)


def _written(written: Written) -> web.Response:
    """The answer that has been saved, now or before."""
    body = written.answer.model_dump_json().encode()
    status = HTTPStatus.CREATED if written.is_new else HTTPStatus.OK
    response = web.Response(body=body, status=status, content_type=JSON, headers=KEPT)
    response.etag = _mark(written.answer, body)
    return response


def _unless_known(request: web.Request, body: bytes, mark: ETag) -> web.Response:
    """The body with its mark, or only the mark where the asker has the same."""
    known = {each.value for each in request.if_none_match or ()}
    if known & {mark.value, ETAG_ANY}:
        response = web.Response(status=HTTPStatus.NOT_MODIFIED, headers=KEPT)
    else:
        response = web.Response(body=body, content_type=JSON, headers=KEPT)
    response.etag = mark
    return response


def _check_method(request: web.Request, methods: Iterable[str]) -> None:
    if request.method not in (allowing := tuple(methods)):
        allowed = ", ".join(allowing)
        raise ProblemError(Code.METHOD_NOT_ALLOWED, f"Use {allowed}.", headers={"Allow": allowed})


def _check_accepted(headers: Mapping[str, str]) -> None:
    """JSON must be among what the asker takes (RFC 9110, 12.5.1); who says nothing takes anything."""
    listed = [each.split(";") for each in headers.get("Accept", "*/*").lower().split(",") if each.strip()]
    taken = {kind.strip() for kind, *weights in listed if not any(map(_is_nothing, weights))}
    refused = {kind.strip() for kind, *weights in listed if any(map(_is_nothing, weights))}
    if JSON in refused or (listed and not taken & {JSON, "application/*", "*/*"}):
        raise ProblemError(Code.NOT_ACCEPTABLE, f"Accept must have {JSON}.")


def _is_nothing(parameter: str) -> bool:
    name, _, value = parameter.replace(" ", "").partition("=")
    return name == "q" and value.strip("0") in {"", "."}


def _ids(operation: Operation, found: Mapping[str, str]) -> dict[str, int]:
    """The ids in the address; what cannot be an id is an address that is not there."""
    ids = {}
    for name in operation.names:
        if name == NUMBER:
            continue
        text = found[name]
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID)) else 0
        if not 0 < number <= LARGEST_ID:
            raise not_found(f"{name} is a whole number above zero.")
        ids[name] = number
    return ids


def _number(found: Mapping[str, str]) -> str:
    """The plan activity's number, where the address has one; what cannot be one is not there."""
    number = found.get(NUMBER, "")
    if len(number) > LONGEST_NUMBER or not number.isprintable():
        raise not_found("Nothing in a plan has such a number.")
    return number


def _named(client: Client | None, refused: ProblemError) -> str:
    """Who it was, where a good token has said so."""
    if client is not None:
        return client.name
    return refused.client if isinstance(refused, TooOftenError | UnknownClientError) else ""
