"""The report as a Word file."""

from collections.abc import Callable
from datetime import datetime, time
from io import BytesIO

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from markupsafe import Markup

from domain.report.seal import Report
from reports.embedded import as_xml
from reports.narrative.compose import compose
from reports.narrative.document import Document
from reports.word.body import Body
from reports.word.default_template import default_template
from reports.word.embedded import embed
from reports.word.package import repacked
from reports.word.parts import legal
from reports.word.placeholders import LINES, PARTS, SEAL, SOURCES, WHOLE
from reports.word.template_file import environment, fill_in, opened
from reports.wording import Wording

LOCALES = {"sv": "sv-SE", "en": "en-GB"}


def word(report: Report, words: Wording, template: bytes | None = None) -> bytes:
    """The report in a template, the default one unless the municipality has its own.

    The same report, language and template are always the same bytes. Raises `ReportTemplateError` when the
    template cannot be used.
    """
    filled = opened(default_template() if template is None else template)
    wanted = filled.get_undeclared_template_variables(environment())
    document = compose(report, words)
    filled.init_docx()
    rendered: WordDocument = filled.docx
    values = {name: make() for name, make in _parts(document, Body(rendered)).items() if name in wanted}
    lines = dict(zip(LINES, _lines(document, report, words), strict=True))
    fill_in(filled, {**lines, **values})
    _describe(rendered, document, report)
    embed(rendered.part, as_xml(report))
    content = BytesIO()
    filled.save(content)
    return repacked(content.getvalue())


def _parts(document: Document, body: Body) -> dict[str, Callable[[], Markup]]:
    """What writes each part, in the order in which they usually are read."""
    by_anchor = {each.anchor: each for each in document.sections}

    def of_section(anchor: str) -> Callable[[], Markup]:
        found = [by_anchor[anchor]] if anchor in by_anchor else []
        return lambda: _xml(body.sections(found))

    return {
        WHOLE: lambda: _xml(body.sections(document.sections)),
        **{name: of_section(anchor) for name, anchor in PARTS.items()},
        SOURCES: lambda: _xml(body.sources(document)),
        SEAL: lambda: _xml(body.lines(document.seal_lines)),
    }


def _xml(made: str) -> Markup:
    return Markup(made)  # noqa: S704 - it is made of elements, and every text in it is escaped


def _lines(document: Document, report: Report, words: Wording) -> list[str]:
    """The lines in the order of `LINES`; one that there is nothing for is a dash."""
    made_on = words.full_day(report.made_on)
    said = (
        document.title,
        document.subtitle,
        report.diary_number,
        made_on,
        document.author,
        report.sender,
        words.full_day(report.data.follow_up_round.reference_date),
        " · ".join(document.marks),
        words.say("Made by Lägeskoll on {day}", day=made_on),
    )
    may_be_empty = LINES.index("markning")
    return [legal(each) or ("" if place == may_be_empty else "–") for place, each in enumerate(said)]


def _describe(rendered: WordDocument, document: Document, report: Report) -> None:
    """The file's own properties, by which it is found and known again."""
    about = rendered.core_properties
    noon = datetime.combine(report.made_on, time(12))
    about.title, about.subject = legal(document.title)[:255], legal(document.subtitle)[:255]
    about.author = about.last_modified_by = legal(document.author)[:255]
    about.keywords = " ".join(document.keywords)
    about.language = LOCALES[document.language]
    about.created = about.modified = noon
    about.revision, about.comments = 1, ""
    for language in rendered.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LOCALES[document.language])
