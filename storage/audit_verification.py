"""Verifies the audit trail against its chain, from the latest checkpoint to the newest event."""

from domain.audit_chain import Break, Broken, Examination, Tip
from domain.people import TenantId
from storage import audit_chain
from storage.database import Database, TenantSession


async def verify(database: Database, tenant_id: TenantId, known: Tip | None = None) -> Broken | Tip:
    """How far the chain holds, or the first place where it does not; what is new is linked first.

    `known` is a tip that was written down elsewhere: the chain must contain it.
    """
    await audit_chain.link_new(database, tenant_id)
    async with database.reading_one_moment(tenant_id) as session:
        return await _examined(session, known)


async def _examined(session: TenantSession, known: Tip | None) -> Broken | Tip:
    start = await audit_chain.beginning(session)
    if start.position and not await audit_chain.has_spoken_of(session, start):
        return Broken(kind=Break.CHECKPOINT, position=start.position)
    examination = Examination(tip=start)
    is_known = known is None or known == start or known.position < start.position
    async for link in audit_chain.links(session, start.position):
        if broken := examination.examine(link):
            return broken
        is_known = is_known or examination.tip == known
    if (left := await audit_chain.unlinked(session)) is not None:
        return Broken(kind=Break.NOT_IN_CHAIN, event_id=left)
    if not is_known:
        return Broken(kind=Break.TIP_UNKNOWN, position=known.position if known else 0)
    return examination.tip
