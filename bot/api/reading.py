"""What each address answers with: the plan, the rounds, the answers, the summary and the reports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel

from bot.api import translating, types
from bot.api.callers import Client, Permission
from bot.api.contents import SentAnswer
from bot.api.problems import not_found
from bot.api.queries import AnswersQuery, PlanActivitiesQuery, PlanQuery, Query
from cards.words import Words
from dialogs.report import loading
from dialogs.report.making import make
from domain.answers import AnswerId
from domain.calendar import WorkCalendar
from domain.people import TenantId
from domain.plan import Plan
from domain.report.formats import Format
from domain.rounds import FollowUpRound, FollowUpRoundId
from storage import answer_feed, audit, plan_outlines, plan_pages, plans, seals
from storage import rounds as round_store
from storage.answer_feed import Wanted
from storage.database import Database, TenantSession
from storage.summary import loading as summaries


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request of a service that may make it; `ids` are the numbers in the address, by name.

    `number` is a plan activity's, where the address has one. What is `sent` counts while the latest answer is
    one that it is `based_on`, if that is said.
    """

    client: Client
    query: Query
    ids: Mapping[str, int]
    at: datetime
    number: str = ""
    sent: SentAnswer | None = None
    based_on: frozenset[AnswerId] | None = None

    @property
    def with_names(self) -> bool:
        """Whether the service may see what people are called."""
        return Permission.PEOPLE_READ in self.client.permissions


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Where everything is read from and written to; `wake` asks for delivery of what follows."""

    database: Database
    tenant_id: TenantId
    calendar: WorkCalendar
    words: Words
    wake: Callable[[], None]

    async def plan(self, asked: Asked) -> BaseModel:
        """A year's plan, with measures and units."""
        assert isinstance(asked.query, PlanQuery)
        async with self.database.reading(self.tenant_id) as session:
            found = await _plan(session, asked.query)
            return translating.plan_of(found, await plan_outlines.of_plan(session, found.plan_id))

    async def plan_activities(self, asked: Asked) -> BaseModel:
        """A page of a year's plan activities."""
        query = asked.query
        assert isinstance(query, PlanActivitiesQuery)
        async with self.database.reading(self.tenant_id) as session:
            found = await _plan(session, query)
            page = await plan_pages.page(
                session, found.plan_id, after=query.cursor or 0, many=query.limit + 1
            )
        shown = page[: query.limit]
        return types.PlanActivities(
            items=[translating.plan_activity(each, with_names=asked.with_names) for each in shown],
            next=shown[-1].plan_activity.plan_activity_id if len(page) > len(shown) else None,
        )

    async def rounds(self, asked: Asked) -> BaseModel:  # noqa: ARG002 - every address takes what was asked
        """Every round."""
        async with self.database.reading(self.tenant_id) as session:
            found = await round_store.every(session)
        return types.Rounds(items=[translating.follow_up_round(each) for each in found])

    async def round(self, asked: Asked) -> BaseModel:
        """One round."""
        async with self.database.reading(self.tenant_id) as session:
            return translating.follow_up_round(await _round(session, asked))

    async def answers(self, asked: Asked) -> BaseModel:
        """A page of a round's answers."""
        query = asked.query
        assert isinstance(query, AnswersQuery)
        async with self.database.reading(self.tenant_id) as session:
            round_id = (await _round(session, asked)).follow_up_round_id
            page = await answer_feed.page(
                session, round_id, query.wanted, after=query.cursor or 0, many=query.limit + 1
            )
        shown = page[: query.limit]
        return types.Answers(
            items=[translating.answer(each, with_names=asked.with_names) for each in shown],
            next=shown[-1].answer.answer_id if len(page) > len(shown) else None,
        )

    async def answer(self, asked: Asked) -> BaseModel:
        """The latest answer to one plan activity in a round."""
        wanted = Wanted(number=asked.number)
        async with self.database.reading(self.tenant_id) as session:
            round_id = (await _round(session, asked)).follow_up_round_id
            found = await answer_feed.page(session, round_id, wanted, after=0, many=1)
        if not found:
            raise not_found("The round has no answer to anything with that number.")
        return translating.answer(found[0], with_names=asked.with_names)

    async def summary(self, asked: Asked) -> BaseModel:
        """How a round stands, in figures."""
        async with self.database.reading(self.tenant_id) as session:
            return translating.summary(await summaries.of_round(session, await _round(session, asked)))

    async def reports(self, asked: Asked) -> BaseModel:
        """The approved versions of a round's report."""
        async with self.database.reading(self.tenant_id) as session:
            found = await seals.of_round(session, (await _round(session, asked)).follow_up_round_id)
        latest = found[-1].version if found else 0
        return types.ReportVersions(
            items=[translating.report_version(each, latest, with_names=asked.with_names) for each in found]
        )

    async def report(self, asked: Asked) -> bytes:
        """An approved version as open data, written down as made and as read."""
        today = self.calendar.local_day(asked.at)
        async with self.database.reading(self.tenant_id) as session:
            found = await _round(session, asked)
            try:
                report = await loading.version(session, found, asked.ids["version"], today)
            except loading.UnknownVersionError:
                raise not_found("The round's report has no such version.") from None
        made = await make(
            self.database, self.tenant_id, report, Format.JSON, self.words, at=asked.at, by=None
        )
        async with self.database.writing(self.tenant_id) as session:
            await audit.record(
                session,
                deed="report.read",
                subject=f"round:{found.follow_up_round_id}",
                at=asked.at,
                version=asked.ids["version"],
                client=asked.client.name,
                client_id=asked.client.client_id,
            )
        return made.content


async def _plan(session: TenantSession, query: PlanQuery) -> Plan:
    found = [each for each in await plans.every(session) if query.year in {None, each.year}]
    if not found:
        raise not_found("There is no plan of that year." if query.year else "There is no plan yet.")
    return found[-1]


async def _round(session: TenantSession, asked: Asked) -> FollowUpRound:
    found = await round_store.find(session, FollowUpRoundId(asked.ids["round_id"]))
    if found is None:
        raise not_found("There is no such round; GET /api/v1/rounds lists those that are.")
    return found
