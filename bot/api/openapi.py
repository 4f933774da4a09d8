"""Describes the API (OpenAPI 3.1) from the table of operations and the types that go in and out."""

import sys
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

import orjson
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from bot.api.callers import MEANINGS
from bot.api.operations import NUMBER, OPERATIONS, ROOT, Operation
from bot.api.problems import OF_WRITING, STATUSES, TITLES, Code, Problem
from bot.api.queries import LARGEST_ID, LONGEST_NUMBER

PLACE = "/openapi.json"
REF = "#/components/schemas/{model}"
Json = dict[str, Any]

ETAG: Json = {"description": "What If-None-Match is compared with.", "schema": {"type": "string"}}
RETRY_AFTER: Json = {"Retry-After": {"schema": {"type": "integer", "minimum": 1}}}
IF_NONE_MATCH = "If-None-Match", "The ETag of what you have."
IF_MATCH = (
    "If-Match",
    "The ETag of the answer that this is based on: nothing is saved if there is a later one.",
)
IF_NONE_MATCH_ANY = "If-None-Match", "* saves nothing if there is an answer already."
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
    contents: list[type[BaseModel]] = [*(each.content for each in OPERATIONS), Problem]
    out = dict.fromkeys(contents)
    into = dict.fromkeys(each.sends for each in OPERATIONS if each.sends)
    modes: list[tuple[type[BaseModel], JsonSchemaMode]] = [(each, "serialization") for each in out]
    modes += [(each, "validation") for each in into]
    _, schemas = models_json_schema(modes, ref_template=REF)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lägeskoll",
            "version": "1",
            "description": "What has been planned and answered, and answers from elsewhere. See docs/api.md.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": ROOT}],
        "security": [{"entra": []}],
        "paths": _paths(),
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


def _paths() -> Json:
    paths: Json = {}
    for each in OPERATIONS:
        described = _sending(each, each.sends) if each.sends else _reading(each)
        paths.setdefault(each.path, {})[each.method.lower()] = described
    return paths


def _reading(operation: Operation) -> Json:
    return {
        **_about(operation),
        "parameters": [*_places(operation), *_query(operation.query), _header(*IF_NONE_MATCH)],
        "responses": {
            "200": _answered(operation, operation.content.__doc__),
            "304": {"description": "It is as it was.", "headers": {"ETag": ETAG}},
            **_problems(set(Code) - OF_WRITING),
        },
    }


def _sending(operation: Operation, sends: type[BaseModel]) -> Json:
    return {
        **_about(operation),
        "parameters": [
            *_places(operation),
            *_query(operation.query),
            _header(*IF_MATCH),
            _header(*IF_NONE_MATCH_ANY),
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": _ref(sends)}}},
        "responses": {
            "200": _answered(operation, "It was saved before: the same was sent with the same external_id."),
            "201": _answered(operation, "It is saved."),
            **_problems(set(Code)),
        },
    }


def _about(operation: Operation) -> Json:
    needs = " and ".join(each.value for each in operation.needs)
    return {"operationId": operation.name, "summary": operation.summary, "description": f"Needs {needs}."}


def _answered(operation: Operation, told: str | None) -> Json:
    schema = _ref(operation.content)
    return {
        "description": told,
        "headers": {"ETag": ETAG},
        "content": {"application/json": {"schema": schema}},
    }


def _places(operation: Operation) -> Iterator[Json]:
    for name in operation.names:
        identity = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}
        number = {"type": "string", "minLength": 1, "maxLength": LONGEST_NUMBER}
        schema = number if name == NUMBER else identity
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


def _header(name: str, told: str) -> Json:
    return {"name": name, "in": "header", "description": told, "schema": {"type": "string"}}


def _problems(possible: Collection[Code]) -> Json:
    """Each refusal, with the codes that can stand behind it."""
    by_number: dict[HTTPStatus, list[Code]] = {}
    for code, number in STATUSES.items():
        if code in possible:
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
