"""The municipality's own template: what is told of one that is faulty, and a guide that cannot go stale."""

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest

from reports.word.default_template import default_template
from reports.word.faults import ReportTemplateError
from reports.word.placeholders import LINES, PARTS, PLACEHOLDERS, WHOLE
from reports.word.template_check import REQUIRED, check

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "report-template.md").read_text(encoding="utf-8")
SAMPLE = ROOT / "docs" / "samples" / "rapport-delarsbokslut-2023-version-1.docx"
ROW = re.compile(r"^\| `\{\{(p?) ([a-z_]+) \}\}` \|([^|]+)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
WHOLE_TEMPLATE = ("{{ titel }}", "{{ markning }}", "{{p rapport }}", "{{p kallor }}", "{{p godkannande }}")


def template(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    document, content = docx.Document(), BytesIO()
    for each in paragraphs:
        document.add_paragraph(each)
    document.save(content)
    return content.getvalue()


def said_in_the_sample() -> str:
    document = docx.Document(str(SAMPLE))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    footers = (each.text for section in document.sections for each in section.footer.paragraphs)
    return "\n".join([*(each.text for each in document.paragraphs), *cells, *footers])


def test_the_default_template_and_the_least_that_is_needed_can_be_used() -> None:
    check(default_template())
    check(template(*WHOLE_TEMPLATE))


@pytest.mark.parametrize("name", [*REQUIRED, WHOLE])
def test_what_must_be_there_and_is_not_is_named(name: str) -> None:
    kept = [each for each in WHOLE_TEMPLATE if name not in each]

    with pytest.raises(ReportTemplateError) as refused:
        check(template(*kept))

    assert (refused.value.reason, refused.value.names) == ("missing_placeholders", (name,))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("{{ avvikelser }}", "avvikelser"),
        ("Se {{p avvikelser }} nedan", "avvikelser"),
        ("{{p datum }}", "datum"),
    ],
)
def test_a_part_within_a_text_or_a_line_as_a_part_is_named(written: str, name: str) -> None:
    with pytest.raises(ReportTemplateError) as refused:
        check(template(*WHOLE_TEMPLATE, written))

    assert (refused.value.reason, refused.value.names) == ("misplaced_placeholders", (name,))


@pytest.mark.parametrize("written", ["{{ titel / 0 }}", "{{ datum", "{% for x in titel %}"])
def test_what_cannot_be_filled_in_is_found_before_anybody_waits_for_a_report(written: str) -> None:
    with pytest.raises(ReportTemplateError) as refused:
        check(template(*WHOLE_TEMPLATE, written))

    assert refused.value.reason == "not_readable"


def test_the_guide_tells_of_every_placeholder_once_and_as_it_is_to_be_written() -> None:
    rows = ROW.findall(GUIDE)

    assert sorted(name for _, name, *_ in rows) == sorted(PLACEHOLDERS)
    assert {name for mark, name, *_ in rows if not mark} == set(LINES)
    assert {name for *_, name, _, _, must in rows if must.strip()} == {*REQUIRED, WHOLE}
    assert all(meaning.strip() for *_, meaning, _, _ in rows)


def test_the_guides_examples_are_what_the_sample_says() -> None:
    said = said_in_the_sample()
    # The first version has nothing that has been corrected.
    examples = {name: example.strip() for _, name, _, example, _ in ROW.findall(GUIDE) if name != "rattelser"}

    assert {name: each for name, each in examples.items() if each not in said} == {}
    assert set(PARTS) <= {name for _, name, *_ in ROW.findall(GUIDE)}
