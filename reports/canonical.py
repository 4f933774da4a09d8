"""A report's data as canonical JSON (RFC 8785), its checksum, and the data back from it."""

import hashlib
from functools import cache

import rfc8785
from pydantic import TypeAdapter, ValidationError

from domain.errors import LageskollError
from domain.report.data import SCHEMA, ReportData


class UnreadableDataError(LageskollError):
    """These are not the data of a report: use a file that Lägeskoll has made, unchanged."""


@cache
def _records() -> TypeAdapter[ReportData]:
    return TypeAdapter(ReportData)


def canonical(data: ReportData) -> bytes:
    """The data in the one way there is to write them: the same data are always the same bytes.

    Numbers with decimals are text, so that no digit is lost; days and instants are ISO 8601.
    """
    return rfc8785.dumps(_records().dump_python(data, mode="json"))


def checksum(content: bytes) -> str:
    """The SHA-256 of canonical data, in small hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def read(content: bytes) -> ReportData:
    """The data of a report. Raises `UnreadableDataError` when they are something else."""
    try:
        data = _records().validate_json(content)
    except ValidationError as error:
        raise UnreadableDataError from error
    if data.schema != SCHEMA:
        raise UnreadableDataError
    return data
