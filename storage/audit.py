"""The audit trail: who did what, kept in the same transaction as the deed itself."""

import json
from datetime import datetime

from sqlalchemy import Insert, insert

from domain.people import PersonId
from storage.database import TenantSession, table_of
from storage.prepared import prepared
from storage.tables import AuditEventRow

audit_event = table_of(AuditEventRow)


async def record(
    session: TenantSession,
    *,
    deed: str,
    subject: str,
    at: datetime,
    actor_id: PersonId | None = None,
    **details: object,
) -> None:
    """Add one event. `deed` is `thing.done`, `subject` is `thing:id`; details become JSON."""
    await session.run(
        _event(),
        {
            "at": at,
            "actor_id": actor_id,
            "deed": deed,
            "subject": subject,
            "details": json.dumps(details, ensure_ascii=False, default=str, sort_keys=True)
            if details
            else "",
        },
    )


@prepared
def _event() -> Insert:
    return insert(audit_event)
