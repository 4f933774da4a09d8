"""Files offered to people and received from them; each belongs to one person and is kept for a day."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select

from domain.chat_files import KEPT_FOR, ChatFile, FileState, Purpose
from domain.people import PersonId
from storage.database import TenantSession, table_of
from storage.tables import ChatFileRow

chat_file = table_of(ChatFileRow)


async def keep(
    session: TenantSession,
    *,
    key: str,
    person_id: PersonId,
    purpose: Purpose,
    name: str,
    content: bytes,
    at: datetime,
    facts: str = "",
) -> None:
    """Store a file for its person."""
    row = {
        "key": key,
        "person_id": person_id,
        "purpose": purpose.value,
        "name": name,
        "content": content,
        "facts": facts,
        "state": FileState.KEPT.value,
        "created_at": at,
        "expires_at": at + KEPT_FOR,
    }
    await session.insert_new(ChatFileRow, [row])


async def find(session: TenantSession, key: str, at: datetime) -> ChatFile | None:
    """The file with that key; None when there is none, or its day is over. The caller asks whose it is."""
    statement = select(ChatFileRow).where(
        ChatFileRow.tenant_id == session.tenant_id,
        ChatFileRow.key == key,
        ChatFileRow.expires_at > at,
    )
    row = (await session.sql.exec(statement)).first()
    return _to_domain(row) if row is not None else None


async def move(session: TenantSession, key: str, before: FileState, after: FileState) -> bool:
    """Let a file go from one state to another; False when somebody else has moved it meanwhile."""
    conditions = (col(ChatFileRow.key) == key, col(ChatFileRow.state) == before.value)
    return await session.change(ChatFileRow, *conditions, state=after.value) == 1


async def note(session: TenantSession, key: str, facts: str) -> None:
    """Remember something else about a file."""
    await session.change(ChatFileRow, col(ChatFileRow.key) == key, facts=facts)


async def has_old(session: TenantSession, at: datetime) -> bool:
    """Whether there are files whose day is over."""
    statement = select(ChatFileRow.id).where(
        ChatFileRow.tenant_id == session.tenant_id, ChatFileRow.expires_at <= at
    )
    return (await session.sql.exec(statement.limit(1))).first() is not None


async def forget_old(session: TenantSession, at: datetime) -> int:
    """Delete the files whose day is over; returns how many there were."""
    old = (chat_file.c.tenant_id == session.tenant_id) & (chat_file.c.expires_at <= at)
    return (await session.execute(delete(chat_file).where(old))).rowcount


def _to_domain(row: ChatFileRow) -> ChatFile:
    return ChatFile(
        key=row.key,
        person_id=PersonId(row.person_id),
        purpose=Purpose(row.purpose),
        name=row.name,
        content=row.content,
        facts=row.facts,
        state=FileState(row.state),
        expires_at=row.expires_at,
    )
