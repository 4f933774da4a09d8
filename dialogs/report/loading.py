"""A round's report as it is now, and as it was approved."""

import asyncio
from collections.abc import Sequence
from datetime import date

from domain.calendar import WorkCalendar
from domain.errors import LageskollError
from domain.report.approval import Approval
from domain.report.data import ReportData
from domain.report.seal import Report, Seal
from domain.rounds import FollowUpRound
from reports.canonical import canonical, checksum, read
from storage import diary_numbers, seals
from storage.database import TenantSession
from storage.report_data import loading


class BrokenSealError(LageskollError):
    """A version is not as it was sealed: somebody has changed the database. Restore it from a backup."""


class UnknownVersionError(LageskollError):
    """The round has no such version."""


async def approval(
    session: TenantSession, follow_up_round: FollowUpRound, calendar: WorkCalendar
) -> Approval:
    """The data as they stand, beside the latest version."""
    data = await loading.of_round(session, follow_up_round, calendar)
    content = await asyncio.to_thread(canonical, data)
    found = await seals.of_round(session, follow_up_round.follow_up_round_id)
    return Approval(
        follow_up_round=follow_up_round,
        data=data,
        content=content,
        sha256=checksum(content),
        seals=found,
        sealed=await _data(session, found[-1]) if found else None,
        diary_number=await diary_numbers.of_round(session, follow_up_round.follow_up_round_id),
    )


async def draft(
    session: TenantSession, follow_up_round: FollowUpRound, calendar: WorkCalendar, on: date
) -> Report:
    """The report of the data as they are now, which nobody has approved."""
    now = await approval(session, follow_up_round, calendar)
    return Report(
        data=now.data,
        content=now.content,
        made_on=on,
        previous=now.sealed,
        earlier_seals=now.seals,
        diary_number=now.diary_number,
    )


async def version(session: TenantSession, follow_up_round: FollowUpRound, number: int, on: date) -> Report:
    """The report of an approved version, from the bytes that were sealed; raises `UnknownVersionError`."""
    found = await seals.of_round(session, follow_up_round.follow_up_round_id)
    seal = next((each for each in found if each.version == number), None)
    if seal is None:
        raise UnknownVersionError
    content = await _content(session, seal)
    before = _before(found, seal)
    return Report(
        data=await asyncio.to_thread(read, content),
        content=content,
        made_on=on,
        seal=seal,
        previous=await _data(session, before) if before else None,
        earlier_seals=tuple(each for each in found if each.version < number),
        is_superseded=number < found[-1].version,
        diary_number=await diary_numbers.of_round(session, follow_up_round.follow_up_round_id),
        sender=seal.sealed_by_name,
    )


async def report(
    session: TenantSession,
    follow_up_round: FollowUpRound,
    number: int,
    calendar: WorkCalendar,
    on: date,
) -> Report:
    """The version of that number, or, as number 0, the data as they are now. Raises what `version` raises."""
    if number:
        return await version(session, follow_up_round, number, on)
    return await draft(session, follow_up_round, calendar, on)


def _before(found: Sequence[Seal], seal: Seal) -> Seal | None:
    earlier = [each for each in found if each.version < seal.version]
    return earlier[-1] if earlier else None


async def _data(session: TenantSession, seal: Seal) -> ReportData:
    return await asyncio.to_thread(read, await _content(session, seal))


async def _content(session: TenantSession, seal: Seal) -> bytes:
    """The sealed bytes, which are as they were."""
    content = await seals.content(session, seal.seal_id)
    if checksum(content) != seal.sha256:
        raise BrokenSealError
    return content
