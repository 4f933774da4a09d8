"""Why a file or a row was refused, as a sentence that says what to do about it."""

from cards.words import Words
from domain.plan_problems import FileFault, FileRefusedError, Problem, ProblemKind
from domain.plan_sheets import Layout, Place, field_name, section_name

LONGEST_VALUE = 80
MOST_CHOICES = 12
MEGABYTES = 1024 * 1024

FAULTS: dict[FileFault, str] = {
    FileFault.NOT_FOUND: "There is no file called {detail}. Check the name and the folder.",
    FileFault.TOO_LARGE: "The file is {megabytes} MB and at most 10 MB can be read. Remove pictures and extra sheets.",
    FileFault.EMPTY: "The file is empty. Choose another one, or start with “lageskoll plan template”.",
    FileFault.WRONG_EXTENSION: (
        "Files that end in “{detail}” cannot be read. Save as an Excel workbook (.xlsx) or as YAML (.yaml)."
    ),
    FileFault.NOT_A_WORKBOOK: (
        "The file is called .xlsx but is no Excel workbook, or it is damaged. Open it in Excel and save it again."
    ),
    FileFault.LOCKED: (
        "The workbook has a password or is in an old format. Save it as .xlsx without a password."
    ),
    FileFault.TOO_LARGE_UNPACKED: (
        "The workbook becomes far too large when it is unpacked. Copy the rows into a new template."
    ),
    FileFault.TOO_MANY_ROWS: (
        "There is more in the file than a plan can hold. Remove what stands far down or far to the right."
    ),
    FileFault.NOT_YAML: "The file cannot be read as YAML. Look at line {detail}.",
    FileFault.REFERENCES: "The file uses a reference (*) on line {detail}. Write the text out instead.",
    FileFault.TOO_DEEP: "The file is nested too deeply on line {detail}. Compare it with the example plan.",
    FileFault.NOT_A_PLAN: (
        "The file holds no plan: none of its sheets or parts is known. Start with “lageskoll plan template”."
    ),
}

REASONS: dict[ProblemKind, str] = {
    ProblemKind.MISSING_SHEET: "all of this part is missing. Add it; the template shows how.",
    ProblemKind.UNKNOWN_SHEET: "nothing called “{value}” belongs in a plan. Remove it or correct the name.",
    ProblemKind.MISSING_COLUMN: "the column {value} is missing. Add it; the template shows how.",
    ProblemKind.UNKNOWN_COLUMN: "“{value}” does not belong here. Remove it or correct the heading.",
    ProblemKind.COLUMN_TWICE: "“{value}” is there twice. Keep one of them.",
    ProblemKind.WRONG_SHAPE: "this is not written as in the template. Compare it with the example plan.",
    ProblemKind.FORMULA_ERROR: "the formula under {field} gives {value}. Mend it or write the value itself.",
    ProblemKind.FORMULA_NOT_CALCULATED: (
        "the formula under {field} has no result. Open the file in Excel, save it and try again."
    ),
    ProblemKind.MISSING_FIELD: "{field} is empty. Fill it in.",
    ProblemKind.TEXT_TOO_LONG: "{field} may have at most {high} characters. Shorten “{value}”.",
    ProblemKind.NOT_A_WHOLE_NUMBER: "{field} must be a whole number, not “{value}”.",
    ProblemKind.NOT_A_NUMBER: "{field} must be a number, not “{value}”.",
    ProblemKind.NUMBER_OUT_OF_RANGE: "{field} must lie between {low} and {high}, not {value}.",
    ProblemKind.NOT_A_DATE: "{field} must be a date such as 2024-01-31, not “{value}”.",
    ProblemKind.YEAR_OUT_OF_RANGE: "{field} must lie between the years {low} and {high}, not {value}.",
    ProblemKind.UNKNOWN_CHOICE: "{field} cannot be “{value}”. Choose among {choices}.",
    ProblemKind.NO_PLAN: "no plan is given. Write its year and title.",
    ProblemKind.SEVERAL_PLANS: "a file holds one plan, and “{value}” is one too many. Remove the row.",
    ProblemKind.NAME_TWICE: "{value} is already on row {low}. Remove one of them.",
    ProblemKind.NUMBER_TWICE: "the number {value} is already on row {low}. Give each its own.",
    ProblemKind.ADOPTION_TWICE: "the adoption {value} is already on row {low}. Remove one of them.",
    ProblemKind.ANSWER_TWICE: "the answer {value} is already on row {low}. Remove one of them.",
    ProblemKind.EMAIL_MALFORMED: "“{value}” is not an e-mail address. Correct it.",
    ProblemKind.EMAIL_TWICE: "the address {value} is already on row {low}. Everybody needs an address of their own.",
    ProblemKind.UNKNOWN_UNIT: "the unit {value} does not exist. Choose among {choices}.",
    ProblemKind.UNKNOWN_FOCUS_AREA: "the focus area {value} does not exist. Choose among {choices}.",
    ProblemKind.UNKNOWN_WORKING_METHOD: "the working method {value} does not exist. Choose among {choices}.",
    ProblemKind.UNKNOWN_PRIORITY: "the priority {value} does not exist. Choose among {choices}.",
    ProblemKind.UNKNOWN_MEASURE: "measure {value} does not exist. Choose among {choices}.",
    ProblemKind.UNKNOWN_PLAN_ACTIVITY: "activity {value} does not exist. Correct the number or remove the row.",
    ProblemKind.UNKNOWN_PERSON: "nobody in the plan has the address {value}. Add the person or correct it.",
    ProblemKind.UNKNOWN_OWNER: "nobody in the plan has the address {value}. Add the owner or correct it.",
    ProblemKind.UNKNOWN_DEPUTY: "the deputy {value} is not in the plan. Add the person or choose somebody else.",
    ProblemKind.OWN_DEPUTY: "{value} cannot be their own deputy. Choose somebody else.",
    ProblemKind.NO_OWNER: "the activity has no owner. Write the owner's e-mail address under {field}.",
    ProblemKind.NOT_ADOPTED: (
        "{value} has not adopted measure {low}. Choose among {choices}, or add the adoption."
    ),
    ProblemKind.ABSENCE_INCOMPLETE: (
        "the absence of {value} is half written. Give first day, last day and deputy, or none of them."
    ),
    ProblemKind.DATES_REVERSED: "the last day {value} comes before the first day {choices}. Swap them.",
    ProblemKind.OBSTACLE_NOT_WANTED: (
        "only what is delayed or dropped has an obstacle. Remove it or change the progress."
    ),
    ProblemKind.ROUND_NOT_OVER: (
        "the follow-up of {value} is not over, so it has no earlier answers. Remove the row."
    ),
}

NO_CHOICES: dict[ProblemKind, str] = {
    ProblemKind.UNKNOWN_UNIT: "the unit {value} does not exist. Add it to the list of units.",
    ProblemKind.UNKNOWN_FOCUS_AREA: "the focus area {value} does not exist. Add it to the list of focus areas.",
    ProblemKind.UNKNOWN_WORKING_METHOD: (
        "the working method {value} does not exist. Add it to the list of working methods."
    ),
    ProblemKind.UNKNOWN_PRIORITY: "the priority {value} does not exist. Add it to the list of priorities.",
    ProblemKind.UNKNOWN_MEASURE: "measure {value} does not exist. Add it to the list of measures.",
    ProblemKind.NOT_ADOPTED: "nobody has adopted measure {low}. Add the adoption for {value}.",
}


def shortened(text: str, limit: int = LONGEST_VALUE) -> str:
    """Text on one line that fits in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def file_reason(error: FileRefusedError, words: Words) -> str:
    """Why the whole file was refused."""
    if error.fault is FileFault.NOT_YAML and not error.detail:
        return words.say("The file is not written as text in UTF-8. Save it again with that encoding.")
    if error.fault is FileFault.TOO_LARGE:
        return words.say(FAULTS[error.fault], megabytes=words.number(round(int(error.detail) / MEGABYTES)))
    return words.say(FAULTS[error.fault], detail=shortened(error.detail))


def reason(problem: Problem, layout: Layout, words: Words) -> str:
    """Why a row was refused, beginning with where it stands."""
    message = REASONS[problem.kind]
    if not problem.choices:
        message = NO_CHOICES.get(problem.kind, message)
    section = problem.place.section
    sentence = words.say(
        message,
        field=field_name(section, problem.field, layout) if section else problem.field,
        value=shortened(problem.value),
        choices=_listed(problem.choices, words),
        low=problem.low,
        high=problem.high,
    )
    return words.say("{place}: {sentence}", place=where(problem.place, layout, words), sentence=sentence)


def where(place: Place, layout: Layout, words: Words) -> str:
    """A place as its reader would look it up."""
    if place.section is None:
        return words.say("Row {row}", row=place.row) if place.row else words.say("The file")
    name = section_name(place.section, layout)
    return words.say("Row {row} in {name}", row=place.row, name=name) if place.row else name


def _listed(choices: tuple[str, ...], words: Words) -> str:
    shown = [shortened(choice) for choice in choices[:MOST_CHOICES]]
    if len(choices) > MOST_CHOICES:
        return words.say("{names} and {n} more", names=", ".join(shown), n=len(choices) - MOST_CHOICES)
    return words.listed(shown)
