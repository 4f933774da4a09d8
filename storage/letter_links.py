"""The links in letters: whose are good, whom Teams has reached since, and how they are withdrawn."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select

from domain.deliveries import DeliveryKind, Fate
from domain.mail import LetterKind
from domain.people import PersonId
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.letters import StoredLetter
from storage.tables import DeliveryRow, LetterRow

letter = table_of(LetterRow)
delivery = table_of(DeliveryRow)

IS_SENT = letter.c.fate == Fate.SENT.value
STANDS = letter.c.withdrawn_at.is_(None)


def of_the_reached(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> Select[Any]:
    """Selects those whom a letter has reached: one has gone to them, and no later one was given up."""
    sent = func.max(case((and_(IS_SENT, STANDS), letter.c.id), else_=0))
    given_up = func.max(case((letter.c.fate == Fate.GIVEN_UP.value, letter.c.id), else_=0))
    return (
        select(letter.c.person_id)
        .where(*_of_round(session, follow_up_round_id))
        .group_by(letter.c.person_id)
        .having(sent > given_up)
    )


def went_instead_of(key: ColumnElement[str], session: TenantSession) -> ColumnElement[bool]:
    """Whether a letter has gone instead of the message with that key, and its link has not been withdrawn."""
    return exists().where(letter.c.tenant_id == session.tenant_id, letter.c.key == key, IS_SENT, STANDS)


async def reached(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> frozenset[PersonId]:
    """Whom a letter has reached in a round."""
    return frozenset((await session.execute(of_the_reached(session, follow_up_round_id))).scalars())


async def holders(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, people: Collection[PersonId]
) -> frozenset[PersonId]:
    """Those of the people about whose list a letter has gone whose link has not been withdrawn."""
    if not people:
        return frozenset()
    query = select(letter.c.person_id).where(
        *_of_round(session, follow_up_round_id), IS_SENT, STANDS, letter.c.person_id.in_(list(people))
    )
    return frozenset((await session.execute(query)).scalars())


async def withdraw(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, person_id: PersonId, at: datetime
) -> int:
    """Withdraw every link to a person's list, and the letters that have not gone; how many that was."""
    about = letter.c.person_id == person_id, *_of_round(session, follow_up_round_id)
    waits = letter.c.fate == Fate.WAITING.value
    stopped = await session.change(LetterRow, *about, waits, fate=Fate.CANCELLED.value, settled_at=at)
    on_its_way = letter.c.fate.in_([Fate.SENT.value, Fate.CLAIMED.value])
    return stopped + await session.change(LetterRow, *about, on_its_way, STANDS, withdrawn_at=at)


async def reached_in_teams(session: TenantSession, about: StoredLetter) -> datetime | None:
    """When Teams last took a reminder about the same list; None when it never has."""
    query = select(func.max(delivery.c.settled_at)).where(
        delivery.c.tenant_id == session.tenant_id,
        delivery.c.follow_up_round_id == about.follow_up_round_id,
        delivery.c.person_id == about.person_id,
        delivery.c.kind == DeliveryKind.REMINDER.value,
        delivery.c.fate == Fate.SENT.value,
    )
    found: datetime | None = (await session.execute(query)).scalar_one()
    return found


def _of_round(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> tuple[Any, ...]:
    return (
        letter.c.tenant_id == session.tenant_id,
        letter.c.follow_up_round_id == follow_up_round_id,
        letter.c.kind == LetterKind.FORM.value,
    )
