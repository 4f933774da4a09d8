"""The documents that a report can be made into: each kind with the function that makes it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from domain.report.formats import Format
from domain.report.seal import Report
from reports.open_data.csv_file import csv_file
from reports.open_data.excel import excel
from reports.open_data.json_file import json_file
from reports.pdf.pdf_file import pdf
from reports.web_page.html_file import html
from reports.word.word_file import word
from reports.wording import Wording

Renderer = Callable[[Report, Wording], bytes]

# In the order in which they are offered. A new kind is one line here and nothing anywhere else.
RENDERERS: Mapping[Format, Renderer] = MappingProxyType(
    {
        Format.WORD: word,
        Format.PDF: pdf,
        Format.HTML: html,
        Format.EXCEL: excel,
        Format.CSV: csv_file,
        Format.JSON: json_file,
    }
)


def formats() -> tuple[Format, ...]:
    """The kinds of documents that there are, in the order in which they are offered."""
    return tuple(RENDERERS)


def rendered(report: Report, kind: Format, words: Wording) -> bytes:
    """The document as a file. It may take seconds: call it in a thread of its own."""
    return RENDERERS[kind](report, words)
