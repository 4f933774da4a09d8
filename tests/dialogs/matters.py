"""What tests of matters do again and again: asking, carrying, and reading what came."""

from collections.abc import Mapping

from sqlmodel import col

from cards.card import Card
from cards.verbs import Verb
from dialogs.turn import Reply
from domain.deliveries import DeliveryKind
from domain.people import Role
from scheduler import matters as scheduled
from storage.tables import (
    CoOwnerRow,
    DeliveryRow,
    MatterRow,
    PersonRoleRow,
    PersonRow,
    PlanActivityRow,
    ReminderRow,
)
from tests import plans
from tests.dialogs.parlour import Parlour
from tests.shown import said

WHY = "Johan leder projektet sedan i maj."


async def ask_to_take_over(
    parlour: Parlour,
    *,
    successor: str = "johan",
    why: str = WHY,
    by: str = "karin",
    about: Mapping[str, int] | None = None,
) -> Reply:
    """Karin asks somebody to take the solar roofs."""
    form = await parlour.send(by, Verb.ASK_HANDOVER, parlour.about(**(about or {})))
    inputs = {"person": str(parlour.plan.person_id(successor)), "why": why}
    return await parlour.press(by, form, Verb.HAND_OVER, inputs=inputs)


async def question_to(parlour: Parlour, name: str) -> Card:
    """What is carried to that person's chat now: the newest card."""
    await parlour.deliver()
    return newest(parlour, name)


def newest(parlour: Parlour, name: str) -> Card:
    """The newest card in that person's chat."""
    card = parlour.came(name)[-1]
    assert isinstance(card, Card)
    return card


def heard(parlour: Parlour, name: str) -> str:
    """All that stands in that person's chat."""
    return "\n".join(said(card.content) for card in parlour.came(name) if isinstance(card, Card))


async def tick(parlour: Parlour) -> None:
    """The clock looks for what nobody has answered in time."""
    await scheduled.run(parlour.database, parlour.at, plans.CALENDAR)


async def make_strategist(parlour: Parlour, name: str) -> None:
    """One more strategist."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        session.sql.add(
            PersonRoleRow(
                tenant_id=parlour.plan.tenant_id,
                person_id=parlour.plan.person_id(name),
                role=Role.STRATEGIST.value,
            )
        )


async def leave(parlour: Parlour, name: str) -> None:
    """Somebody leaves the plan."""
    async with parlour.database.writing(parlour.plan.tenant_id) as session:
        theirs = col(PersonRow.id) == parlour.plan.person_id(name)
        await session.change(PersonRow, theirs, is_removed=True)


async def owner_of(parlour: Parlour, plan_activity_id: int) -> int:
    """Who owns the plan activity now."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        query = session.rows(PlanActivityRow).where(PlanActivityRow.id == plan_activity_id)
        return (await session.sql.exec(query)).one().owner_id


async def co_owners_of(parlour: Parlour, plan_activity_id: int) -> set[int]:
    """Who owns it too."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        query = session.rows(CoOwnerRow).where(CoOwnerRow.plan_activity_id == plan_activity_id)
        return {row.person_id for row in (await session.sql.exec(query)).all()}


async def matters_of(parlour: Parlour) -> list[MatterRow]:
    """Every matter there is, the oldest first."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        rows = await session.sql.exec(session.rows(MatterRow).order_by(col(MatterRow.id)))
        return list(rows.all())


async def roles_of(parlour: Parlour, name: str) -> set[str]:
    """The roles that the person has now."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        query = session.rows(PersonRoleRow).where(PersonRoleRow.person_id == parlour.plan.person_id(name))
        return {row.role for row in (await session.sql.exec(query)).all()}


async def steps_noted(parlour: Parlour, name: str) -> list[str]:
    """The reminder steps that have been decided for the person."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        query = session.rows(ReminderRow).where(ReminderRow.person_id == parlour.plan.person_id(name))
        return [row.key for row in (await session.sql.exec(query)).all()]


async def deeds(parlour: Parlour) -> list[str]:
    """What the audit trail says has been done."""
    return [row[4] for row in (await parlour.everything())["audit_event"]]


async def fates_of_reminders(parlour: Parlour, name: str) -> list[str]:
    """What has become of each of the person's reminders."""
    async with parlour.database.reading(parlour.plan.tenant_id) as session:
        query = session.rows(DeliveryRow).where(
            DeliveryRow.person_id == parlour.plan.person_id(name),
            DeliveryRow.kind == DeliveryKind.REMINDER.value,
        )
        return [row.fate for row in (await session.sql.exec(query)).all()]
