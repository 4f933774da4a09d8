"""Every kind of document that is named is made."""

import pytest

from domain.report.formats import Format
from domain.report.seal import Report
from reports.rendering import formats, rendered
from tests.domain.report_examples import report_data
from tests.reports.test_narrative import MADE_ON, RECORDS, SEAL, SWEDISH

BEGINNINGS = {
    Format.WORD: b"PK",
    Format.PDF: b"%PDF-",
    Format.HTML: b"<!DOCTYPE html>",
    Format.EXCEL: b"PK",
    Format.CSV: b"municipality,",
    Format.JSON: b"{",
}


def test_every_format_is_offered() -> None:
    assert set(formats()) == set(Format)


@pytest.mark.parametrize("kind", Format)
def test_a_document_of_every_kind_begins_as_its_kind_does(kind: Format) -> None:
    report = Report(data=report_data(*RECORDS), made_on=MADE_ON, seal=SEAL)

    content = rendered(report, kind, SWEDISH)

    assert content.startswith(BEGINNINGS[kind])
