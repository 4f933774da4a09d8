"""What other systems call the answers that they brought, so that none is saved twice."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, select

from domain.answers import AnswerId
from domain.brought import Service
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import BroughtAnswerRow

brought_answer = table_of(BroughtAnswerRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """The answer that came of it, and the fingerprint of what was brought."""

    answer_id: AnswerId
    fingerprint: str


async def find(session: TenantSession, service: Service, external_id: str) -> Remembered | None:
    """What the system has brought under that id; None when nothing."""
    named = {"client_id": service.client_id, "external_id": external_id}
    row = (await session.run(_known(), named)).first()
    return Remembered(answer_id=AnswerId(row.answer_id), fingerprint=row.fingerprint) if row else None


async def remember(
    session: TenantSession,
    service: Service,
    external_id: str,
    follow_up_round_id: FollowUpRoundId,
    remembered: Remembered,
) -> None:
    """Remember what has been saved in the same transaction."""
    await session.insert_new(
        BroughtAnswerRow,
        [
            {
                "client_id": service.client_id,
                "external_id": external_id,
                "fingerprint": remembered.fingerprint,
                "follow_up_round_id": follow_up_round_id,
                "answer_id": remembered.answer_id,
            }
        ],
    )


async def of_round(
    session: TenantSession, service: Service, follow_up_round_id: FollowUpRoundId
) -> dict[AnswerId, str]:
    """The system's own id of each answer of the round that it has brought."""
    found = await session.execute(
        select(brought_answer.c.answer_id, brought_answer.c.external_id).where(
            brought_answer.c.tenant_id == OF_TENANT,
            brought_answer.c.client_id == service.client_id,
            brought_answer.c.follow_up_round_id == follow_up_round_id,
        )
    )
    return {AnswerId(row.answer_id): row.external_id for row in found}


@prepared
def _known() -> Select[Any]:
    return select(brought_answer.c.answer_id, brought_answer.c.fingerprint).where(
        brought_answer.c.tenant_id == OF_TENANT,
        brought_answer.c.client_id == bindparam("client_id"),
        brought_answer.c.external_id == bindparam("external_id"),
    )
