"""The ledger: what became of a round's messages, in numbers and a page of people at a time."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, case, exists, func, or_, select

from domain.deliveries import DeliveryKind, FailureReason, Fate
from domain.ledger import LedgerEntry, Place
from domain.people import PersonId
from domain.rounds import FollowUpRound, FollowUpRoundId
from storage import letter_links
from storage.database import TenantSession, table_of
from storage.tables import (
    AnswerRow,
    CoOwnerRow,
    DeliveryRow,
    OrgUnitRow,
    PersonRow,
    PlanActivityRow,
    ReminderRow,
)

delivery = table_of(DeliveryRow)
reminder = table_of(ReminderRow)
person = table_of(PersonRow)
org_unit = table_of(OrgUnitRow)
plan_activity = table_of(PlanActivityRow)
co_owner = table_of(CoOwnerRow)
answer = table_of(AnswerRow)
recipient = person.alias("recipient")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A kind of message with a fate; `failure` says why it was given up."""

    kind: DeliveryKind
    fate: Fate
    failure: FailureReason | None = None


async def fates(session: TenantSession, follow_up_round_id: FollowUpRoundId) -> Counter[Entry]:
    """How many messages of the round have met each fate."""
    found = await session.execute(
        select(delivery.c.kind, delivery.c.fate, delivery.c.failure, func.count().label("number"))
        .where(*of_round(session, follow_up_round_id))
        .group_by(delivery.c.kind, delivery.c.fate, delivery.c.failure)
    )
    counted: Counter[Entry] = Counter()
    for row in found:
        failure = FailureReason(row.failure) if row.failure else None
        counted[Entry(kind=DeliveryKind(row.kind), fate=Fate(row.fate), failure=failure)] = row.number
    return counted


async def places(session: TenantSession, follow_up_round: FollowUpRound) -> Counter[Place]:
    """How many people have their latest reminder in each place."""
    latest = _latest(session, follow_up_round, DeliveryKind.REMINDER)
    place = _place(session, follow_up_round).label("place")
    found = await session.execute(
        select(place, func.count().label("number"))
        .join_from(delivery, latest, latest.c.id == delivery.c.id)
        .where(delivery.c.tenant_id == session.tenant_id)
        .group_by(place)
    )
    return Counter({Place(row.place): row.number for row in found})


async def page(
    session: TenantSession, follow_up_round: FollowUpRound, *, skip: int, most: int
) -> list[LedgerEntry]:
    """Some of the people with their latest reminder: by place, then those who go first, then by name."""
    place = _place(session, follow_up_round).label("place")
    waits_until = case((delivery.c.fate == Fate.WAITING.value, delivery.c.not_before))
    query = (
        _entries(session, follow_up_round, DeliveryKind.REMINDER)
        .add_columns(place)
        .order_by(place, waits_until, person.c.name, person.c.id)
        .limit(most)
        .offset(skip)
    )
    return [_entry(row, Place(row.place)) for row in await session.execute(query)]


async def summaries(session: TenantSession, follow_up_round: FollowUpRound) -> list[LedgerEntry]:
    """The summary's way to each of its readers."""
    return await _latest_of(session, follow_up_round, DeliveryKind.SUMMARY)


async def escalations(session: TenantSession, follow_up_round: FollowUpRound) -> list[LedgerEntry]:
    """The latest message about their unit to each manager who has one."""
    return await _latest_of(session, follow_up_round, DeliveryKind.ESCALATION)


async def _latest_of(
    session: TenantSession, follow_up_round: FollowUpRound, kind: DeliveryKind
) -> list[LedgerEntry]:
    query = _entries(session, follow_up_round, kind).order_by(person.c.name, person.c.id)
    return [
        _entry(row, PLACE_OF[Fate(row.fate)] if not _is_held_up(row) else Place.HELD_UP)
        for row in await session.execute(query)
    ]


async def not_reached(
    session: TenantSession, follow_up_round: FollowUpRound
) -> dict[PersonId, FailureReason]:
    """Those whose latest reminder was given up while they had something outstanding, and why it was.

    Not those whom a letter has reached instead.
    """
    latest = _latest(session, follow_up_round, DeliveryKind.REMINDER)
    found = await session.execute(
        select(delivery.c.person_id, delivery.c.failure)
        .join_from(delivery, latest, latest.c.id == delivery.c.id)
        .where(
            delivery.c.tenant_id == session.tenant_id,
            delivery.c.fate == Fate.GIVEN_UP.value,
            _has_outstanding(session, follow_up_round),
            delivery.c.person_id.not_in(_mailed(session, follow_up_round)),
        )
    )
    return {row.person_id: FailureReason(row.failure or FailureReason.FAULT) for row in found}


def _entries(session: TenantSession, follow_up_round: FollowUpRound, kind: DeliveryKind) -> Select[Any]:
    latest = _latest(session, follow_up_round, kind)
    return (
        select(
            delivery,
            person.c.name.label("person"),
            org_unit.c.name.label("org_unit"),
            recipient.c.name.label("recipient"),
        )
        .select_from(WITH_NAMES.join(latest, latest.c.id == delivery.c.id))
        .where(delivery.c.tenant_id == session.tenant_id)
    )


def _latest(session: TenantSession, follow_up_round: FollowUpRound, kind: DeliveryKind) -> Subquery:
    return (
        select(func.max(delivery.c.id).label("id"))
        .where(*of_round(session, follow_up_round.follow_up_round_id), delivery.c.kind == kind.value)
        .group_by(delivery.c.person_id)
        .subquery()
    )


def _place(session: TenantSession, follow_up_round: FollowUpRound) -> ColumnElement[int]:
    is_given_up = delivery.c.fate == Fate.GIVEN_UP.value
    is_waiting = delivery.c.fate == Fate.WAITING.value
    is_mailed = delivery.c.person_id.in_(_mailed(session, follow_up_round))
    return case(
        (and_(is_given_up, _has_outstanding(session, follow_up_round), is_mailed), Place.MAILED.value),
        (and_(is_given_up, _has_outstanding(session, follow_up_round)), Place.NOT_REACHED.value),
        (is_given_up, Place.NOT_NEEDED.value),
        (and_(is_waiting, delivery.c.failure.is_not(None), delivery.c.attempts > 0), Place.HELD_UP.value),
        *((delivery.c.fate == fate.value, place.value) for fate, place in PLACE_OF.items()),
    )


def _mailed(session: TenantSession, follow_up_round: FollowUpRound) -> Select[Any]:
    return letter_links.of_the_reached(session, follow_up_round.follow_up_round_id)


def _has_outstanding(session: TenantSession, follow_up_round: FollowUpRound) -> ColumnElement[bool]:
    """Whether the person whom the delivery is about still has something to answer.

    Everybody who has is found once for the whole query: asked anew about each delivery, with thousands of
    people it would take a minute.
    """
    is_answered = exists().where(
        answer.c.tenant_id == session.tenant_id,
        answer.c.follow_up_round_id == follow_up_round.follow_up_round_id,
        answer.c.plan_activity_id == plan_activity.c.id,
    )
    is_outstanding = (
        plan_activity.c.tenant_id == session.tenant_id,
        plan_activity.c.plan_id == follow_up_round.plan_id,
        ~plan_activity.c.is_removed,
        ~is_answered,
    )
    owners = select(plan_activity.c.owner_id).where(*is_outstanding)
    co_owners = (
        select(co_owner.c.person_id)
        .join_from(co_owner, plan_activity, plan_activity.c.id == co_owner.c.plan_activity_id)
        .where(*is_outstanding)
    )
    return or_(delivery.c.person_id.in_(owners), delivery.c.person_id.in_(co_owners))


def of_round(
    session: TenantSession, follow_up_round_id: FollowUpRoundId
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The conditions that every look at a round's messages begins with."""
    return delivery.c.tenant_id == session.tenant_id, delivery.c.follow_up_round_id == follow_up_round_id


def _is_held_up(row: Row[Any]) -> bool:
    return bool(row.fate == Fate.WAITING.value and row.failure and row.attempts)


def _entry(row: Row[Any], place: Place) -> LedgerEntry:
    return LedgerEntry(
        person_id=row.person_id,
        person=row.person,
        org_unit=row.org_unit,
        place=place,
        not_before=row.not_before,
        failure=FailureReason(row.failure) if row.failure else None,
        code=row.code,
        recipient=recipient_name(row),
        settled_at=row.settled_at,
    )


def recipient_name(row: Row[Any]) -> str:
    """Who got it, when that was somebody else than whose matter it is."""
    return row.recipient if row.recipient_id and row.recipient_id != row.person_id else ""


PLACE_OF = {
    Fate.WAITING: Place.WAITING,
    Fate.CLAIMED: Place.ON_THE_WAY,
    Fate.SENT: Place.SENT,
    Fate.GIVEN_UP: Place.NOT_REACHED,
    Fate.NOT_WANTED: Place.NOT_NEEDED,
    Fate.PAUSED: Place.PAUSED,
    Fate.LATER: Place.LATER,
    Fate.TOO_LATE: Place.NOT_NEEDED,
    Fate.CANCELLED: Place.STOPPED,
}
WITH_NAMES = (
    delivery.join(person, person.c.id == delivery.c.person_id)
    .join(org_unit, org_unit.c.id == person.c.org_unit_id)
    .outerjoin(recipient, recipient.c.id == delivery.c.recipient_id)
    .outerjoin(reminder, reminder.c.id == delivery.c.reminder_id)
)
