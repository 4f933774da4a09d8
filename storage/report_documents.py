"""The log of documents: every file that was made of a report, so that it is known again."""

from typing import Any

from sqlalchemy import Select, bindparam, select

from domain.people import Language, PersonId
from domain.report.formats import Format
from domain.report.seal import SealId
from domain.report.verification import MadeDocument
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import ReportDocumentRow

document = table_of(ReportDocumentRow)


async def note(
    session: TenantSession, made: MadeDocument, *, language: Language, by: PersonId | None
) -> None:
    """Write down a file that was made; the very same file made again is one line. `by` is None for IT."""
    row = {
        "follow_up_round_id": made.follow_up_round_id,
        "seal_id": made.seal_id,
        "sha256": made.sha256,
        "data_sha256": made.data_sha256,
        "format": made.format.value,
        "language": language.value,
        "made_by": by,
        "made_at": made.made_at,
    }
    await session.insert_new(ReportDocumentRow, [row])


async def find(session: TenantSession, sha256: str) -> MadeDocument | None:
    """The file with that checksum; None when we have made no such file."""
    row = (await session.run(_find(), {"sha256": sha256})).first()
    if row is None:
        return None
    return MadeDocument(
        follow_up_round_id=FollowUpRoundId(row.follow_up_round_id),
        seal_id=None if row.seal_id is None else SealId(row.seal_id),
        sha256=row.sha256,
        data_sha256=row.data_sha256,
        format=Format(row.format),
        made_at=row.made_at,
    )


@prepared
def _find() -> Select[Any]:
    return select(document).where(document.c.tenant_id == OF_TENANT, document.c.sha256 == bindparam("sha256"))
