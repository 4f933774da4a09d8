"""What can be wrong with a plan file, and what was put right in it."""

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import LageskollError
from domain.plan_file.sheets import Place


class FileFault(StrEnum):
    """Why a file could not be read at all."""

    NOT_FOUND = "not_found"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    WRONG_EXTENSION = "wrong_extension"
    NOT_A_WORKBOOK = "not_a_workbook"
    LOCKED = "locked"
    MACROS = "macros"
    TOO_LARGE_UNPACKED = "too_large_unpacked"
    TOO_MANY_ROWS = "too_many_rows"
    NOT_YAML = "not_yaml"
    REFERENCES = "references"
    TOO_DEEP = "too_deep"
    NOT_A_PLAN = "not_a_plan"


class FileRefusedError(LageskollError):
    """The file could not be read as a plan; `fault` says why, `detail` where."""

    def __init__(self, fault: FileFault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else fault.value)
        self.fault = fault
        self.detail = detail


class PlanRefusedError(LageskollError):
    """The plan file has rows that must be mended before it can be imported; nothing was written."""


class ProblemKind(StrEnum):
    """Why a row was refused."""

    MISSING_SHEET = "missing_sheet"
    UNKNOWN_SHEET = "unknown_sheet"
    MISSING_COLUMN = "missing_column"
    UNKNOWN_COLUMN = "unknown_column"
    COLUMN_TWICE = "column_twice"
    WRONG_SHAPE = "wrong_shape"
    FORMULA_ERROR = "formula_error"
    FORMULA_NOT_CALCULATED = "formula_not_calculated"
    MISSING_FIELD = "missing_field"
    TEXT_TOO_LONG = "text_too_long"
    NOT_A_WHOLE_NUMBER = "not_a_whole_number"
    NOT_A_NUMBER = "not_a_number"
    NUMBER_OUT_OF_RANGE = "number_out_of_range"
    NOT_A_DATE = "not_a_date"
    YEAR_OUT_OF_RANGE = "year_out_of_range"
    UNKNOWN_CHOICE = "unknown_choice"
    NO_PLAN = "no_plan"
    SEVERAL_PLANS = "several_plans"
    NAME_TWICE = "name_twice"
    NUMBER_TWICE = "number_twice"
    ADOPTION_TWICE = "adoption_twice"
    ANSWER_TWICE = "answer_twice"
    EMAIL_MALFORMED = "email_malformed"
    EMAIL_TWICE = "email_twice"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_FOCUS_AREA = "unknown_focus_area"
    UNKNOWN_WORKING_METHOD = "unknown_working_method"
    UNKNOWN_PRIORITY = "unknown_priority"
    UNKNOWN_MEASURE = "unknown_measure"
    UNKNOWN_PLAN_ACTIVITY = "unknown_plan_activity"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_OWNER = "unknown_owner"
    UNKNOWN_DEPUTY = "unknown_deputy"
    OWN_DEPUTY = "own_deputy"
    NO_OWNER = "no_owner"
    NOT_ADOPTED = "not_adopted"
    ABSENCE_INCOMPLETE = "absence_incomplete"
    DATES_REVERSED = "dates_reversed"
    OBSTACLE_NOT_WANTED = "obstacle_not_wanted"
    ROUND_NOT_OVER = "round_not_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One reason why the file is refused, with what it takes to say it in a sentence.

    `value` is what stands in the file, `choices` what could stand there, `low` and `high` the limits.
    """

    place: Place
    kind: ProblemKind
    field: str = ""
    value: str = ""
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unified:
    """A name that was spelled differently from the list it belongs to."""

    place: Place
    field: str
    found: str
    chosen: str
