"""Makes the template that is used until the municipality has one of its own; run it to make it anew.

`python -m reports.word.default_template` writes `reports/templates/tjansteskrivelse.docx`.
"""

from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from reports.word.package import repacked
from reports.word.parts import field, run

FONT = "Calibri"
INK, QUIET, RED = RGBColor(0x1F, 0x29, 0x33), RGBColor(0x52, 0x60, 0x6D), RGBColor(0x8A, 0x1F, 0x14)
HEADINGS = {"Title": 22, "Subtitle": 13, "Heading 1": 15, "Heading 2": 12.5, "Heading 3": 11}
HEAD = (
    ("Diarienummer", "diarienummer"),
    ("Datum", "datum"),
    ("Organisation", "organisation"),
    ("Från", "avsandare"),
    ("Läget avser", "laget_avser"),
)
PARTS = ("rapport", "kallor", "godkannande")
DEFAULT = "tjansteskrivelse.docx"


def default_template() -> bytes:
    """The template as it lies in the package."""
    return files("reports").joinpath("templates", DEFAULT).read_bytes()


def made() -> bytes:
    """The template, made anew."""
    document = Document()
    _page(document)
    _styles(document)
    _running_lines(document)
    document.add_paragraph("{{ titel }}", "Title")
    document.add_paragraph("{{ underrubrik }}", "Subtitle")
    marked = document.add_paragraph()
    marked.add_run("{{ markning }}").font.color.rgb = RED
    _head(document)
    for part in PARTS:
        document.add_paragraph(f"{{{{p {part} }}}}")
    content = BytesIO()
    document.save(content)
    return repacked(content.getvalue())


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)


def _styles(document: WordDocument) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.font.color.rgb = INK
    normal.paragraph_format.space_after = Pt(7)
    for name, size in HEADINGS.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), name != "Subtitle"
        style.font.color.rgb, style.font.italic = INK, False
        fonts: Any = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    title: Any = document.styles["Title"].element
    for border in title.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    caption = document.styles["Caption"]
    caption.font.name, caption.font.size, caption.font.bold = FONT, Pt(9), False
    caption.font.color.rgb = QUIET


def _running_lines(document: WordDocument) -> None:
    """The lines at the top and the bottom of every page.

    A tab in the same run as a placeholder would be lost when the template is filled in.
    """
    section = document.sections[0]
    top = _line(section.header.paragraphs[0])
    top.add_run("{{ organisation }} · {{ underrubrik }}")
    top.add_run("\t")
    mark = top.add_run("{{ markning }}")
    mark.bold, mark.font.color.rgb = True, RED
    bottom = _line(section.footer.paragraphs[0])
    bottom.add_run("{{ sidfot }}")
    bottom.add_run("\t")
    for each in (field("PAGE"), run(" ("), field("NUMPAGES"), run(")")):
        bottom._p.append(each)  # noqa: SLF001 - python-docx has no fields
    for name in ("Header", "Footer"):
        style = document.styles[name]
        style.font.size = Pt(9)
        # Its own tab stops would come before ours.
        style.paragraph_format.tab_stops.clear_all()


def _line(paragraph: Paragraph) -> Paragraph:
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(166), WD_TAB_ALIGNMENT.RIGHT)
    return paragraph


def _head(document: WordDocument) -> None:
    for label, name in HEAD:
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(36))
        line.add_run(f"{label}\t").font.color.rgb = QUIET
        line.add_run(f"{{{{ {name} }}}}")


if __name__ == "__main__":
    Path(__file__).parents[1].joinpath("templates", DEFAULT).write_bytes(made())
