"""Finds in a file of any kind what it says itself: the data in it, and the mark in its metadata.

Nothing in the file is trusted, run or fetched: it may come from anybody.
"""

import base64
import binascii
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from hashlib import sha256

import rfc8785

from domain.report.mark import MARK, Mark
from domain.report.verification import Evidence
from reports.embedded import NAMESPACE, SCRIPT_ID

# No report comes near these: 200,000 plan activities are some 200 MB of data.
LARGEST_PART = 400 * 1024 * 1024
MOST_PARTS = 2_000
KEYS = frozenset({"schema", "plan_activities", "follow_up_round"})
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
PART = re.compile(rf'<report xmlns="{NAMESPACE}"[^>]*>([A-Za-z0-9+/=\s]*)</report>'.encode())
SCRIPT = re.compile(
    rf'<script\s+type="application/json"\s+id="{SCRIPT_ID}"\s*>(.*?)</script>'.encode(), re.DOTALL
)


def evidence(content: bytes) -> Evidence:
    """What a file says of itself; nothing when it is no document of ours."""
    found = list(_texts(content))
    data = next((checksum for text in found if (checksum := _checksum(text))), "")
    marks = (Mark.found_in(match.group().decode()) for text in found if (match := _MARK.search(text)))
    return Evidence(data_sha256=data, mark=next(marks, None))


_MARK = re.compile(MARK.pattern.encode())


def _texts(content: bytes) -> Iterator[bytes]:
    """The places of a file where data and mark can stand."""
    if content.startswith(b"PK"):
        yield from _of_parts(content)
    elif content.startswith(b"%PDF-"):
        yield content
        yield from _of_streams(content)
    else:
        yield content
        yield from (match.group(1) for match in SCRIPT.finditer(content))


def _of_parts(content: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for part in package.infolist()[:MOST_PARTS]:
                if part.filename.startswith(("customXml/", "docProps/")) and part.file_size <= LARGEST_PART:
                    text = package.read(part)
                    yield text
                    yield from (_from_base64(match.group(1)) for match in PART.finditer(text))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        # Damaged, encrypted or packed in a way that no office program writes.
        return


def _from_base64(text: bytes) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""


def _of_streams(content: bytes) -> Iterator[bytes]:
    """Everything that a PDF has packed, the attached files among it."""
    for match in STREAM.finditer(content):
        packed = match.group(1)
        yield packed
        try:
            yield zlib.decompressobj().decompress(packed, LARGEST_PART)
        except zlib.error:
            continue


def _checksum(text: bytes) -> str:
    """The checksum of a report's data, however they are written; "" when the text is something else."""
    if not text.lstrip().startswith(b"{"):
        return ""
    try:
        found = json.loads(text)
        data = found.get("data", found) if isinstance(found, dict) else found
        if not isinstance(data, dict) or not data.keys() >= KEYS:
            return ""
        return sha256(rfc8785.dumps(data)).hexdigest()
    except (ValueError, RecursionError, rfc8785.CanonicalizationError):
        return ""
