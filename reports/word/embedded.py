"""The data that a Word file was made of, in a part of it that Word keeps and does not show."""

import base64
import binascii
import zipfile
from io import BytesIO

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

PART = "customXml/lageskoll.xml"
NAMESPACE = "urn:lageskoll:report"
LARGEST = 200_000_000


def embed(part: Part, data: bytes) -> None:
    """Put the canonical data into the document that the part belongs to."""
    root = etree.Element(f"{{{NAMESPACE}}}data", nsmap={None: NAMESPACE})
    root.text = base64.b64encode(data).decode()
    package = part.package
    assert isinstance(package, Package)
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    held = Part(PackURI(f"/{PART}"), CONTENT_TYPE.XML, content, package)
    part.relate_to(held, RELATIONSHIP_TYPE.CUSTOM_XML)


def read_embedded(content: bytes) -> bytes | None:
    """The canonical data of a report in a Word file; None when it is no Word file or has none.

    Word may give the part another name when somebody saves the file, so it is known by what it holds.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            for each in package.infolist():
                if each.filename.startswith("customXml/") and each.file_size <= LARGEST:
                    found = _data(package.read(each))
                    if found is not None:
                        return found
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        return None
    return None


def _data(content: bytes) -> bytes | None:
    # Neither a document type nor anything from elsewhere is read.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
        if root.tag != f"{{{NAMESPACE}}}data":
            return None
        return base64.b64decode(root.text or "", validate=True)
    except (etree.XMLSyntaxError, binascii.Error):
        return None
