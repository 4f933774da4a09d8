"""What a column of another system's file can be about, in our words."""

from collections.abc import Mapping
from enum import StrEnum

from domain.answers import NextYear, ObstacleKind, Progress, PromiseFate


class Subject(StrEnum):
    """What a column is about; the value is what a mapping file calls it."""

    NUMBER = "number"
    EXTERNAL_ID = "external_id"
    PROGRESS = "progress"
    PERCENT = "percent"
    COMMENT = "comment"
    OBSTACLE = "obstacle"
    OBSTACLE_TEXT = "obstacle_text"
    NEXT_STEP = "next_step"
    NEEDS_DECISION = "needs_decision"
    NEW_END = "new_end"
    INDICATOR_VALUE = "indicator_value"
    EVIDENCE = "evidence"
    PROMISE = "promise"
    NEXT_YEAR = "next_year"
    NEXT_YEAR_NOTE = "next_year_note"
    REASON = "reason"
    ANSWERED_BY = "answered_by"
    ANSWERED_AT = "answered_at"
    TITLE = "title"
    ORG_UNIT = "org_unit"
    ANSWERER = "answerer"
    ANSWER_ID = "answer_id"


# What an answer says, by what the form calls it.
FORM_FIELDS: Mapping[Subject, str] = {
    Subject.PROGRESS: "progress",
    Subject.PERCENT: "percent",
    Subject.COMMENT: "comment",
    Subject.OBSTACLE: "obstacle_kind",
    Subject.OBSTACLE_TEXT: "obstacle_text",
    Subject.NEXT_STEP: "next_step",
    Subject.NEEDS_DECISION: "needs_decision",
    Subject.NEW_END: "new_end",
    Subject.INDICATOR_VALUE: "indicator_value",
    Subject.EVIDENCE: "evidence",
    Subject.PROMISE: "promise",
    Subject.NEXT_YEAR: "next_year",
    Subject.NEXT_YEAR_NOTE: "next_year_note",
    Subject.REASON: "reason",
}
# Written for whoever reads the file, and passed over when it comes back.
ONLY_WRITTEN = frozenset({Subject.TITLE, Subject.ORG_UNIT, Subject.ANSWERER, Subject.ANSWER_ID})
# Closed sets, whose words may be others in another system.
CODES: Mapping[Subject, tuple[str, ...]] = {
    Subject.PROGRESS: tuple(Progress),
    Subject.OBSTACLE: tuple(ObstacleKind),
    Subject.PROMISE: tuple(PromiseFate),
    Subject.NEXT_YEAR: tuple(NextYear),
    Subject.NEEDS_DECISION: ("true", "false"),
}
# What somebody has typed freely, as opposed to numbers, days and words that the mapping itself gives.
FREE_TEXTS = frozenset(
    {
        Subject.NUMBER,
        Subject.EXTERNAL_ID,
        Subject.COMMENT,
        Subject.OBSTACLE_TEXT,
        Subject.NEXT_STEP,
        Subject.EVIDENCE,
        Subject.NEXT_YEAR_NOTE,
        Subject.REASON,
        Subject.ANSWERED_BY,
        Subject.TITLE,
        Subject.ORG_UNIT,
        Subject.ANSWERER,
    }
)
