"""Small pieces of Word's own XML (WordprocessingML), which a report's paragraphs and tables are made of."""

import re
from typing import Any

from docx.oxml.ns import nsmap, qn
from lxml import etree

# What XML 1.0 does not allow, and Word could not open.
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
LINK_COLOUR = "0B4F8A"
Element = Any  # lxml's elements have no types.


def legal(text: str) -> str:
    """The text with a visible sign for each character that XML does not allow."""
    return ILLEGAL.sub(REPLACEMENT, text)


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """An element such as `w:p` with what is in it, and attributes in the same namespace."""
    prefix = tag.split(":", maxsplit=1)[0]
    named = {qn(f"{prefix}:{name}"): str(value) for name, value in attributes.items()}
    made = etree.Element(qn(tag), named, nsmap={prefix: nsmap[prefix]})
    made.extend(children)
    return made


def run(
    text: str, *, half_points: int = 0, bold: bool = False, raised: bool = False, colour: str = ""
) -> Element:
    """A text in one look; its size is in half points, 0 as the paragraph's own."""
    looks = [
        *([element("w:b")] if bold else []),
        *([element("w:color", val=colour)] if colour else []),
        *([element("w:sz", val=half_points)] if half_points else []),
        *([element("w:vertAlign", val="superscript")] if raised else []),
    ]
    said = etree.Element(qn("w:t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    said.text = legal(text)
    return element("w:r", *([element("w:rPr", *looks)] if looks else []), said)


def bookmark(name: str, number: int) -> tuple[Element, Element]:
    """A place that can be gone to."""
    return element("w:bookmarkStart", id=number, name=name), element("w:bookmarkEnd", id=number)


def link(text: str, to: str, *, half_points: int = 0, raised: bool = False) -> Element:
    """A text that leads to a bookmark, `raised` as the number of a note is."""
    said = run(text, half_points=half_points, raised=raised, colour=LINK_COLOUR)
    return element("w:hyperlink", said, anchor=to, history=1)


def paragraph(
    *content: Element,
    style_id: str = "",
    keep_with_next: bool = False,
    tight: bool = False,
    right: bool = False,
) -> Element:
    """A paragraph in one of the template's styles, "" for its ordinary one; `tight` as in a table."""
    properties = [
        *([element("w:pStyle", val=style_id)] if style_id else []),
        *([element("w:keepNext")] if keep_with_next else []),
        *([element("w:spacing", before=0, after=20)] if tight else []),
        *([element("w:jc", val="right")] if right else []),
    ]
    return element("w:p", *([element("w:pPr", *properties)] if properties else []), *content)


def field(instruction: str) -> Element:
    """Something that Word works out, such as PAGE."""
    return element("w:fldSimple", run("1"), instr=instruction)
