"""What becomes of an answer that a service brings, as the API says it: the answer's id, or a problem."""

from typing import assert_never

from bot.api.contents import pointer
from bot.api.problems import Code, Fault, ProblemError, not_found
from cards.field_words import doubt_texts, fault_texts
from cards.words import Words
from domain.answer_form import FieldFault
from domain.answers import AnswerId
from domain.brought import (
    Brought,
    BroughtFault,
    Conflict,
    ConflictKind,
    Doubted,
    NotOpen,
    Outcome,
    Refused,
    SameAsBefore,
    Saved,
    UnknownPlanActivity,
    UnknownRound,
)
from domain.people import Language
from domain.rounds import RoundState

ENGLISH = Words(language=Language.ENGLISH)
FAULTS = {
    BroughtFault.MISSING: "Say what the service calls the answer.",
    BroughtFault.TOO_LONG: "Shorten it to at most 100 characters.",
    BroughtFault.NOT_TEXT: "Take away the characters that cannot be shown.",
    BroughtFault.UNKNOWN_PERSON: "Nobody in the plan is known by that. Correct it, or leave it out.",
    BroughtFault.NOT_THEIRS: "This person may not answer for it. Name its owner, or leave it out.",
    BroughtFault.IN_THE_FUTURE: "Give an instant that has been.",
    BroughtFault.BEFORE_LAST_TIME: "That is before the answer of last time. Give the instant of this answer.",
}
CONFLICTS = {
    ConflictKind.EXTERNAL_ID_TAKEN: (
        Code.EXTERNAL_ID_TAKEN,
        "Give what has been changed an external_id of its own.",
    ),
    ConflictKind.NEWER_ANSWER: (
        Code.NEWER_ANSWER,
        "Leave it, or read the latest answer and bring one that is given after it.",
    ),
    ConflictKind.CHANGED_MEANWHILE: (
        Code.CHANGED_MEANWHILE,
        "Read the latest answer, and bring this again if it still is to count.",
    ),
}


def answer_id_of(outcome: Outcome, brought: Brought) -> AnswerId:
    """The answer that it is now, or was before; raises `ProblemError` where it is none."""
    match outcome:
        case Saved(answer_id=answer_id) | SameAsBefore(answer_id=answer_id):
            return answer_id
        case Conflict(kind=kind):
            raise ProblemError(*CONFLICTS[kind])
        case Refused():
            raise _invalid(outcome, brought)
        case Doubted():
            raise _doubted(outcome)
        case NotOpen(state=state):
            is_early = state is RoundState.PLANNED
            detail = "The round has not opened yet." if is_early else "The round has closed."
            raise ProblemError(Code.ROUND_NOT_OPEN, f"{detail} Nothing was saved.")
        case UnknownRound():
            raise not_found("There is no such round; GET /api/v1/rounds lists those that are.")
        case UnknownPlanActivity():
            raise not_found("The round's plan has nothing with that number; see GET /api/v1/plan/activities.")
        case _:
            assert_never(outcome)


def _invalid(refused: Refused, brought: Brought) -> ProblemError:
    of_form = {name: fault for name, fault in refused.faults.items() if isinstance(fault, FieldFault)}
    texts = fault_texts(of_form, brought.form, ENGLISH)
    texts |= {
        name: FAULTS[fault] for name, fault in refused.faults.items() if isinstance(fault, BroughtFault)
    }
    faults = tuple(Fault(pointer=pointer(name), detail=text) for name, text in texts.items())
    return ProblemError(Code.ANSWER_INVALID, "Correct what errors names, and send it again.", faults=faults)


def _doubted(doubted: Doubted) -> ProblemError:
    texts = doubt_texts(doubted.doubts, ENGLISH)
    faults = tuple(Fault(pointer=pointer(name), detail=text) for name, text in texts.items())
    detail = "Change what errors names, or send it again with acknowledged true."
    return ProblemError(Code.ANSWER_DOUBTED, detail, faults=faults)
