"""What can be said about plan files, their rows and the kinds of things in them."""

from collections.abc import Mapping

from cards.words import Words
from domain.plan_file.entries import EntryKind
from domain.plan_file.problems import FileFault, ProblemKind

Blanks = Mapping[str, object]


def reasons(words: Words, blanks: Blanks) -> dict[ProblemKind, str]:
    """Why a row was refused; `blanks` has field, value, choices, low and high."""
    parts = (_layout, _cells, _twice, _unknown, _rules)
    return {kind: sentence for part in parts for kind, sentence in part(words, blanks).items()}


def _layout(words: Words, blanks: Blanks) -> dict[ProblemKind, str]:
    return {
        ProblemKind.MISSING_SHEET: words.say(
            "all of this part is missing. Add it; the template shows how.", **blanks
        ),
        ProblemKind.UNKNOWN_SHEET: words.say(
            "nothing called “{value}” belongs in a plan. Remove it or correct the name.", **blanks
        ),
        ProblemKind.MISSING_COLUMN: words.say(
            "the column {value} is missing. Add it; the template shows how.", **blanks
        ),
        ProblemKind.UNKNOWN_COLUMN: words.say(
            "“{value}” does not belong here. Remove it or correct the heading.", **blanks
        ),
        ProblemKind.COLUMN_TWICE: words.say("“{value}” is there twice. Keep one of them.", **blanks),
        ProblemKind.WRONG_SHAPE: words.say(
            "this is not written as in the template. Compare it with the example plan.", **blanks
        ),
        ProblemKind.FORMULA_ERROR: words.say(
            "the formula under {field} gives {value}. Mend it or write the value itself.", **blanks
        ),
        ProblemKind.FORMULA_NOT_CALCULATED: words.say(
            "the formula under {field} has no result. Open the file in Excel, save it and try again.",
            **blanks,
        ),
    }


def _cells(words: Words, blanks: Blanks) -> dict[ProblemKind, str]:
    return {
        ProblemKind.MISSING_FIELD: words.say("{field} is empty. Fill it in.", **blanks),
        ProblemKind.TEXT_TOO_LONG: words.say(
            "{field} may have at most {high} characters. Shorten “{value}”.", **blanks
        ),
        ProblemKind.NOT_A_WHOLE_NUMBER: words.say("{field} must be a whole number, not “{value}”.", **blanks),
        ProblemKind.NOT_A_NUMBER: words.say("{field} must be a number, not “{value}”.", **blanks),
        ProblemKind.NUMBER_OUT_OF_RANGE: words.say(
            "{field} must lie between {low} and {high}, not {value}.", **blanks
        ),
        ProblemKind.NOT_A_DATE: words.say(
            "{field} must be a date such as 2024-01-31, not “{value}”.", **blanks
        ),
        ProblemKind.YEAR_OUT_OF_RANGE: words.say(
            "{field} must lie between the years {low} and {high}, not {value}.", **blanks
        ),
        ProblemKind.UNKNOWN_CHOICE: words.say(
            "{field} cannot be “{value}”. Choose among {choices}.", **blanks
        ),
    }


def _twice(words: Words, blanks: Blanks) -> dict[ProblemKind, str]:
    return {
        ProblemKind.NO_PLAN: words.say("no plan is given. Write its year and title.", **blanks),
        ProblemKind.SEVERAL_PLANS: words.say(
            "a file holds one plan, and “{value}” is one too many. Remove the row.", **blanks
        ),
        ProblemKind.NAME_TWICE: words.say("{value} is already on row {low}. Remove one of them.", **blanks),
        ProblemKind.NUMBER_TWICE: words.say(
            "the number {value} is already on row {low}. Give each its own.", **blanks
        ),
        ProblemKind.ADOPTION_TWICE: words.say(
            "the adoption {value} is already on row {low}. Remove one of them.", **blanks
        ),
        ProblemKind.ANSWER_TWICE: words.say(
            "the answer {value} is already on row {low}. Remove one of them.", **blanks
        ),
        ProblemKind.EMAIL_TWICE: words.say(
            "the address {value} is already on row {low}. Everybody needs their own.", **blanks
        ),
    }


def _unknown(words: Words, blanks: Blanks) -> dict[ProblemKind, str]:
    return {
        ProblemKind.UNKNOWN_UNIT: words.say(
            "the unit {value} does not exist. Choose among {choices}.", **blanks
        ),
        ProblemKind.UNKNOWN_FOCUS_AREA: words.say(
            "the focus area {value} does not exist. Choose among {choices}.", **blanks
        ),
        ProblemKind.UNKNOWN_WORKING_METHOD: words.say(
            "the working method {value} does not exist. Choose among {choices}.", **blanks
        ),
        ProblemKind.UNKNOWN_PRIORITY: words.say(
            "the priority {value} does not exist. Choose among {choices}.", **blanks
        ),
        ProblemKind.UNKNOWN_MEASURE: words.say(
            "measure {value} does not exist. Choose among {choices}.", **blanks
        ),
        ProblemKind.UNKNOWN_PLAN_ACTIVITY: words.say(
            "activity {value} does not exist. Correct or remove it.", **blanks
        ),
        ProblemKind.UNKNOWN_PERSON: words.say(
            "nobody in the plan has the address {value}. Add the person or correct it.", **blanks
        ),
        ProblemKind.UNKNOWN_OWNER: words.say(
            "nobody in the plan has the address {value}. Add the owner or correct it.", **blanks
        ),
        ProblemKind.UNKNOWN_DEPUTY: words.say(
            "the deputy {value} is not in the plan. Add them or choose somebody else.", **blanks
        ),
    }


def _rules(words: Words, blanks: Blanks) -> dict[ProblemKind, str]:
    return {
        ProblemKind.EMAIL_MALFORMED: words.say("“{value}” is not an e-mail address. Correct it.", **blanks),
        ProblemKind.OWN_DEPUTY: words.say(
            "{value} cannot be their own deputy. Choose somebody else.", **blanks
        ),
        ProblemKind.NO_OWNER: words.say(
            "the activity has no owner. Write the owner's e-mail address under {field}.", **blanks
        ),
        ProblemKind.NOT_ADOPTED: words.say(
            "{value} has not adopted measure {low}. Choose among {choices}, or add the adoption.", **blanks
        ),
        ProblemKind.ABSENCE_INCOMPLETE: words.say(
            "the absence of {value} is half written. Give first day, last day and deputy, or none of them.",
            **blanks,
        ),
        ProblemKind.DATES_REVERSED: words.say(
            "the last day {value} comes before the first day {choices}. Swap them.", **blanks
        ),
        ProblemKind.OBSTACLE_NOT_WANTED: words.say(
            "only what is delayed or dropped has an obstacle. Remove it or change the progress.", **blanks
        ),
        ProblemKind.ROUND_NOT_OVER: words.say(
            "the follow-up of {value} is not over, so it has no earlier answers. Remove the row.", **blanks
        ),
    }


def without_choices(words: Words, blanks: Blanks) -> dict[ProblemKind, str]:
    """What is said instead when there is nothing to choose among."""
    return {
        ProblemKind.UNKNOWN_UNIT: words.say(
            "the unit {value} does not exist. Add it to the list of units.", **blanks
        ),
        ProblemKind.UNKNOWN_FOCUS_AREA: words.say(
            "the focus area {value} does not exist. Add it to the focus areas.", **blanks
        ),
        ProblemKind.UNKNOWN_WORKING_METHOD: words.say(
            "the working method {value} does not exist. Add it to the list of working methods.", **blanks
        ),
        ProblemKind.UNKNOWN_PRIORITY: words.say(
            "the priority {value} does not exist. Add it to the list of priorities.", **blanks
        ),
        ProblemKind.UNKNOWN_MEASURE: words.say(
            "measure {value} does not exist. Add it to the list of measures.", **blanks
        ),
        ProblemKind.NOT_ADOPTED: words.say(
            "nobody has adopted measure {low}. Add the adoption for {value}.", **blanks
        ),
    }


def faults(words: Words, blanks: Blanks) -> dict[FileFault, str]:
    """Why a whole file was refused; `blanks` has detail and megabytes."""
    return _not_opened(words, blanks) | _not_understood(words, blanks)


def _not_opened(words: Words, blanks: Blanks) -> dict[FileFault, str]:
    return {
        FileFault.NOT_FOUND: words.say(
            "There is no file called {detail}. Check the name and the folder.", **blanks
        ),
        FileFault.TOO_LARGE: words.say(
            "The file is {megabytes} MB; at most 10 MB is read. Remove pictures and extra sheets.", **blanks
        ),
        FileFault.EMPTY: words.say(
            "The file is empty. Choose another one, or start with the empty template.", **blanks
        ),
        FileFault.WRONG_EXTENSION: words.say(
            "Files ending in “{detail}” cannot be read. Save as Excel workbook (.xlsx) or YAML (.yaml).",
            **blanks,
        ),
        FileFault.NOT_A_WORKBOOK: words.say(
            "The file is damaged, or no Excel workbook in spite of its name. Save it again in Excel.",
            **blanks,
        ),
        FileFault.LOCKED: words.say(
            "The workbook has a password or is in an old format. Save it as .xlsx without a password.",
            **blanks,
        ),
    }


def _not_understood(words: Words, blanks: Blanks) -> dict[FileFault, str]:
    return {
        FileFault.TOO_LARGE_UNPACKED: words.say(
            "The workbook becomes far too large when it is unpacked. Copy the rows into a new template.",
            **blanks,
        ),
        FileFault.TOO_MANY_ROWS: words.say(
            "The file holds more than a plan can. Remove what stands far down or far to the right.", **blanks
        ),
        FileFault.NOT_YAML: words.say("The file cannot be read as YAML. Look at line {detail}.", **blanks),
        FileFault.REFERENCES: words.say(
            "The file uses a reference (*) on line {detail}. Write the text out instead.", **blanks
        ),
        FileFault.TOO_DEEP: words.say(
            "The file is nested too deeply on line {detail}. Compare it with the example plan.", **blanks
        ),
        FileFault.MACROS: words.say(
            "The workbook holds macros, and those are never read. Save it as Excel workbook (.xlsx).",
            **blanks,
        ),
        FileFault.NOT_A_PLAN: words.say(
            "The file holds no plan that can be recognised. Start with the empty template.", **blanks
        ),
    }


def kinds(words: Words) -> dict[EntryKind, str]:
    """What the kinds of things are called."""
    return {
        EntryKind.MUNICIPAL_GROUP: words.say("Municipality"),
        EntryKind.PLAN: words.say("Plan"),
        EntryKind.ORG_UNIT: words.say("Units"),
        EntryKind.STRATEGIC_PRIORITY: words.say("Strategic priorities"),
        EntryKind.FOCUS_AREA: words.say("Focus areas"),
        EntryKind.WORKING_METHOD: words.say("Working methods"),
        EntryKind.MEASURE: words.say("Measures"),
        EntryKind.ADOPTION: words.say("Adoptions"),
        EntryKind.PERSON: words.say("People"),
        EntryKind.PLAN_ACTIVITY: words.say("Activities"),
        EntryKind.FOLLOW_UP_ROUND: words.say("Follow-ups"),
        EntryKind.EARLIER_ANSWER: words.say("Earlier answers"),
    }
