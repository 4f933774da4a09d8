"""Taking letters one at a time, and writing back how each went: a claim is a lease, as the outbox's are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, func, or_, select

from domain.deliveries import Fate
from domain.mail import MailFailure
from domain.people import PersonId
from storage.database import TenantSession, table_of
from storage.letters import StoredLetter, to_domain
from storage.tables import LetterRow

# A mail server is waited for in seconds; whoever took the letter has died when this is over.
LEASE = timedelta(minutes=5)
OPEN_FATES = (Fate.WAITING.value, Fate.CLAIMED.value)

letter = table_of(LetterRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSettlement:
    """How a letter went. One that waits is tried again at `not_before`."""

    letter: StoredLetter
    fate: Fate
    at: datetime
    not_before: datetime | None = None
    failure: MailFailure | None = None
    code: str = ""
    recipient_id: PersonId | None = None
    address_mark: str = ""
    message_id: str = ""
    counts_as_attempt: bool = True


async def claim(session: TenantSession, at: datetime) -> StoredLetter | None:
    """Take the oldest that is due for `LEASE`; None when there is none.

    One row is read, however many wait, and one that another replica is taking is passed over.
    """
    due = (
        select(letter)
        .where(letter.c.tenant_id == session.tenant_id, _is_due(at))
        .order_by(letter.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = (await session.execute(due)).first()
    if row is None:
        return None
    lease, until = uuid4().hex, at + LEASE
    await session.change(
        LetterRow, letter.c.id == row.id, fate=Fate.CLAIMED.value, lease=lease, leased_until=until
    )
    return to_domain(row, lease)


async def settle(session: TenantSession, settlement: LetterSettlement) -> bool:
    """Write down how it went; False when somebody else has taken it over meanwhile."""
    taken = settlement.letter
    return bool(
        await session.change(
            LetterRow,
            letter.c.id == taken.letter_id,
            letter.c.lease == taken.lease,
            fate=settlement.fate.value,
            not_before=settlement.not_before or taken.not_before,
            attempts=taken.attempts + int(settlement.counts_as_attempt),
            recipient_id=settlement.recipient_id,
            address_mark=settlement.address_mark,
            failure=settlement.failure.value if settlement.failure else None,
            code=settlement.code,
            message_id=settlement.message_id,
            lease="",
            leased_until=None,
            settled_at=None if settlement.fate is Fate.WAITING else settlement.at,
        )
    )


async def name_recipient(session: TenantSession, taken: StoredLetter, recipient_id: PersonId) -> bool:
    """Remember who it goes to before it goes, so that its link is good even if we die on the way."""
    ours = letter.c.id == taken.letter_id, letter.c.lease == taken.lease
    return bool(await session.change(LetterRow, *ours, recipient_id=recipient_id))


async def next_due(session: TenantSession) -> datetime | None:
    """When the first of those that have not gone falls due or its lease runs out; None when all have gone."""
    falls_due = func.coalesce(letter.c.leased_until, letter.c.not_before)
    query = select(func.min(falls_due)).where(
        letter.c.tenant_id == session.tenant_id, letter.c.fate.in_(OPEN_FATES)
    )
    due: datetime | None = (await session.execute(query)).scalar_one()
    return due


def _is_due(at: datetime) -> ColumnElement[bool]:
    """It waits and its time has come, or whoever took it has died."""
    waits = and_(letter.c.fate == Fate.WAITING.value, letter.c.not_before <= at)
    return or_(waits, and_(letter.c.fate == Fate.CLAIMED.value, letter.c.leased_until <= at))
