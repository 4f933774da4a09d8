"""Everything about a round that an archive keeps: the approved versions, their data, and who did what."""

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from cards import rounds
from cards.words import Words
from dialogs.report import archive_index, loading
from dialogs.report.making import file_name
from domain.audit_chain import Link
from domain.calendar import WorkCalendar
from domain.people import Language, TenantId
from domain.report.formats import Format
from domain.report.seal import Report, Seal
from domain.report.verification import MadeDocument
from domain.rounds import FollowUpRound, FollowUpRoundId, RoundState
from reports.rendering import formats, rendered
from storage import audit, audit_chain, audit_extract, diary_numbers, groups, report_documents, seals
from storage.database import Database, TenantSession

CHECKSUMS = archive_index.CHECKSUMS
DATA = frozenset({Format.EXCEL, Format.CSV, Format.JSON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The files by their path in the folder, and what they are about."""

    files: Mapping[str, bytes]
    title: str
    versions: int
    is_preliminary: bool
    documents: tuple[MadeDocument, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Gathered:
    """What was read in one moment, and the files that come of it."""

    follow_up_round: FollowUpRound
    municipality: str
    diary_number: str
    reports: list[Report]
    links: list[Link]
    files: dict[str, bytes] = field(default_factory=dict)
    made: list[MadeDocument] = field(default_factory=list)


def may_be_archived(follow_up_round: FollowUpRound, approved: int) -> bool:
    """Whether the round is closed and somebody has approved its report."""
    return follow_up_round.state is RoundState.CLOSED and approved > 0


async def archive(
    database: Database,
    tenant_id: TenantId,
    follow_up_round: FollowUpRound,
    words: Words,
    calendar: WorkCalendar,
    *,
    at: datetime,
    template: bytes | None = None,
) -> Archive:
    """The same bytes each time, until something is approved anew; without any approval, the draft."""
    await audit_chain.link_new(database, tenant_id)
    async with database.reading_one_moment(tenant_id) as session:
        gathered = await _gather(session, follow_up_round, calendar, at)
    for report in gathered.reports:
        await _documents(gathered, report, words, template, at)
    title = rounds.title(follow_up_round, words)
    about = archive_index.About(
        municipality=gathered.municipality,
        title=title,
        diary_number=gathered.diary_number,
        follow_up_round=follow_up_round,
        seals=[report.seal for report in gathered.reports if report.seal],
        links=gathered.links,
    )
    archive_index.add(gathered.files, about, words)
    return Archive(
        files=gathered.files,
        title=title,
        versions=len(about.seals),
        is_preliminary=any(report.is_draft for report in gathered.reports),
        documents=tuple(gathered.made),
    )


async def note(
    database: Database,
    tenant_id: TenantId,
    follow_up_round: FollowUpRound,
    made: Archive,
    *,
    language: Language,
    at: datetime,
) -> None:
    """Write down that the archive was made, and each document so that it is known again.

    Only then may retention remove the round's answers.
    """
    async with database.writing(tenant_id) as session:
        for document in made.documents:
            await report_documents.note(session, document, language=language, by=None)
        await audit.record(
            session,
            deed="archive.preliminary" if made.is_preliminary else "archive.made",
            subject=f"round:{follow_up_round.follow_up_round_id}",
            at=at,
            checksums=hashlib.sha256(made.files[CHECKSUMS]).hexdigest(),
        )


async def _gather(
    session: TenantSession, follow_up_round: FollowUpRound, calendar: WorkCalendar, at: datetime
) -> _Gathered:
    found = await seals.of_round(session, follow_up_round.follow_up_round_id)
    if may_be_archived(follow_up_round, len(found)):
        until = found[-1].sealed_at
        reports = [
            await loading.version(session, follow_up_round, seal.version, _day(seal, calendar))
            for seal in found
        ]
    else:
        until = at
        reports = [await loading.draft(session, follow_up_round, calendar, calendar.local_day(at))]
    return _Gathered(
        follow_up_round=follow_up_round,
        municipality=(await groups.of_tenant(session)).name,
        diary_number=await diary_numbers.of_round(session, follow_up_round.follow_up_round_id),
        reports=reports,
        links=[link async for link in audit_extract.of_round(session, follow_up_round, until)],
    )


def _day(seal: Seal, calendar: WorkCalendar) -> date:
    """A document in the archive is as it would have been made on the day of the approval."""
    return calendar.local_day(seal.sealed_at)


async def _documents(
    gathered: _Gathered, report: Report, words: Words, template: bytes | None, at: datetime
) -> None:
    name = f"version-{report.mark.version}" if report.seal else "draft"
    gathered.files[f"data/{name}/sealed.json"] = report.content
    for kind in formats():
        content = await asyncio.to_thread(rendered, report, kind, words, template)
        folder = "data" if kind in DATA else "documents"
        gathered.files[f"{folder}/{name}/{file_name(report, kind, words)}"] = content
        gathered.made.append(_made(report, kind, content, at))


def _made(report: Report, kind: Format, content: bytes, at: datetime) -> MadeDocument:
    return MadeDocument(
        follow_up_round_id=FollowUpRoundId(report.data.follow_up_round.follow_up_round_id),
        seal_id=report.seal.seal_id if report.seal else None,
        sha256=hashlib.sha256(content).hexdigest(),
        data_sha256=report.mark.sha256,
        format=kind,
        made_at=at,
    )
