"""Reads a plan file in YAML as rows with their line numbers; nothing in it is ever constructed or run."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import yaml

from domain.plan_file.cells import Cell, RawPlan, RawRow
from domain.plan_file.problems import FileFault, FileRefusedError, Problem, ProblemKind
from domain.plan_file.sheets import SHEETS, Layout, Place, Section
from storage.yaml_file import line_of, root_of

TAG = "tag:yaml.org,2002:"
EXAMPLE_KEY = "example"
UNITS_KEY = "units"
# A list of single names may be written without braces.
NAME_FIELD = "name"


def read_yaml(content: bytes) -> RawPlan:
    """The file as rows. Raises `FileRefusedError` when it is not YAML, or not a plan."""
    root = root_of(content)
    if root is None:
        raise FileRefusedError(FileFault.EMPTY)
    if not isinstance(root, yaml.MappingNode) or not _keys(root) & {section.value for section in Section}:
        raise FileRefusedError(FileFault.NOT_A_PLAN)
    return _Reading().plan(root)


def _keys(node: yaml.MappingNode) -> set[str]:
    return {key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)}


@dataclass(frozen=True, slots=True)
class _Reading:
    rows: dict[Section, list[RawRow]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def plan(self, root: yaml.MappingNode) -> RawPlan:
        """Walk through the file's parts."""
        is_example = False
        for key, value in self._pairs(root, Place(section=None)):
            if key == EXAMPLE_KEY:
                is_example = _scalar(value) is True
            elif key in set(Section) - {Section.ADOPTIONS}:
                self._section(Section(key), value)
            else:
                self._refuse(Place(section=None, row=line_of(value)), ProblemKind.UNKNOWN_SHEET, key)
        self._say_missing(_keys(root))
        return RawPlan(
            layout=Layout.YAML,
            rows={section: tuple(rows) for section, rows in self.rows.items()},
            problems=tuple(self.problems),
            is_example=is_example,
        )

    def _say_missing(self, keys: set[str]) -> None:
        for section, sheet in SHEETS.items():
            if section.value not in keys and section is not Section.ADOPTIONS and not sheet.is_optional:
                self._refuse(Place(section=section), ProblemKind.MISSING_SHEET)

    def _section(self, section: Section, node: yaml.Node) -> None:
        if section is Section.PLAN and isinstance(node, yaml.MappingNode):
            self._row(section, node)
        elif isinstance(node, yaml.SequenceNode) and section is not Section.PLAN:
            for item in node.value:
                self._row(section, item)
        elif _scalar(node) is not None:
            self._refuse(Place(section=section, row=line_of(node)), ProblemKind.WRONG_SHAPE)

    def _row(self, section: Section, node: yaml.Node) -> None:
        place = Place(section=section, row=line_of(node))
        if isinstance(node, yaml.MappingNode):
            cells = dict(self._cells(section, node, place))
        elif isinstance(node, yaml.ScalarNode) and len(_required(section)) == 1:
            cells = {NAME_FIELD: _scalar(node)}
        else:
            self._refuse(place, ProblemKind.WRONG_SHAPE)
            return
        self.rows.setdefault(section, []).append(RawRow(place=place, cells=cells))
        if section is Section.MEASURES and isinstance(node, yaml.MappingNode):
            self._adoptions(node, cells.get("number"))

    def _adoptions(self, measure: yaml.MappingNode, number: Cell) -> None:
        units = next((value for key, value in measure.value if key.value == UNITS_KEY), None)
        if isinstance(units, yaml.SequenceNode):
            self.rows.setdefault(Section.ADOPTIONS, []).extend(
                RawRow(
                    place=Place(section=Section.ADOPTIONS, row=line_of(unit)),
                    cells={"measure": number, "org_unit": _scalar(unit)},
                )
                for unit in units.value
            )

    def _cells(
        self, section: Section, node: yaml.MappingNode, place: Place, prefix: str = ""
    ) -> Iterator[tuple[str, Cell]]:
        fields = {column.yaml_key: column.field for column in SHEETS[section].columns}
        for key, value in self._pairs(node, place):
            path = f"{prefix}{key}"
            if section is Section.MEASURES and path == UNITS_KEY:
                self._expect_list(place, value)
            elif path in fields:
                yield fields[path], self._cell(place, fields[path], value)
            elif isinstance(value, yaml.MappingNode) and any(name.startswith(f"{path}.") for name in fields):
                yield from self._cells(section, value, place, f"{path}.")
            elif not (any(name.startswith(f"{path}.") for name in fields) and _scalar(value) is None):
                self._refuse(place, ProblemKind.UNKNOWN_COLUMN, path)

    def _expect_list(self, place: Place, value: yaml.Node) -> None:
        if not isinstance(value, yaml.SequenceNode):
            self._refuse(place, ProblemKind.WRONG_SHAPE, UNITS_KEY)

    def _cell(self, place: Place, name: str, node: yaml.Node) -> Cell:
        if isinstance(node, yaml.SequenceNode) and all(
            isinstance(item, yaml.ScalarNode) for item in node.value
        ):
            return tuple(str(item.value) for item in node.value)
        if not isinstance(node, yaml.ScalarNode):
            self._refuse(place, ProblemKind.WRONG_SHAPE, name)
            return None
        return _scalar(node)

    def _pairs(self, node: yaml.MappingNode, place: Place) -> Iterator[tuple[str, yaml.Node]]:
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            if name in seen:
                self._refuse(place, ProblemKind.COLUMN_TWICE, name)
            seen.add(name)
            yield name, value

    def _refuse(self, place: Place, kind: ProblemKind, value: str = "") -> None:
        self.problems.append(Problem(place=place, kind=kind, value=value))


def _required(section: Section) -> list[str]:
    return [column.field for column in SHEETS[section].columns if not column.is_optional]


def _scalar(node: yaml.Node) -> Cell:
    """A scalar as it is written: numbers keep their digits (1.10 is not 1.1)."""
    if not isinstance(node, yaml.ScalarNode):
        return None
    text = str(node.value)
    match node.tag.removeprefix(TAG):
        case "null":
            return None
        case "bool":
            return text.lower() in {"true", "yes", "on"}
        case "timestamp":
            return _day(text)
        case _:
            return text


def _day(text: str) -> Cell:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return text
