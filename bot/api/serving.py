"""From a request to an answer: who asks, what they may, what they want, and what they have already."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from types import MappingProxyType

from aiohttp import ETag, web
from aiohttp.helpers import ETAG_ANY

from bot.api import queries
from bot.api.callers import Client, Gate, TooOftenError, UnknownClientError
from bot.api.openapi import PLACE, description
from bot.api.operations import OPERATIONS, ROOT, Operation
from bot.api.problems import STATUSES, Code, ProblemError, not_found
from bot.api.queries import LARGEST_ID
from bot.api.reading import Asked, Library
from bot.api.refusals import Refusals

logger = logging.getLogger(__name__)

METHODS = ("GET", "HEAD")
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
        for operation in OPERATIONS:
            application.router.add_route("*", ROOT + operation.path, _Route(self, operation).serve)
        application.router.add_route("*", ROOT + PLACE, _described)
        application.router.add_route("*", ROOT + "/{anything:.*}", _unknown)

    async def answer(self, request: web.Request, operation: Operation) -> web.Response:
        """The answer, or what is wrong with the question."""
        client: Client | None = None
        try:
            _check_method(request)
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
        )
        content = await operation.answer(self.library, asked)
        body = content if isinstance(content, bytes) else content.model_dump_json().encode()
        return _unless_known(request, body)


@dataclass(frozen=True, slots=True)
class _Route:
    counter: Counter
    operation: Operation

    async def serve(self, request: web.Request) -> web.Response:
        """What comes to one address."""
        return await self.counter.answer(request, self.operation)


def problem(refused: ProblemError) -> web.Response:
    """The refusal as it is sent."""
    body = refused.problem.model_dump_json().encode()
    number = STATUSES[refused.code]
    return web.Response(body=body, status=number, content_type=PROBLEM, headers=refused.headers)


async def _described(request: web.Request) -> web.Response:
    """The description of it all, which says nothing of anybody and is open."""
    try:
        _check_method(request)
    except ProblemError as refused:
        return problem(refused)
    return _unless_known(request, description())


async def _unknown(_: web.Request) -> web.Response:
    return problem(not_found("There is no such address; GET /api/v1/openapi.json lists those that are."))


def _unless_known(request: web.Request, body: bytes) -> web.Response:
    """The body with its mark, or only the mark where the asker has the same."""
    mark = ETag(value=sha256(body).hexdigest()[:32])
    known = {each.value for each in request.if_none_match or ()}
    if known & {mark.value, ETAG_ANY}:
        response = web.Response(status=HTTPStatus.NOT_MODIFIED, headers=KEPT)
    else:
        response = web.Response(body=body, content_type=JSON, headers=KEPT)
    response.etag = mark
    return response


def _check_method(request: web.Request) -> None:
    if request.method not in METHODS:
        allowed = ", ".join(METHODS)
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
    for name in operation.id_names:
        text = found[name]
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID)) else 0
        if not 0 < number <= LARGEST_ID:
            raise not_found(f"{name} is a whole number above zero.")
        ids[name] = number
    return ids


def _named(client: Client | None, refused: ProblemError) -> str:
    """Who it was, where a good token has said so."""
    if client is not None:
        return client.name
    return refused.client if isinstance(refused, TooOftenError | UnknownClientError) else ""
