"""The JSON Schema of the JSON file, made from the same records as the file, with what each field means."""

import json
from collections.abc import Mapping
from typing import Any

from reports.open_data import meanings, meanings_of_files
from reports.open_data.json_file import SCHEMA_ID, of_file
from reports.wording import Wording

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(words: Wording) -> dict[str, Any]:
    """The schema, with descriptions in one language. Fields may be added to the data, never taken away."""
    made = of_file().json_schema(mode="serialization")
    explained = {**meanings.of_data(words), **meanings_of_files.of_json(words)}
    for record, fields in explained.items():
        found = made if record.__name__ == made["title"] else made["$defs"][record.__name__]
        _explain(found, fields)
    for each in made["$defs"].values():
        if "enum" in each:
            each.pop("description", None)
    made["properties"] = {"$schema": {"const": SCHEMA_ID}, **made["properties"]}
    made["required"] = ["$schema", *made["required"]]
    return {"$schema": DIALECT, "$id": SCHEMA_ID, **made}


def in_bytes(words: Wording) -> bytes:
    """The schema as a file."""
    return (json.dumps(json_schema(words), ensure_ascii=False, indent=2) + "\n").encode()


def _explain(found: dict[str, Any], fields: Mapping[str, str]) -> None:
    """Say what each field means instead of what it is called.

    A default is what a field is in a file from before there was such a field.
    """
    found.pop("description", None)
    for name, described in found["properties"].items():
        described.pop("title", None)
        described["description"] = fields[name]
