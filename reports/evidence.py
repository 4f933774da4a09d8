"""Finds in a file of any kind what it says itself: the data in it, and the mark in its metadata.

Nothing in the file is trusted, run or fetched: it may come from anybody.
"""

import base64
import binascii
import io
import json
import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256

import pikepdf
import rfc8785
from lxml import etree

from domain.damage import DAMAGE
from domain.report.mark import MARK, Mark
from domain.report.verification import Evidence
from reports.embedded import NAMESPACE, SCRIPT_ID
from reports.pdf.embedded import read_embedded

# No report comes near these: 200,000 plan activities are some 200 MB of data.
LARGEST_PART = 400 * 1024 * 1024
MOST_PARTS = 2_000
# What only a report's data have.
NAMES = frozenset({"schema", "plan_activities", "follow_up_round"})
SCRIPT = re.compile(
    rf'<script\s+type="application/json"\s+id="{SCRIPT_ID}"\s*>(.*?)</script>'.encode(), re.DOTALL
)
MARK_IN_BYTES = re.compile(MARK.pattern.encode())


def evidence(content: bytes) -> Evidence:
    """What a file says of itself; nothing when it is no document of ours."""
    found = list(_texts(content))
    data = next((checksum for text in found if (checksum := _checksum(text))), "")
    marks = (match.group().decode() for text in found if (match := MARK_IN_BYTES.search(text)))
    return Evidence(data_sha256=data, mark=next(map(Mark.found_in, marks), None))


def _texts(content: bytes) -> Iterator[bytes]:
    """The places of a file where data and mark can stand."""
    if content.startswith(b"PK"):
        yield from _of_package(content)
    elif content.startswith(b"%PDF-"):
        yield from _of_pdf(content)
    else:
        yield content
        yield from (match.group(1) for match in SCRIPT.finditer(content))


def _of_package(content: bytes) -> Iterator[bytes]:
    """The properties of a Word or Excel file, and the data in a part of its own."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for part in package.infolist()[:MOST_PARTS]:
                if part.filename.startswith(("customXml/", "docProps/")) and part.file_size <= LARGEST_PART:
                    text = package.read(part)
                    yield text
                    yield _of_part(text)
    except DAMAGE:
        # Damaged, encrypted, or packed in a way that no office program writes.
        return


def _of_part(text: bytes) -> bytes:
    """The data in a part that is ours, however an office program has written it anew."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(text, parser)
        is_ours = etree.QName(root).namespace == NAMESPACE
        return base64.b64decode(root.text or "") if is_ours else b""
    except (etree.XMLSyntaxError, binascii.Error, ValueError):
        return b""


def _of_pdf(content: bytes) -> Iterator[bytes]:
    """The metadata of a PDF, and the data that are attached to it."""
    yield content
    yield read_embedded(content) or b""
    try:
        with pikepdf.open(io.BytesIO(content)) as file:
            yield str(file.docinfo.get("/Keywords", "")).encode("utf-8", "replace")
            if "/Metadata" in file.Root:
                yield file.Root.Metadata.read_bytes()
    except (pikepdf.PdfError, ValueError, KeyError, AttributeError, TypeError):
        return


def _checksum(text: bytes) -> str:
    """The checksum of a report's data, however they are written; "" when the text is something else."""
    if not text.lstrip().startswith(b"{"):
        return ""
    try:
        found = json.loads(text)
        data = found.get("data", found) if isinstance(found, dict) else found
        if not isinstance(data, dict) or not data.keys() >= NAMES:
            return ""
        return sha256(rfc8785.dumps(data)).hexdigest()
    except (ValueError, RecursionError, rfc8785.CanonicalizationError):
        return ""
