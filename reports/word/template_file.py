"""The municipality's own template: what it may hold, and what is wrong with one that cannot be used."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from domain.damage import DAMAGE
from reports.word.faults import (
    NO_WORD_FILE,
    NOT_READABLE,
    TOO_LARGE,
    UNKNOWN_PLACEHOLDERS,
    ReportTemplateError,
)
from reports.word.placeholders import PLACEHOLDERS

LARGEST = 10_000_000
LARGEST_UNPACKED = 100_000_000
DOCUMENT_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def environment() -> SandboxedEnvironment:
    """Where templates are filled in: they reach nothing but what they are given, and texts stay texts."""
    return SandboxedEnvironment(autoescape=True)


def opened(content: bytes) -> DocxTemplate:
    """The template, checked. Raises `ReportTemplateError` when it cannot be used; its `reason` says why."""
    if len(content) > LARGEST:
        raise ReportTemplateError(TOO_LARGE)
    _check_package(content)
    try:
        template = DocxTemplate(BytesIO(content))
        unknown = template.get_undeclared_template_variables(environment()) - PLACEHOLDERS
    except (TemplateError, etree.LxmlError, KeyError, ValueError) as error:
        raise ReportTemplateError(NOT_READABLE) from error
    if unknown:
        raise ReportTemplateError(UNKNOWN_PLACEHOLDERS, names=tuple(sorted(unknown)))
    return template


def fill_in(template: DocxTemplate, values: Mapping[str, object]) -> None:
    """Put the values where the template says.

    Raises `ReportTemplateError` when it asks for what it may not have.
    """
    try:
        template.render(values, jinja_env=environment(), autoescape=True)
    except (TemplateError, etree.LxmlError, TypeError, ValueError, ArithmeticError) as error:
        raise ReportTemplateError(NOT_READABLE) from error


def _check_package(content: bytes) -> None:
    """It is a Word file without macros, and does not swell when it is opened."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            if sum(each.file_size for each in package.infolist()) > LARGEST_UNPACKED:
                raise ReportTemplateError(TOO_LARGE)
            kinds = package.read("[Content_Types].xml")
    except (*DAMAGE, KeyError) as error:
        raise ReportTemplateError(NO_WORD_FILE) from error
    if DOCUMENT_TYPE not in kinds:
        raise ReportTemplateError(NO_WORD_FILE)
