"""Writes the latest answers of a round as the rows of another system's file."""

from dataclasses import dataclass
from datetime import datetime

from bot.exchange import feed, table
from bot.exchange.cells import Cells
from bot.exchange.mapping import FileMapping
from bot.exchange.service import service_of
from domain.calendar import WorkCalendar
from domain.people import TenantId
from domain.rounds import FollowUpRound
from storage import audit
from storage.database import Database

DEED = "answers.exported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The file's content, and how many answers are in it."""

    content: bytes
    rows: int


async def export(
    database: Database,
    tenant_id: TenantId,
    calendar: WorkCalendar,
    mapping: FileMapping,
    follow_up_round: FollowUpRound,
) -> Written:
    """The latest answer to each plan activity that has one, in the plan's order.

    Raises `TableRefusedError` when a letter cannot be written in the file's encoding.
    """
    async with database.reading(tenant_id) as session:
        found = await feed.answers(session, follow_up_round)
        around = await feed.surroundings(session, follow_up_round, service_of(mapping))
    places = {each: place for place, each in enumerate(around.titles)}
    found.sort(key=lambda fed: places.get(fed.answer.plan_activity_id, len(places)))
    cells = Cells(form=mapping.file, time_zone=calendar.time_zone)
    rows = []
    for fed in found:
        told = around.told(fed)
        rows.append(
            [cells.written(each, told.get(each.about, "") if each.about else "") for each in mapping.columns]
        )
    return Written(content=table.written(mapping, rows), rows=len(rows))


async def note(
    database: Database,
    tenant_id: TenantId,
    mapping: FileMapping,
    follow_up_round: FollowUpRound,
    at: datetime,
) -> None:
    """Write down that the answers have gone to that system."""
    async with database.writing(tenant_id) as session:
        await audit.record(
            session,
            deed=DEED,
            subject=f"round:{follow_up_round.follow_up_round_id}",
            at=at,
            client=mapping.client,
        )
