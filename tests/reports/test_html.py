"""The report as a web page: whole in itself, with whatever people have written shown as they wrote it."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from domain.answers import Progress
from domain.report.data import PlanActivityRecord
from domain.report.seal import Report
from reports.canonical import canonical, checksum
from reports.evidence import evidence
from reports.narrative.compose import compose
from reports.web_page.html_file import html
from tests.domain.report_examples import answer, record, report_data
from tests.reports.test_narrative import ENGLISH, MADE_ON, RECORDS, SEAL, SWEDISH

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "{{ 7*7 }} {% raw %}",
    "--><!-- ]]>",
    "\u202etxet 🦆 \u2028",
)


FETCHING = {"link", "img", "iframe", "object", "embed", "base", "form"}


class Page(HTMLParser):
    """What is in a page: its elements with their attributes, and what leads where."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def report(*records: PlanActivityRecord) -> Report:
    return Report(data=report_data(*(records or RECORDS)), made_on=MADE_ON, seal=SEAL)


def test_every_link_leads_somewhere_in_the_page_and_every_name_is_there_once() -> None:
    page = Page(html(report(), SWEDISH))

    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {each["href"].removeprefix("#") for each in page.of("a")} <= set(ids)
    assert all(each["href"].startswith("#") for each in page.of("a"))


def test_every_source_is_led_to_and_leads_back() -> None:
    page = Page(html(report(), SWEDISH))

    targets = {each["href"] for each in page.of("a")}
    for note in compose(report(), SWEDISH).notes:
        assert {f"#note-{note.number}", f"#met-{note.number}"} <= targets


def test_nothing_is_fetched_from_anywhere() -> None:
    page = Page(html(report(), SWEDISH))

    assert not {tag for tag, _ in page.elements} & {
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
    }
    assert [each.get("type") for each in page.of("script")] == ["application/json"]
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert not re.search(rb"url\((?!#)|@import|https?://", html(report(), SWEDISH))


def test_headings_go_down_one_step_at_a_time() -> None:
    steps = [int(tag[1]) for tag, _ in Page(html(report(), SWEDISH)).elements if re.fullmatch("h[1-6]", tag)]

    assert steps[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(steps))


def test_it_says_its_language_and_its_seal() -> None:
    page = Page(html(report(), ENGLISH))

    assert page.of("html") == [{"lang": "en"}]
    keywords = next(each["content"] for each in page.of("meta") if each.get("name") == "keywords")
    assert keywords == str(report().mark)


def test_the_data_it_was_made_of_are_in_it() -> None:
    said = evidence(html(report(), SWEDISH))

    assert said.data_sha256 == checksum(canonical(report().data))
    assert said.mark == report().mark


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_people_have_written_is_text(text: str) -> None:
    said = answer(Progress.DELAYED, comment=text, obstacle=text, next_step=text)
    made = report(record(1, said, title=text, owner=text))

    content = html(made, SWEDISH)

    harmless = Page(
        html(report(record(1, answer(Progress.DELAYED, comment="a", obstacle="a", next_step="a"))), SWEDISH)
    )
    assert [tag for tag, _ in Page(content).elements] == [tag for tag, _ in harmless.elements]
    assert " ".join(text.split()) in unescape(content.decode())
    assert evidence(content).data_sha256 == checksum(canonical(made.data))


@pytest.mark.parametrize("records", [(), (record(1),)], ids=len)
def test_it_is_made_of_nothing_at_all_and_of_next_to_nothing(records: tuple[PlanActivityRecord, ...]) -> None:
    content = html(Report(data=report_data(*records), made_on=MADE_ON), SWEDISH)

    assert "Sammanfattning" in content.decode()


def test_the_same_report_is_the_same_bytes() -> None:
    assert html(report(), SWEDISH) == html(report(), SWEDISH)


def test_the_data_can_be_read_by_a_program() -> None:
    content = html(report(), SWEDISH).decode()

    script = re.search(
        r'<script type="application/json" id="lageskoll-data">(.*?)</script>', content, re.DOTALL
    )
    assert script is not None
    assert json.loads(script.group(1))["plan_year"] == 2023
