"""The report as a PDF: for archives, for screen readers, with its data, the same every time."""

import re
from io import BytesIO

import pikepdf
import pytest

from cards.words import Words
from domain.answers import Progress
from domain.people import Language
from domain.report.data import PlanActivityRecord
from domain.report.seal import Report
from reports.canonical import canonical
from reports.narrative.compose import compose
from reports.narrative.document import Table
from reports.pdf.embedded import read_embedded
from reports.pdf.glyphs import drawable
from reports.pdf.pdf_file import pdf
from tests.domain.report_examples import answer, record, report_data
from tests.reports.test_narrative import ENGLISH, MADE_ON, RECORDS, SEAL, SWEDISH

HOSTILE = (
    "#set page(fill: red)",
    '#read("/etc/passwd")',
    "]*_`$<label>@ref",
    "\\u{1F986} 🦆 中文 עברית العربية",
    "\u202etxet desrever",
    "a\x00b\x07c\x1b[31m",
    "x" * 1000,
    "e\u0301 \u00ad\u200b\ufeff",
)


def report(*records: PlanActivityRecord) -> Report:
    return Report(
        data=report_data(*(records or RECORDS)), made_on=MADE_ON, seal=SEAL, diary_number="MN 2023/117"
    )


@pytest.fixture(scope="module")
def opened() -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf(report(), SWEDISH)))


def elements(opened: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """Every element of the document's structure of one kind."""
    return [
        each
        for each in opened.objects
        if isinstance(each, pikepdf.Dictionary)
        and each.get("/Type") == "/StructElem"
        and each.get("/S") == f"/{kind}"
    ]


def test_it_says_that_it_is_for_archives_and_for_screen_readers(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as metadata:
        said = [metadata.get(name) for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")]

    assert said == ["3", "A", "1"]


def test_it_has_a_title_a_language_and_the_seal(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as metadata:
        keywords = str(metadata.get("pdf:Keywords"))

    assert str(opened.docinfo["/Title"]) == "Rapport om Handlingsplan 2023, Delårsbokslut 2023"
    assert str(opened.Root["/Lang"]).lower().startswith("sv")
    assert opened.Root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert re.fullmatch(rf"lageskoll-seal:{SEAL.sha256}:\d+:1", keywords)


def test_it_is_tagged_with_headings_tables_and_their_headers(opened: pikepdf.Pdf) -> None:
    assert bool(opened.Root["/MarkInfo"]["/Marked"])
    document = compose(report(), SWEDISH)
    tables = [block for each in document.every_section for block in each.blocks if isinstance(block, Table)]
    assert len(elements(opened, "H1")) == len(document.sections) + 1
    assert len(elements(opened, "Table")) == len(tables)
    # The headers of a table come again on each page that it goes on to.
    assert len(elements(opened, "TH")) >= sum(len(table.columns) for table in tables)


def test_every_chart_is_told_in_words(opened: pikepdf.Pdf) -> None:
    told = [str(each["/Alt"]) for each in elements(opened, "Figure") if "/Alt" in each]

    assert any("Läget för alla aktiviteter: 1 enligt plan" in each.replace("\xa0", " ") for each in told)
    assert all("/Alt" in each for each in elements(opened, "Figure"))


def test_every_font_is_in_the_file(opened: pikepdf.Pdf) -> None:
    descriptors = [
        each
        for each in opened.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
    ]

    assert descriptors
    assert all({"/FontFile2", "/FontFile3", "/FontFile"} & set(each.keys()) for each in descriptors)


def test_the_headings_are_bookmarks_in_the_order_in_which_they_are_read(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        first = [item.title for item in outline.root]

    document = compose(report(), SWEDISH)
    assert first == [*(each.title for each in document.sections), document.notes_title]


def test_the_data_it_was_made_of_are_in_it() -> None:
    made = report()

    assert read_embedded(pdf(made, SWEDISH)) == canonical(made.data)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04", b"\x00" * 100])
def test_what_is_no_report_has_no_data(content: bytes) -> None:
    assert read_embedded(content) is None


def test_a_pdf_without_our_data_has_none() -> None:
    empty = BytesIO()
    pikepdf.new().save(empty)

    assert read_embedded(empty.getvalue()) is None


def test_the_same_report_is_the_same_bytes() -> None:
    assert pdf(report(), SWEDISH) == pdf(report(), SWEDISH)


def test_it_is_made_in_english_too() -> None:
    with pikepdf.open(BytesIO(pdf(report(), ENGLISH))) as opened:
        assert str(opened.docinfo["/Title"]) == "Report on Handlingsplan 2023, Interim accounts 2023"
        assert str(opened.Root["/Lang"]).lower().startswith("en")


@pytest.mark.parametrize("records", [(), (record(1),), (record(1, answer(Progress.DONE)),)], ids=len)
def test_it_is_made_of_nothing_at_all_and_of_next_to_nothing(records: tuple[PlanActivityRecord, ...]) -> None:
    made = Report(data=report_data(*records), made_on=MADE_ON)

    assert read_embedded(pdf(made, SWEDISH)) == canonical(made.data)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_people_have_written_is_read_as_typst_or_stops_the_report(text: str) -> None:
    said = answer(Progress.DELAYED, comment=text, obstacle=text, next_step=text)
    made = report(record(1, said, title=text, owner=text, org_unit="Sektor bildning"))

    assert read_embedded(pdf(made, Words(language=Language.SWEDISH))) == canonical(made.data)


def test_a_character_without_a_picture_is_written_so_that_it_is_seen() -> None:
    assert drawable("Anka 🦆, 中") == "Anka [U+1F986], [U+4E2D]"


def test_what_cannot_be_seen_is_left_out_and_letters_stay() -> None:
    assert drawable("a\u202eb\x00c\td") == "abc d"
    assert drawable("Åsa Ćosić Ἑλλάς Ольга ✔▲✕○●–") == "Åsa Ćosić Ἑλλάς Ольга ✔▲✕○●–"
