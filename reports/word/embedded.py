"""Puts the data that a Word file is made of into a part of it that Word keeps and does not show."""

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

# Templates have parts of their own that Word has numbered.
NAME = PackURI("/customXml/lageskoll.xml")


def embed(document: Part, content: bytes) -> None:
    """Add the part to the document's package."""
    package = document.package
    assert isinstance(package, Package)
    held = Part(NAME, CONTENT_TYPE.XML, content, package)
    document.relate_to(held, RELATIONSHIP_TYPE.CUSTOM_XML)
