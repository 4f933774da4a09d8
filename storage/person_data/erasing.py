"""Erases somebody: what they are called and can be reached by goes, and the public records stay."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import case, delete, func, or_, select

from domain.deliveries import Fate
from domain.erasure import Erasure, Hindrances, Somebody, Wish
from domain.matters import OPEN_STATES
from storage import audit
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT
from storage.tables import (
    ChatFileRow,
    ContactPointRow,
    CoOwnerRow,
    DeliveryRow,
    DocumentOrderRow,
    DraftRow,
    GroupRoleRow,
    InstallationRow,
    LetterRow,
    LivingMessageRow,
    MatterRow,
    PersonRoleRow,
    PersonRow,
    PlanActivityRow,
    PlanRow,
    ReminderRow,
)

DEED = "person.erased"
# RFC 2606: nobody will ever have an address there.
NOWHERE = "erased.invalid"

person = table_of(PersonRow)
plan = table_of(PlanRow)
plan_activity = table_of(PlanActivityRow)
matter = table_of(MatterRow)
reminder = table_of(ReminderRow)
delivery = table_of(DeliveryRow)

# What becomes of the rows of every table that holds anything about people.
FATES: Mapping[str, Erasure] = MappingProxyType(
    {
        "person": Erasure.EMPTIED,
        "person_role": Erasure.REMOVED,
        "group_role": Erasure.REMOVED,
        "contact_point": Erasure.REMOVED,
        "co_owner": Erasure.REMOVED,
        "draft": Erasure.REMOVED,
        "chat_file": Erasure.REMOVED,
        "document_order": Erasure.REMOVED,
        "installation": Erasure.REMOVED,
        "living_message": Erasure.REMOVED,
        "letter": Erasure.REMOVED,
        "matter": Erasure.EMPTIED,
        "reminder": Erasure.EMPTIED,
        "delivery": Erasure.EMPTIED,
        "plan_activity": Erasure.KEPT,
        "answer": Erasure.KEPT,
        "seal": Erasure.KEPT,
        "report_document": Erasure.KEPT,
        "notice_board": Erasure.KEPT,
        "audit_event": Erasure.KEPT,
    }
)

# By which column a row that goes is theirs.
THEIRS: tuple[tuple[type[Any], str], ...] = (
    (PersonRoleRow, "person_id"),
    (ContactPointRow, "person_id"),
    (CoOwnerRow, "person_id"),
    (DraftRow, "person_id"),
    (ChatFileRow, "person_id"),
    (DocumentOrderRow, "person_id"),
    (InstallationRow, "person_id"),
    (LetterRow, "person_id"),
    (LetterRow, "recipient_id"),
    (LivingMessageRow, "person_id"),
    (LivingMessageRow, "recipient_id"),
)


async def hindrances(session: TenantSession, who: Somebody, wish: Wish) -> Hindrances:
    """What somebody else must take over first."""
    return Hindrances(
        plan_activities=await _owned(session, who),
        open_matters=await _open_matters(session, who),
        stands_in_for=await _stands_in_for(session, who, wish),
    )


async def erase(session: TenantSession, who: Somebody, wish: Wish, at: datetime) -> None:
    """Erase them, in this transaction; the caller has seen to it that nothing hinders."""
    for row, column in THEIRS:
        table = table_of(row)
        await session.execute(
            delete(table).where(table.c.tenant_id == OF_TENANT, table.c[column] == who.person_id)
        )
    if who.entra_object_id:
        for row in (GroupRoleRow, ContactPointRow):
            table = table_of(row)
            by_account = table.c.entra_object_id == who.entra_object_id
            await session.execute(delete(table).where(table.c.tenant_id == OF_TENANT, by_account))
    await _empty_texts(session, who, wish)
    await _stop_messages(session, who, at)
    await _forget_stand_in(session, who)
    await _empty_person(session, who, wish)
    await audit.record(session, deed=DEED, subject=f"person:{who.person_id}", at=at)


async def _owned(session: TenantSession, who: Somebody) -> tuple[str, ...]:
    """What they own in the latest plan; earlier plans are history."""
    latest = select(func.max(plan.c.year)).where(plan.c.tenant_id == OF_TENANT).scalar_subquery()
    query = (
        select(plan_activity.c.number, plan_activity.c.title)
        .join(plan, plan.c.id == plan_activity.c.plan_id)
        .where(
            plan_activity.c.tenant_id == OF_TENANT,
            plan_activity.c.owner_id == who.person_id,
            ~plan_activity.c.is_removed,
            plan.c.year == latest,
        )
        .order_by(plan_activity.c.position)
    )
    return tuple(f"{row.number} {row.title}" for row in await session.execute(query))


async def _open_matters(session: TenantSession, who: Somebody) -> int:
    involved = or_(
        matter.c.person_id == who.person_id,
        matter.c.counterpart_id == who.person_id,
        matter.c.asked_by == who.person_id,
    )
    query = select(func.count()).where(
        matter.c.tenant_id == OF_TENANT, matter.c.state.in_([each.value for each in OPEN_STATES]), involved
    )
    return int((await session.execute(query)).scalar_one())


async def _stands_in_for(session: TenantSession, who: Somebody, wish: Wish) -> tuple[str, ...]:
    query = select(person.c.name).where(
        person.c.tenant_id == OF_TENANT,
        person.c.deputy_id == who.person_id,
        person.c.absent_to >= wish.on,
        ~person.c.is_removed,
    )
    return tuple((await session.execute(query.order_by(person.c.name))).scalars())


async def _empty_texts(session: TenantSession, who: Somebody, wish: Wish) -> None:
    """What they wrote to others; that they wrote stays."""
    for column, writer in ((matter.c.reason, matter.c.asked_by), (matter.c.reply, matter.c.settled_by)):
        text = {column.name: case((column == "", ""), else_=wish.mark)}
        await session.change(MatterRow, writer == who.person_id, **text)
    await session.change(ReminderRow, reminder.c.requested_by == who.person_id, sentence="")


async def _stop_messages(session: TenantSession, who: Somebody, at: datetime) -> None:
    """Nothing more goes to them, and where it went is forgotten."""
    theirs = or_(delivery.c.person_id == who.person_id, delivery.c.recipient_id == who.person_id)
    waiting = delivery.c.fate.in_([Fate.WAITING.value, Fate.CLAIMED.value])
    await session.change(DeliveryRow, theirs, waiting, fate=Fate.CANCELLED.value, settled_at=at, lease="")
    await session.change(DeliveryRow, theirs, message_id="")


async def _forget_stand_in(session: TenantSession, who: Somebody) -> None:
    """Absences that are over, and those of people who have left."""
    await session.change(
        PersonRow, person.c.deputy_id == who.person_id, absent_from=None, absent_to=None, deputy_id=None
    )


async def _empty_person(session: TenantSession, who: Somebody, wish: Wish) -> None:
    await session.change(
        PersonRow,
        person.c.id == who.person_id,
        name=wish.name,
        email=f"{who.person_id}@{NOWHERE}",
        entra_object_id=None,
        absent_from=None,
        absent_to=None,
        deputy_id=None,
        hours_from=None,
        hours_to=None,
        wants_only_the_deadline=False,
        directory_state=None,
        directory_checked_at=None,
        is_removed=True,
    )
