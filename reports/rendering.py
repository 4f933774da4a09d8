"""The documents that a report can be made into: each kind with the function that makes it."""

from collections.abc import Callable, Mapping
from pkgutil import resolve_name
from types import MappingProxyType

from domain.report.formats import Format
from domain.report.seal import Report
from reports.wording import Wording

Renderer = Callable[..., bytes]

# In the order in which they are offered. A new kind is one line here and nothing anywhere else. They are
# named rather than imported: what makes Word and PDF files is large, and most processes never make one.
RENDERERS: Mapping[Format, str] = MappingProxyType(
    {
        Format.WORD: "reports.word.word_file:word",
        Format.PDF: "reports.pdf.pdf_file:pdf",
        Format.HTML: "reports.web_page.html_file:html",
        Format.EXCEL: "reports.open_data.excel:excel",
        Format.CSV: "reports.open_data.csv_file:csv_file",
        Format.JSON: "reports.open_data.json_file:json_file",
    }
)


def default_template() -> bytes:
    """The template for Word that is used until the municipality has one of its own."""
    template: bytes = resolve_name("reports.word.default_template:default_template")()
    return template


def check_template(content: bytes) -> None:
    """Look through the municipality's own template; raises `ReportTemplateError` when it cannot be used."""
    resolve_name("reports.word.template_check:check")(content)


def formats() -> tuple[Format, ...]:
    """The kinds of documents that there are, in the order in which they are offered."""
    return tuple(RENDERERS)


def rendered(report: Report, kind: Format, words: Wording, template: bytes | None = None) -> bytes:
    """The document as a file. It may take seconds: call it in a thread or a process of its own.

    `template` is the municipality's own for Word; raises `ReportTemplateError` when it cannot be used.
    """
    render: Renderer = resolve_name(RENDERERS[kind])
    return render(report, words, template) if kind is Format.WORD else render(report, words)
