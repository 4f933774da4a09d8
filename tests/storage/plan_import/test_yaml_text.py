"""Reading plan files in YAML."""

import os
from decimal import Decimal
from pathlib import Path

import pytest

from domain.plan_file.problems import FileFault, FileRefusedError, ProblemKind
from reports.plan_template import write_workbook
from storage.plan_import.reading import read_plan_file
from tests.storage.plan_import.workbooks import saved

YAML = """
example: true
plan: {year: 2023, title: Handlingsplan}
org_units: [{name: Hushagen, kind: company}]
measures: [{number: 1, title: Ställa om, units: [Hushagen]}]
people: [{name: Anna, email: Anna@borlange.example, unit: Hushagen, roles: [owner]}]
plan_activities:
  - number: 1.10
    measure: 1
    unit: Hushagen
    title: Byt bil
    owner: anna@borlange.example
    start: 2023-01-15
    end: 2023-12-15
    indicator: {name: Elbilar, unit: "%", target: 60, target_year: 2025}
"""


def fault(path: Path) -> FileFault:
    with pytest.raises(FileRefusedError) as refusal:
        read_plan_file(path)
    return refusal.value.fault


def test_yaml_is_read_with_its_lines(tmp_path: Path) -> None:
    read = read_plan_file(saved(tmp_path, YAML.encode(), "plan.yaml"))

    (altered,) = read.plan_activities
    assert read.problems == ()
    assert (altered.number, altered.place.row, altered.is_example) == ("1.10", 8, True)
    assert (altered.indicator_name, altered.indicator_target) == ("Elbilar", Decimal(60))
    assert read.adoptions[0].org_unit == "Hushagen"
    assert read.plans[0].is_example


def yaml_problems(tmp_path: Path, old: str, new: str) -> list[tuple[ProblemKind, str]]:
    assert old in YAML
    path = saved(tmp_path, YAML.replace(old, new).encode(), "plan.yml")
    return [(each.kind, each.value) for each in read_plan_file(path).problems]


@pytest.mark.parametrize(
    ("old", "new", "kind", "value"),
    [
        ("title: Byt bil", "titel: Byt bil", ProblemKind.UNKNOWN_COLUMN, "titel"),
        ("    title: Byt bil", "    title: Byt bil\n    title: Igen", ProblemKind.COLUMN_TWICE, "title"),
        ("people:", "folk:", ProblemKind.UNKNOWN_SHEET, "folk"),
        ("people:", "folk:", ProblemKind.MISSING_SHEET, ""),
        ("start: 2023-01-15", "start: 2023-02-30", ProblemKind.NOT_A_DATE, "2023-02-30"),
        ("owner: anna@borlange.example", "owner:", ProblemKind.NO_OWNER, ""),
        ("title: Byt bil", "title: {a: b}", ProblemKind.WRONG_SHAPE, "title"),
        ("units: [Hushagen]", "units: Hushagen", ProblemKind.WRONG_SHAPE, "units"),
        ("{name: Elbilar, unit", "{unit", ProblemKind.MISSING_FIELD, ""),
        ("[owner]", "[kung]", ProblemKind.UNKNOWN_CHOICE, "kung"),
        ("year: 2023", "year: 23", ProblemKind.YEAR_OUT_OF_RANGE, "23"),
    ],
)
def test_what_is_wrong_in_yaml_is_a_problem(
    tmp_path: Path, old: str, new: str, kind: ProblemKind, value: str
) -> None:
    assert (kind, value) in yaml_problems(tmp_path, old, new)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"plan: {year: 2023", FileFault.NOT_YAML),
        (b"plan: \xff\xfe", FileFault.NOT_YAML),
        (b"hej: hopp", FileFault.NOT_A_PLAN),
        (b"[1, 2]", FileFault.NOT_A_PLAN),
        (b"plan: &a {year: 2023}\nother: *a", FileFault.REFERENCES),
        (b"plan: " + b"[" * 50_000, FileFault.TOO_DEEP),
    ],
)
def test_yaml_that_cannot_be_a_plan_is_refused(tmp_path: Path, content: bytes, expected: FileFault) -> None:
    assert fault(saved(tmp_path, content, "plan.yaml")) is expected


def test_yaml_never_makes_objects(tmp_path: Path) -> None:
    marker = tmp_path / "made"
    content = f"plan: {{year: 2023, title: !!python/object/apply:os.mkdir ['{marker}']}}"

    read_plan_file(saved(tmp_path, content.encode(), "plan.yaml"))

    assert not os.path.lexists(marker)


def test_both_kinds_of_file_hold_the_same_plan(tmp_path: Path) -> None:
    from_yaml = read_plan_file(saved(tmp_path, YAML.encode(), "plan.yaml"))
    from_workbook = read_plan_file(saved(tmp_path, write_workbook(from_yaml)))

    assert from_workbook == from_yaml
