"""What another system calls the answers that it has brought, for whoever gives them back to it."""

from sqlalchemy import select

from domain.answers import AnswerId
from domain.brought import Service
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import BroughtAnswerRow

brought_answer = table_of(BroughtAnswerRow)


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
