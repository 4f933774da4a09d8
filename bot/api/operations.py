"""Everything that can be asked and done, in one table: the routes and the description are both made of it."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pydantic import BaseModel

from bot.api import types
from bot.api.callers import Permission
from bot.api.contents import SentAnswer
from bot.api.queries import AnswersQuery, PlanActivitiesQuery, PlanQuery, Query
from bot.api.reading import Asked, Library
from bot.api.writing import Written, bring_answer

ROOT = "/api/v1"
Answering = Callable[[Library, Asked], Awaitable[BaseModel | bytes | Written]]
# The only thing in an address that is no id.
NUMBER = "number"
PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One question, or one thing to be done. `path` is what comes after `/api/v1`, with names in braces.

    `sends` is what the service sends with it, None for what is only read.
    """

    name: str
    path: str
    summary: str
    needs: tuple[Permission, ...]
    query: type[Query]
    content: type[BaseModel]
    answer: Answering
    sends: type[BaseModel] | None = None

    @property
    def method(self) -> str:
        """How HTTP has it."""
        return "PUT" if self.sends else "GET"

    @property
    def names(self) -> tuple[str, ...]:
        """What the path names: ids, and perhaps the number of a plan activity."""
        return tuple(PLACE.findall(self.path))


OPERATIONS = (
    Operation(
        name="plan",
        path="/plan",
        summary="A year's plan: its measures and units",
        needs=(Permission.PLAN_READ,),
        query=PlanQuery,
        content=types.Plan,
        answer=Library.plan,
    ),
    Operation(
        name="plan_activities",
        path="/plan/activities",
        summary="A year's plan activities, page by page",
        needs=(Permission.PLAN_READ,),
        query=PlanActivitiesQuery,
        content=types.PlanActivities,
        answer=Library.plan_activities,
    ),
    Operation(
        name="rounds",
        path="/rounds",
        summary="Every follow-up round",
        needs=(Permission.PLAN_READ,),
        query=Query,
        content=types.Rounds,
        answer=Library.rounds,
    ),
    Operation(
        name="round",
        path="/rounds/{round_id}",
        summary="One follow-up round",
        needs=(Permission.PLAN_READ,),
        query=Query,
        content=types.Round,
        answer=Library.round,
    ),
    Operation(
        name="answers",
        path="/rounds/{round_id}/answers",
        summary="The round's answers, page by page; the latest to each plan activity unless history is true",
        needs=(Permission.ANSWERS_READ,),
        query=AnswersQuery,
        content=types.Answers,
        answer=Library.answers,
    ),
    Operation(
        name="answer",
        path="/rounds/{round_id}/answers/{number}",
        summary="The latest answer to the plan activity with that number",
        needs=(Permission.ANSWERS_READ,),
        query=Query,
        content=types.Answer,
        answer=Library.answer,
    ),
    Operation(
        name="bring_answer",
        path="/rounds/{round_id}/answers/{number}",
        summary="Bring an answer that was given in the service itself, by the rules of the card",
        needs=(Permission.ANSWERS_WRITE,),
        query=Query,
        content=types.Answer,
        answer=bring_answer,
        sends=SentAnswer,
    ),
    Operation(
        name="summary",
        path="/rounds/{round_id}/summary",
        summary="How the round stands: the same figures as on the director's card",
        needs=(Permission.ANSWERS_READ,),
        query=Query,
        content=types.Summary,
        answer=Library.summary,
    ),
    Operation(
        name="reports",
        path="/rounds/{round_id}/reports",
        summary="The approved versions of the round's report",
        needs=(Permission.REPORTS_READ,),
        query=Query,
        content=types.ReportVersions,
        answer=Library.reports,
    ),
    Operation(
        name="report",
        path="/rounds/{round_id}/reports/{version}",
        summary="An approved version as open data, with the names that stand in it",
        needs=(Permission.REPORTS_READ, Permission.PEOPLE_READ),
        query=Query,
        content=types.OpenReport,
        answer=Library.report,
    ),
)
