"""Makes a document of a report, and writes it down so that it is known again."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cards.words import Words
from domain.people import PersonId, TenantId
from domain.report.formats import Format
from domain.report.seal import Report
from domain.report.verification import MadeDocument
from domain.rounds import FollowUpRoundId, Occasion
from reports.rendering import rendered
from storage import audit, report_documents
from storage.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file, what it is called, and its checksum."""

    name: str
    content: bytes
    sha256: str


async def make(
    database: Database,
    tenant_id: TenantId,
    report: Report,
    kind: Format,
    words: Words,
    *,
    at: datetime,
    by: PersonId | None,
    template: bytes | None = None,
) -> Made:
    """The document. It is made with no transaction open; `by` is None on the command line.

    `template` is the municipality's own for Word; raises `ReportTemplateError` when it cannot be used.
    """
    content = await asyncio.to_thread(rendered, report, kind, words, template)
    return await finished(database, tenant_id, report, kind, words, content=content, at=at, by=by)


async def finished(
    database: Database,
    tenant_id: TenantId,
    report: Report,
    kind: Format,
    words: Words,
    *,
    content: bytes,
    at: datetime,
    by: PersonId | None,
) -> Made:
    """The document that these bytes are, written down."""
    made = Made(name=file_name(report, kind, words), content=content, sha256=sha256(content).hexdigest())
    noted = MadeDocument(
        follow_up_round_id=FollowUpRoundId(report.data.follow_up_round.follow_up_round_id),
        seal_id=report.seal.seal_id if report.seal else None,
        sha256=made.sha256,
        data_sha256=report.mark.sha256,
        format=kind,
        made_at=at,
    )
    async with database.writing(tenant_id) as session:
        await report_documents.note(session, noted, language=words.language, by=by)
        await audit.record(
            session,
            deed="report.made",
            subject=f"round:{noted.follow_up_round_id}",
            at=at,
            actor_id=by,
            format=kind.value,
            version=report.mark.version,
            sha256=made.sha256,
        )
    return made


def file_name(report: Report, kind: Format, words: Words) -> str:
    """What the file is called: rapport-delarsbokslut-2023-version-2.docx."""
    about, say = report.data.follow_up_round, words.say
    occasion = {
        Occasion.INTERIM_ACCOUNTS: say("interim-accounts"),
        Occasion.ANNUAL_ACCOUNTS: say("annual-accounts"),
    }[about.occasion]
    if report.seal is not None:
        version = say("version-{n}", n=report.seal.version)
    else:
        version = say("preliminary") if report.data.is_preliminary else say("draft")
    stem = say("report-{occasion}-{year}", occasion=occasion, year=about.reference_date.year)
    return f"{stem}-{version}.{kind.suffix}"
