"""Describes the API (OpenAPI 3.1) from the table of operations and the types that go in and out."""

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

import orjson
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.api.callers import MEANINGS
from bot.api.operations import OPERATIONS, ROOT, Operation
from bot.api.problems import STATUSES, TITLES, Code, Problem
from bot.api.queries import LARGEST_ID

PLACE = "/openapi.json"
REF = "#/components/schemas/{model}"
Json = dict[str, Any]

ETAG: Json = {"description": "What If-None-Match is compared with.", "schema": {"type": "string"}}
RETRY_AFTER: Json = {"Retry-After": {"schema": {"type": "integer", "minimum": 1}}}
HEADERS: Mapping[Code, Json] = {
    Code.TOKEN_REFUSED: {"WWW-Authenticate": {"schema": {"type": "string"}}},
    Code.METHOD_NOT_ALLOWED: {"Allow": {"schema": {"type": "string"}}},
    Code.TOO_MANY_REQUESTS: RETRY_AFTER,
    Code.UNAVAILABLE: RETRY_AFTER,
}


@cache
def description() -> bytes:
    """The whole description, as JSON that people can read too."""
    return orjson.dumps(_document(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _document() -> Json:
    answers: list[type[BaseModel]] = list(dict.fromkeys([*(each.content for each in OPERATIONS), Problem]))
    _, schemas = models_json_schema([(each, "serialization") for each in answers], ref_template=REF)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lägeskoll",
            "version": "1",
            "description": "What has been planned and answered. See docs/api.md.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": ROOT}],
        "security": [{"entra": []}],
        "paths": {each.path: {"get": _operation(each)} for each in OPERATIONS},
        "components": {"schemas": schemas["$defs"], "securitySchemes": {"entra": _security()}},
    }


def _security() -> Json:
    roles = " ".join(f"{each.value}: {meaning}" for each, meaning in MEANINGS.items())
    return {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": f"An application's own access token from Microsoft Entra, with app roles. {roles}",
    }


def _operation(operation: Operation) -> Json:
    needs = " and ".join(each.value for each in operation.needs)
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": f"Needs {needs}.",
        "parameters": [*_ids(operation), *_query(operation.query), _if_none_match()],
        "responses": {
            "200": {
                "description": operation.content.__doc__,
                "headers": {"ETag": ETAG},
                "content": {"application/json": {"schema": _ref(operation.content)}},
            },
            "304": {"description": "It is as it was.", "headers": {"ETag": ETAG}},
            **_problems(),
        },
    }


def _ids(operation: Operation) -> Iterator[Json]:
    for name in operation.id_names:
        schema = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _query(query: type[BaseModel]) -> Iterator[Json]:
    """A parameter that is left out is left out: there is no way to write null in an address."""
    for name, found in query.model_json_schema(ref_template=REF).get("properties", {}).items():
        schema = {key: value for key, value in found.items() if key not in {"title", "anyOf", "description"}}
        for choice in found.get("anyOf", ()):
            schema |= {} if choice == {"type": "null"} else choice
        if schema.get("default", "") is None:
            del schema["default"]
        if "$ref" in schema:
            schema = _listed(query, schema["$ref"])
        yield {"name": name, "in": "query", "description": found.get("description", ""), "schema": schema}


def _listed(query: type[BaseModel], ref: str) -> Json:
    definitions: Json = query.model_json_schema()["$defs"]
    choices: Json = definitions[ref.rpartition("/")[2]]
    return {"type": choices["type"], "enum": choices["enum"]}


def _if_none_match() -> Json:
    return {
        "name": "If-None-Match",
        "in": "header",
        "description": "The ETag of what you have.",
        "schema": {"type": "string"},
    }


def _problems() -> Json:
    """Each refusal, with the codes that can stand behind it."""
    by_number: dict[HTTPStatus, list[Code]] = {}
    for code, number in STATUSES.items():
        by_number.setdefault(number, []).append(code)
    return {
        str(number.value): {
            "description": " ".join(f"{TITLES[each]} ({each.value})." for each in codes),
            **({"headers": HEADERS[codes[0]]} if codes[0] in HEADERS else {}),
            "content": {"application/problem+json": {"schema": _ref(Problem)}},
        }
        for number, codes in by_number.items()
    }


def _ref(model: type[BaseModel]) -> Json:
    return {"$ref": REF.format(model=model.__name__)}


if __name__ == "__main__":
    sys.stdout.buffer.write(description())
