"""The audit trail: who did what, kept in the same transaction as the deed itself."""

import json
from datetime import datetime

from domain.people import PersonId
from storage.database import TenantSession
from storage.tables import AuditEventRow


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
    session.sql.add(
        AuditEventRow(
            tenant_id=session.tenant_id,
            at=at,
            actor_id=actor_id,
            deed=deed,
            subject=subject,
            details=json.dumps(details, ensure_ascii=False, default=str, sort_keys=True) if details else "",
        )
    )
