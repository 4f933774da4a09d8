"""Looks through the municipality's own template before anybody needs a report made in it."""

import re
from collections.abc import Iterator, Mapping

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from markupsafe import Markup

from reports.word.faults import MISPLACED_PLACEHOLDERS, MISSING_PLACEHOLDERS, ReportTemplateError
from reports.word.placeholders import LINES, OF_PARAGRAPHS, PARTS, SEAL, SOURCES, WHOLE
from reports.word.template_file import environment, fill_in, opened

# Without these a reader could not tell a draft from an approved report, or where a figure comes from.
REQUIRED = ("titel", "markning", SOURCES, SEAL)
WRITTEN = re.compile(r"\{\{\s*(p\s+)?([a-z_]+)[^}]*\}\}")


def check(content: bytes) -> None:
    """Raises `ReportTemplateError` with what is wrong: the first thing that somebody must mend."""
    template = opened(content)
    used = template.get_undeclared_template_variables(environment())
    missing = [each for each in REQUIRED if each not in used]
    if not used & {WHOLE, *PARTS}:
        missing.append(WHOLE)
    if missing:
        raise ReportTemplateError(MISSING_PLACEHOLDERS, names=tuple(missing))
    template.init_docx()
    misplaced = sorted(set(_misplaced(template)))
    if misplaced:
        raise ReportTemplateError(MISPLACED_PLACEHOLDERS, names=tuple(misplaced))
    fill_in(opened(content), _example())


def _misplaced(template: DocxTemplate) -> Iterator[str]:
    """Parts within a line of text, or lines where a part is to be: Word could not open the result."""
    for paragraph in template.docx.element.body.iter(qn("w:p")):
        text = "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        for written in WRITTEN.finditer(text):
            has_mark, name = bool(written.group(1)), written.group(2)
            is_alone = text.strip() == written.group()
            if has_mark != (name in OF_PARAGRAPHS) or (has_mark and not is_alone):
                yield name


def _example() -> Mapping[str, object]:
    """Something for every placeholder, to see that the template can be filled in."""
    paragraphs = dict.fromkeys(OF_PARAGRAPHS, Markup("<w:p><w:r><w:t>–</w:t></w:r></w:p>"))
    return {**dict.fromkeys(LINES, "–"), **paragraphs}
