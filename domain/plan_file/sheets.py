"""The layout of a plan file: its sheets and columns in a workbook, and their keys in YAML."""

from dataclasses import dataclass
from enum import StrEnum

README_SHEET = "Läs mig"
# What the annotated workbook calls its list of problems; importing it again passes over the list.
FAULT_SHEETS = ("Fel att rätta", "Errors to mend")
# What the draft of next year's plan says about itself; reading it in passes over that too.
ENDED_SHEET, PROPOSED_SHEET, CHANGED_SHEET = "Avslutade", "Förslag", "Ändras"
OWNERLESS_SHEET = "Utan ansvarig"
NOTE_SHEETS = (ENDED_SHEET, PROPOSED_SHEET, CHANGED_SHEET, OWNERLESS_SHEET)
# A row whose first cell begins so is an example to look at and is never imported.
EXAMPLE_MARK = "EXEMPEL"
SEPARATOR = ";"


class Layout(StrEnum):
    """The two kinds of file that hold the same plan."""

    WORKBOOK = "workbook"
    YAML = "yaml"


class Section(StrEnum):
    """A sheet of the workbook; the value is the key of the same part in YAML."""

    PLAN = "plan"
    ORG_UNITS = "org_units"
    STRATEGIC_PRIORITIES = "strategic_priorities"
    FOCUS_AREAS = "focus_areas"
    WORKING_METHODS = "working_methods"
    MEASURES = "measures"
    ADOPTIONS = "adoptions"
    PEOPLE = "people"
    PLAN_ACTIVITIES = "plan_activities"
    EARLIER_ANSWERS = "earlier_answers"


class ColumnKind(StrEnum):
    """How a column is written and what its drop-down holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    YEAR = "year"
    PERCENT = "percent"
    DAY = "day"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    UNIT = "unit"
    PRIORITY = "priority"
    MEASURE = "measure"
    PLAN_ACTIVITY = "plan_activity"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `key` is its name in YAML, with a dot where it is nested; `is_optional` may be left out."""

    field: str
    heading: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 20
    key: str = ""
    is_optional: bool = False

    @property
    def yaml_key(self) -> str:
        """The name in YAML."""
        return self.key or self.field


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet with its columns, in order. An optional one may be missing from the file."""

    section: Section
    title: str
    columns: tuple[Column, ...]
    is_optional: bool = False

    def column(self, field: str) -> Column:
        """The column of a field; raises KeyError when the sheet has none."""
        found = next((column for column in self.columns if column.field == field), None)
        if found is None:
            raise KeyError(field)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: the row as Excel or a text editor numbers it, 0 for the whole sheet."""

    section: Section | None
    row: int = 0


def _must(field: str, heading: str, width: int, kind: ColumnKind = ColumnKind.TEXT, key: str = "") -> Column:
    return Column(field=field, heading=heading, width=width, kind=kind, key=key)


def _may(field: str, heading: str, width: int, kind: ColumnKind = ColumnKind.TEXT, key: str = "") -> Column:
    return Column(field=field, heading=heading, width=width, kind=kind, key=key, is_optional=True)


_EXAMPLE = _may("is_example", "Exempel", 10, ColumnKind.YES_NO, "example")
_ORG_UNIT = _must("org_unit", "Enhet", 28, ColumnKind.UNIT, "unit")
_PRIORITY = _may("strategic_priority", "Prioritering", 24, ColumnKind.PRIORITY)
_DESCRIPTION = _may("description", "Beskrivning", 70, ColumnKind.LONG_TEXT)

_SHEETS = (
    Sheet(
        section=Section.PLAN,
        title="Plan",
        columns=(
            _must("year", "År", 16, ColumnKind.YEAR),
            _must("title", "Titel", 50),
            _may("strategy_until", "Strategi till", 14, ColumnKind.YEAR),
        ),
    ),
    Sheet(
        section=Section.ORG_UNITS,
        title="Enheter",
        columns=(_must("name", "Enhet", 34), _must("unit_kind", "Slag", 12, ColumnKind.CHOICE, "kind")),
    ),
    Sheet(
        section=Section.STRATEGIC_PRIORITIES,
        title="Prioriteringar",
        is_optional=True,
        columns=(_must("name", "Prioritering", 40),),
    ),
    Sheet(
        section=Section.FOCUS_AREAS,
        title="Fokusområden",
        is_optional=True,
        columns=(_must("name", "Fokusområde", 44), _PRIORITY),
    ),
    Sheet(
        section=Section.WORKING_METHODS,
        title="Arbetssätt",
        is_optional=True,
        columns=(_must("name", "Arbetssätt", 44),),
    ),
    Sheet(
        section=Section.MEASURES,
        title="Åtgärder",
        columns=(
            _must("number", "Nr", 12, ColumnKind.NUMBER),
            _must("title", "Åtgärd", 46),
            _DESCRIPTION,
            _may("focus_areas", "Fokusområden", 44),
            _may("working_methods", "Arbetssätt", 36),
            _PRIORITY,
        ),
    ),
    Sheet(
        section=Section.ADOPTIONS,
        title="Antaganden",
        columns=(_must("measure", "Åtgärd nr", 14, ColumnKind.MEASURE), _ORG_UNIT),
    ),
    Sheet(
        section=Section.PEOPLE,
        title="Personer",
        columns=(
            _must("name", "Namn", 30),
            _must("email", "E-post", 38),
            _ORG_UNIT,
            _must("roles", "Roller", 24, ColumnKind.CHOICES),
            _may("language", "Språk", 12, ColumnKind.CHOICE),
            _may("absent_from", "Frånvarande från", 18, ColumnKind.DAY),
            _may("absent_to", "Frånvarande till", 18, ColumnKind.DAY),
            _may("deputy", "Ersättare", 38, ColumnKind.PERSON),
            _EXAMPLE,
        ),
    ),
    Sheet(
        section=Section.PLAN_ACTIVITIES,
        title="Aktiviteter",
        columns=(
            _must("number", "Nr", 12),
            _must("measure", "Åtgärd nr", 11, ColumnKind.MEASURE),
            _ORG_UNIT,
            _must("title", "Aktivitet", 52),
            _DESCRIPTION,
            _must("owner", "Ansvarig", 38, ColumnKind.PERSON),
            _may("co_owners", "Medansvariga", 38),
            _must("start", "Start", 12, ColumnKind.DAY),
            _must("end", "Slut", 12, ColumnKind.DAY),
            _may("indicator_name", "Nyckeltal", 30, ColumnKind.TEXT, "indicator.name"),
            _may("indicator_unit", "Mått", 12, ColumnKind.TEXT, "indicator.unit"),
            _may("indicator_target", "Målvärde", 11, ColumnKind.NUMBER, "indicator.target"),
            _may("indicator_target_year", "Målår", 9, ColumnKind.YEAR, "indicator.target_year"),
            _EXAMPLE,
        ),
    ),
    Sheet(
        section=Section.EARLIER_ANSWERS,
        title="Tidigare svar",
        is_optional=True,
        columns=(
            _must("plan_activity", "Aktivitet nr", 14, ColumnKind.PLAN_ACTIVITY),
            _must("occasion", "Uppföljning", 16, ColumnKind.CHOICE),
            _must("reference_date", "Läget den", 12, ColumnKind.DAY),
            _must("progress", "Läge", 15, ColumnKind.CHOICE),
            _may("percent", "Procent", 9, ColumnKind.PERCENT),
            _may("comment", "Kommentar", 60, ColumnKind.LONG_TEXT),
            _may("obstacle", "Hinder", 14, ColumnKind.CHOICE),
            _may("obstacle_text", "Om hindret", 44, ColumnKind.LONG_TEXT),
            _may("next_step", "Nästa steg", 44, ColumnKind.LONG_TEXT),
            _must("answered_by", "Svarat av", 38, ColumnKind.PERSON),
            _must("answered_on", "Svarat den", 12, ColumnKind.DAY),
        ),
    ),
)
SHEETS: dict[Section, Sheet] = {sheet.section: sheet for sheet in _SHEETS}


def section_name(section: Section, layout: Layout) -> str:
    """What the reader of the file calls a section: the sheet's title, or the key in YAML."""
    return SHEETS[section].title if layout is Layout.WORKBOOK else section.value


def field_name(section: Section, field: str, layout: Layout) -> str:
    """What the reader of the file calls a field: the column's heading, or the key in YAML."""
    column = next((column for column in SHEETS[section].columns if column.field == field), None)
    if column is None:
        return field
    return column.heading if layout is Layout.WORKBOOK else column.yaml_key
