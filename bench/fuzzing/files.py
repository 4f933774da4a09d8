"""The files that people hand in: plans as workbooks and YAML, mappings, and what other systems write."""

import io
import zipfile
from functools import lru_cache
from zoneinfo import ZoneInfo

from bench.fuzzing.target import Target
from bench.processes import ROOT
from bot.exchange import rows, table
from bot.exchange.cells import Cells
from bot.exchange.mapping import FileMapping
from bot.exchange.mapping_file import read_mapping
from bot.exchange.problems import MappingRefusedError, TableRefusedError
from domain.plan_file.problems import FileRefusedError
from reports.evidence import evidence
from reports.plan_template import template
from storage.plan_import.reading import read_content

EXAMPLES = ROOT / "docs" / "api"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
# The smallest that there is, with something to read in it.
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Keywords(lageskoll-seal:0:1:1)>>endobj\ntrailer<</Root 1 0 R/Info 3 0 R>>\n%%EOF\n"
)
PLAN_IN_YAML = """\
plan: {title: Handlingsplan, year: 2023}
org_units: [{name: Miljö, kind: sector}]
measures: [{number: 1, title: Solceller}]
people: [{name: Karin Ek, email: karin@a.example, org_unit: Miljö, roles: [owner]}]
plan_activities: [{number: "1.1", title: Tak, measure: 1, owner: karin@a.example, start: 2023-01-01}]
"""


def workbook(content: bytes) -> object:
    """A file that is called a workbook."""
    return _plan("plan.xlsx", content)


def sheet(content: bytes) -> object:
    """A workbook whose package is sound and whose first sheet is this."""
    return _plan("plan.xlsx", _packed({SHEET: content}))


def strings(content: bytes) -> object:
    """The same with its texts."""
    return _plan("plan.xlsx", _packed({STRINGS: content}))


def plan_in_yaml(content: bytes) -> object:
    """A plan in YAML."""
    return _plan("plan.yaml", content)


def mapping(content: bytes) -> object:
    """How another system writes its file."""
    try:
        return read_mapping(content, to_import=True)
    except (MappingRefusedError, FileRefusedError) as error:
        return error


def answers(content: bytes) -> object:
    """What another system wrote, by the example's mapping."""
    by = _example()
    try:
        return rows.understood(by, Cells(form=by.file, time_zone=STOCKHOLM), table.read(by, content))
    except TableRefusedError as error:
        return error


def approved(content: bytes) -> object:
    """A file about which somebody asks whether it is the report that was approved."""
    return evidence(content)


def _plan(name: str, content: bytes) -> object:
    try:
        return read_content(name, content)
    except FileRefusedError as error:
        return error


@lru_cache(maxsize=1)
def _example() -> FileMapping:
    return read_mapping((EXAMPLES / "mapping-example.yaml").read_bytes(), to_import=True)


@lru_cache(maxsize=1)
def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(template())) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(changed: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, part in (_parts() | changed).items():
            package.writestr(name, part)
    return content.getvalue()


TARGETS = {
    "workbook": Target(workbook, (template(),)),
    "sheet": Target(sheet, (_parts()[SHEET],)),
    "texts of a workbook": Target(strings, (_parts()[STRINGS],)),
    "report to verify": Target(
        approved, (template(), PDF, b'{"data":{"about":1}}', b"<html><script>{}</script></html>")
    ),
    "plan in YAML": Target(plan_in_yaml, (PLAN_IN_YAML.encode(),)),
    "mapping": Target(mapping, ((EXAMPLES / "mapping-example.yaml").read_bytes(),)),
    "answers in a file": Target(answers, ((EXAMPLES / "mapping-example.csv").read_bytes(),)),
}
