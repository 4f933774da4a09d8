"""The report as a Word file, in the default template and in the municipality's own."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from domain.answers import Progress
from domain.report.data import EarlierRound, PlanActivityRecord, ProgressCount
from domain.report.seal import Report
from domain.report.verification import Evidence
from domain.rounds import Occasion, RoundState
from reports.canonical import canonical, checksum
from reports.evidence import evidence
from reports.narrative.compose import compose
from reports.narrative.document import Chart, Table
from reports.word import default_template, template_file
from reports.word.faults import ReportTemplateError
from reports.word.placeholders import PARTS
from reports.word.word_file import word
from tests.domain.report_examples import answer, record, report_data, round_record
from tests.reports.test_narrative import ENGLISH, MADE_ON, RECORDS, SEAL, SWEDISH

HOSTILE = (
    "{{ 7*7 }} {% for x in y %}",
    "</w:t></w:r><w:p/>&amp;&",
    "a\x00b\x07c\x1b[31m\ufffe",
    "\u202etxet 🦆 中文 עברית",
    "x" * 1000,
)


def report(*records: PlanActivityRecord, **fields: object) -> Report:
    data = report_data(*(records or RECORDS), **fields)
    return Report(data=data, made_on=MADE_ON, seal=SEAL, diary_number="MN 2023/117")


def opened(content: bytes) -> WordDocument:
    return docx.Document(BytesIO(content))


@pytest.fixture(scope="module")
def made() -> WordDocument:
    return opened(word(report(), SWEDISH))


def own_template(*lines: str) -> bytes:
    """A template with nothing but these lines."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def texts(document: WordDocument) -> list[str]:
    """Every paragraph of the body with its links, in order, also those in tables."""
    return [Paragraph(each, document).text for each in document.element.body.iter(qn("w:p"))]


def headings(document: WordDocument) -> list[str]:
    return [
        each.text for each in document.paragraphs if str(each.style and each.style.name).startswith("Heading")
    ]


def anchors(document: WordDocument) -> Iterator[str]:
    for each in document.element.body.iter(qn("w:hyperlink")):
        yield each.get(qn("w:anchor"))


def test_the_head_says_what_it_is(made: WordDocument) -> None:
    found = texts(made)

    assert found[:2] == ["Rapport om Handlingsplan 2023", "Delårsbokslut 2023"]
    assert "Diarienummer\tMN 2023/117" in found
    assert "Från\t–" in found


def test_every_heading_is_one_of_words_own_in_the_order_of_the_report(made: WordDocument) -> None:
    document = compose(report(), SWEDISH)

    assert headings(made) == [*(each.title for each in document.every_section), document.notes_title]


def test_every_number_of_a_note_leads_to_its_source_and_every_source_back(made: WordDocument) -> None:
    marks = [each.get(qn("w:name")) for each in made.element.body.iter(qn("w:bookmarkStart"))]

    assert len(marks) == len(set(marks))
    assert set(anchors(made)) <= set(marks)
    document = compose(report(), SWEDISH)
    numbers = [each.number for each in document.notes]
    assert {f"note_{number}" for number in numbers} | {f"met_{number}" for number in numbers} <= set(
        anchors(made)
    )


def test_the_first_row_of_every_table_is_its_header_and_comes_again(made: WordDocument) -> None:
    document = compose(report(), SWEDISH)
    tables = [block for each in document.every_section for block in each.blocks if isinstance(block, Table)]

    assert len(made.tables) == len(tables)
    for shown, source in zip(made.tables, tables, strict=True):
        head = shown._tbl.findall(qn("w:tr"))[0]
        assert head.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert [cell.text for cell in shown.rows[0].cells] == [column.title for column in source.columns]
        assert len(shown.rows) == len(source.rows) + 1


def test_every_chart_is_words_own_and_told_in_words() -> None:
    counts = tuple(ProgressCount(progress=each, count=1) for each in Progress)
    before = round_record(Occasion.ANNUAL_ACCOUNTS).reference_date
    earlier = EarlierRound(occasion=Occasion.ANNUAL_ACCOUNTS, reference_date=before, total=6, counts=counts)
    its_report = report(earlier=(earlier,))
    content = word(its_report, SWEDISH)

    told = [each.get("descr") for each in opened(content).element.body.iter(qn("wp:docPr"))]
    charts = [
        block
        for each in compose(its_report, SWEDISH).every_section
        for block in each.blocks
        if isinstance(block, Chart)
    ]
    assert told == [each.alternative for each in charts]
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = [each for each in package.namelist() if each.startswith("word/charts/")]
        patterns = re.findall(rb'prst="(\w+)"', package.read(parts[0]))
    assert len(parts) == len(charts) == 2
    assert len(set(patterns)) == len(patterns) == 4


def test_the_list_of_activities_lies_on_its_side_and_the_rest_stands(made: WordDocument) -> None:
    sides = [int(section.page_width or 0) > int(section.page_height or 0) for section in made.sections]

    assert sides == [False, True, False]


def test_a_preliminary_draft_is_marked_on_every_page() -> None:
    draft = replace(
        report(), data=replace(report().data, follow_up_round=round_record(state=RoundState.OPEN)), seal=None
    )

    document = opened(word(draft, SWEDISH))

    for section in document.sections:
        assert "Utkast – inte godkänt" in section.header.paragraphs[0].text
        assert "Preliminärt" in section.header.paragraphs[0].text


def test_the_files_own_properties_name_it_and_its_seal(made: WordDocument) -> None:
    about = made.core_properties

    assert (about.title, about.subject, about.author, about.language) == (
        "Rapport om Handlingsplan 2023",
        "Delårsbokslut 2023",
        "Borlänge kommunkoncern",
        "sv-SE",
    )
    assert re.fullmatch(rf"lageskoll-seal:{SEAL.sha256}:\d+:1", about.keywords)


def test_it_is_in_the_language_that_was_asked_for() -> None:
    document = opened(word(report(), ENGLISH))

    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert headings(document)[0] == "Summary"


def test_the_data_it_was_made_of_are_in_it() -> None:
    its_report = report()

    said = evidence(word(its_report, SWEDISH))

    assert said.data_sha256 == checksum(canonical(its_report.data))
    assert said.mark == its_report.mark


def test_the_same_report_is_the_same_bytes() -> None:
    assert word(report(), SWEDISH) == word(report(), SWEDISH)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_people_have_written_is_text_and_the_file_opens(text: str) -> None:
    said = answer(Progress.DELAYED, comment=text, obstacle=text, next_step=text)
    its_report = report(record(1, said, title=text, owner=text))

    document = opened(word(its_report, SWEDISH))

    shown = "".join(texts(document))
    assert "49" not in shown
    visible = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]", "\ufffd", text)
    assert visible in shown


@pytest.mark.parametrize("records", [(), (record(1),)], ids=len)
def test_it_is_made_of_nothing_at_all_and_of_next_to_nothing(records: tuple[PlanActivityRecord, ...]) -> None:
    document = opened(word(Report(data=report_data(*records), made_on=MADE_ON), SWEDISH))

    assert headings(document)[0] == "Sammanfattning"


def test_a_template_of_the_municipalitys_own_is_filled_in_where_it_says() -> None:
    template = own_template(
        "Nämnden, {{ datum }}", "{{p avvikelser }}", "{% if diarienummer %}Dnr {{ diarienummer }}{% endif %}"
    )

    document = opened(word(report(), SWEDISH, template))

    found = texts(document)
    assert found[0] == "Nämnden, 20 september 2023"
    assert found[-1] == "Dnr MN 2023/117"
    assert headings(document)[0] == "Avvikelser"
    assert "Sammanfattning" not in found


def test_every_part_has_a_placeholder_that_a_section_answers_to() -> None:
    second = replace(report(), seal=replace(SEAL, version=2), previous=report_data())
    anchors = {each.anchor for each in compose(second, SWEDISH).sections}

    assert anchors - set(PARTS.values()) == set()


def test_a_template_may_lack_every_style_that_the_report_would_like() -> None:
    document = docx.Document()
    for name in ("Heading 1", "Heading 2", "Heading 3", "List Bullet", "Caption", "Table Grid"):
        style = document.styles[name]
        style.element.getparent().remove(style.element)
    document.add_paragraph("{{p rapport }}")
    content = BytesIO()
    document.save(content)

    assert "Sammanfattning" in texts(opened(word(report(), SWEDISH, content.getvalue())))


def macro_file() -> bytes:
    before, after = BytesIO(own_template("hej")), BytesIO()
    with zipfile.ZipFile(before) as source, zipfile.ZipFile(after, "w") as made:
        for name in source.namelist():
            content = source.read(name)
            made.writestr(name, content.replace(b"wordprocessingml.document.main", b"macroEnabled.main"))
    return after.getvalue()


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        (b"", "no_word_file"),
        (b"not a zip", "no_word_file"),
        (macro_file(), "no_word_file"),
        (b"x" * 10_000_001, "too_large"),
        (own_template("{{ titel "), "not_readable"),
        (own_template("{{ kommunalrad }}"), "unknown_placeholders"),
        (own_template("{{ titel.__class__.__mro__ }}"), "not_readable"),
        (own_template("{% include 'x' %}"), "not_readable"),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_with_why(template: bytes, reason: str) -> None:
    with pytest.raises(ReportTemplateError) as refused:
        word(report(), SWEDISH, template)

    assert refused.value.reason == reason


def test_a_template_with_unknown_placeholders_is_told_which() -> None:
    with pytest.raises(ReportTemplateError) as refused:
        word(report(), SWEDISH, own_template("{{ b }} {{ titel }} {{ a }}"))

    assert refused.value.names == ("a", "b")


def test_the_default_template_is_the_one_that_is_made() -> None:
    assert default_template.default_template() == default_template.made()


def test_a_document_that_has_lost_its_first_half_says_nothing_of_itself() -> None:
    whole = word(report(), SWEDISH)

    assert evidence(b"PK" + whole[len(whole) // 2 :]) == Evidence(data_sha256="", mark=None)


def test_a_template_that_has_lost_its_first_half_is_refused() -> None:
    whole = default_template.default_template()

    with pytest.raises(ReportTemplateError):
        template_file.opened(whole[len(whole) // 2 :])
