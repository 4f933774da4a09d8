"""Letters as we remember them: one at most for each message given up.

How they are taken and settled is in `storage.letter_claims`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from domain.deliveries import DeliveryKind, FailureReason, Fate
from domain.mail import OUT_OF_REACH, Bounced, LetterId, LetterKind, Mailed, MailFailure, address_mark
from domain.people import PersonId
from domain.rounds import FollowUpRoundId, RoundState
from storage.database import TenantSession, table_of
from storage.tables import DeliveryRow, FollowUpRoundRow, LetterRow, PersonRow

letter = table_of(LetterRow)
delivery = table_of(DeliveryRow)
follow_up_round = table_of(FollowUpRoundRow)
person = table_of(PersonRow)
# What a message was decides what the letter instead of it is for.
KIND_FOR = {DeliveryKind.REMINDER.value: LetterKind.FORM, DeliveryKind.INQUIRY.value: LetterKind.UNIT}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLetter:
    """One letter; `lease` is ours while we have taken it. `reason` is why Teams could not."""

    letter_id: LetterId
    key: str
    follow_up_round_id: FollowUpRoundId
    person_id: PersonId
    recipient_id: PersonId | None
    reason: FailureReason
    fate: Fate
    attempts: int
    failure: MailFailure | None
    code: str
    created_at: datetime
    settled_at: datetime | None
    not_before: datetime
    lease: str = ""
    kind: LetterKind = LetterKind.FORM
    withdrawn_at: datetime | None = None
    asked_key: str = ""

    @property
    def mailed(self) -> Mailed:
        """What has become of it."""
        at = self.settled_at or self.not_before
        return Mailed(fate=self.fate, at=at, failure=self.failure, withdrawn_at=self.withdrawn_at)


async def plan(session: TenantSession, at: datetime) -> int:
    """Write a letter down for everybody whose latest reminder in an open round was given up.

    Each message has one letter at the most, however often and by however many this is done.
    """
    rows = [
        {
            "key": row.key,
            "kind": KIND_FOR[row.kind].value,
            "follow_up_round_id": row.follow_up_round_id,
            "person_id": row.person_id,
            "reason": row.failure,
            **_waiting(at),
        }
        for row in await session.execute(_unwritten(session))
    ]
    return len(await session.insert_new(LetterRow, rows)) if rows else 0


async def put_inquiry(session: TenantSession, about: StoredLetter, key: str, at: datetime) -> int:
    """Write a letter down that asks the settings' coordinator because of another; one for each key."""
    row = {
        "key": key,
        "kind": LetterKind.UNIT.value,
        "follow_up_round_id": about.follow_up_round_id,
        "person_id": about.person_id,
        "reason": about.reason.value,
        **_waiting(at),
    }
    return len(await session.insert_new(LetterRow, [row]))


def _waiting(at: datetime) -> dict[str, object]:
    return {"fate": Fate.WAITING.value, "not_before": at, "created_at": at}


async def are_unwritten(session: TenantSession) -> bool:
    """Whether `plan` would write anything down."""
    return (await session.execute(_unwritten(session).limit(1))).first() is not None


def _unwritten(session: TenantSession) -> Select[Any]:
    latest_reminders = _of_open_rounds(session, func.max(delivery.c.id), DeliveryKind.REMINDER).group_by(
        delivery.c.follow_up_round_id, delivery.c.person_id
    )
    # What a manager was asked, each time.
    inquiries = _of_open_rounds(session, delivery.c.id, DeliveryKind.INQUIRY)
    latest = latest_reminders.union(inquiries)
    written = select(letter.c.key).where(letter.c.tenant_id == session.tenant_id)
    return select(delivery).where(
        delivery.c.tenant_id == session.tenant_id,
        delivery.c.id.in_(latest),
        delivery.c.fate == Fate.GIVEN_UP.value,
        delivery.c.failure.in_([each.value for each in OUT_OF_REACH]),
        delivery.c.key.not_in(written),
    )


async def find(session: TenantSession, letter_id: LetterId) -> StoredLetter | None:
    """One letter; None when the tenant has none with that id."""
    row = (await session.execute(_letters(session).where(letter.c.id == letter_id))).first()
    return None if row is None else to_domain(row)


async def latest(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, people: Collection[PersonId]
) -> dict[PersonId, StoredLetter]:
    """The latest letter about each of these people's lists who has one."""
    if not people:
        return {}
    query = _letters(session).where(
        letter.c.follow_up_round_id == follow_up_round_id,
        letter.c.person_id.in_(list(people)),
        letter.c.kind == LetterKind.FORM.value,
    )
    rows = await session.execute(query.order_by(letter.c.id))
    return {PersonId(row.person_id): to_domain(row) for row in rows}


async def of_round(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> Sequence[StoredLetter]:
    """Every letter of a round, the oldest first."""
    query = _letters(session).where(letter.c.follow_up_round_id == follow_up_round_id)
    return [to_domain(row) for row in await session.execute(query.order_by(letter.c.id))]


async def sent_since(session: TenantSession, since: datetime) -> int:
    """How many have left since then, by whatever process."""
    query = select(func.count()).where(
        letter.c.tenant_id == session.tenant_id, letter.c.fate == Fate.SENT.value, letter.c.settled_at > since
    )
    return int((await session.execute(query)).scalar_one())


async def bounced(session: TenantSession) -> frozenset[str]:
    """The marks of the addresses that a mail server has refused."""
    query = select(letter.c.address_mark).where(
        letter.c.tenant_id == session.tenant_id, letter.c.failure == MailFailure.BOUNCED.value
    )
    return frozenset((await session.execute(query.distinct())).scalars()) - {""}


async def bouncing(session: TenantSession) -> list[Bounced]:
    """Those whose address has bounced in an open round and has not been mended since, the first first."""
    found = await session.execute(
        select(letter, person.c.name, person.c.email)
        .join(person, person.c.id == letter.c.recipient_id)
        .join(follow_up_round, follow_up_round.c.id == letter.c.follow_up_round_id)
        .where(
            letter.c.tenant_id == session.tenant_id,
            letter.c.failure == MailFailure.BOUNCED.value,
            follow_up_round.c.state == RoundState.OPEN.value,
            person.c.is_removed.is_(False),
        )
        .order_by(letter.c.id)
    )
    people = {
        row.recipient_id: Bounced(
            person_id=PersonId(row.recipient_id),
            name=row.name,
            address=row.email,
            follow_up_round_id=FollowUpRoundId(row.follow_up_round_id),
        )
        for row in found
        if row.address_mark == address_mark(row.email)
    }
    return list(people.values())


def _of_open_rounds(session: TenantSession, what: ColumnElement[int], kind: DeliveryKind) -> Select[Any]:
    return (
        select(what)
        .join_from(delivery, follow_up_round, follow_up_round.c.id == delivery.c.follow_up_round_id)
        .where(
            delivery.c.tenant_id == session.tenant_id,
            delivery.c.kind == kind.value,
            follow_up_round.c.tenant_id == session.tenant_id,
            follow_up_round.c.state == RoundState.OPEN.value,
        )
    )


def _letters(session: TenantSession) -> Select[Any]:
    return select(letter).where(letter.c.tenant_id == session.tenant_id)


def to_domain(row: Row[Any], lease: str = "") -> StoredLetter:
    """A letter from its row; `lease` is ours when we have just taken it."""
    return StoredLetter(
        letter_id=LetterId(row.id),
        key=row.key,
        follow_up_round_id=FollowUpRoundId(row.follow_up_round_id),
        person_id=PersonId(row.person_id),
        recipient_id=None if row.recipient_id is None else PersonId(row.recipient_id),
        reason=FailureReason(row.reason),
        fate=Fate(row.fate),
        attempts=row.attempts,
        failure=MailFailure(row.failure) if row.failure else None,
        code=row.code,
        created_at=row.created_at,
        settled_at=row.settled_at,
        not_before=row.not_before,
        lease=lease,
        kind=LetterKind(row.kind),
        withdrawn_at=row.withdrawn_at,
        asked_key=row.asked_key,
    )
