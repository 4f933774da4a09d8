"""How a round's plan activities were answered: one row each, put together by the database."""

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select

from domain.deliveries import DeliveryKind, Fate
from domain.people import OrgUnitId
from domain.response_ledger import Response
from domain.rounds import FollowUpRound
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import AnswerRow, DeliveryRow, PlanActivityRow

plan_activity = table_of(PlanActivityRow)
answer = table_of(AnswerRow)
delivery = table_of(DeliveryRow)
earliest = answer.alias("earliest")


async def responses(session: TenantSession, follow_up_round: FollowUpRound) -> list[Response]:
    """One for each plan activity that is in the plan now."""
    about = {
        "plan_id": follow_up_round.plan_id,
        "follow_up_round_id": follow_up_round.follow_up_round_id,
        "kind": DeliveryKind.REMINDER.value,
        "fate": Fate.SENT.value,
    }
    return [
        Response(
            org_unit_id=OrgUnitId(row.org_unit_id),
            answered_at=row.answered_at,
            reminded_at=row.reminded_at,
            reminders=row.reminders,
            taps=row.taps,
            is_unchanged=bool(row.unchanged),
            is_on_behalf=row.answered_for is not None,
        )
        for row in await session.run(_responses(), about)
    ]


@prepared
def _responses() -> Select[Any]:
    first = (
        select(func.min(earliest.c.id))
        .where(
            earliest.c.tenant_id == OF_TENANT,
            earliest.c.plan_activity_id == plan_activity.c.id,
            earliest.c.follow_up_round_id == bindparam("follow_up_round_id"),
        )
        .correlate(plan_activity)
        .scalar_subquery()
    )
    return (
        select(
            plan_activity.c.org_unit_id,
            answer.c.answered_at,
            answer.c.taps,
            answer.c.unchanged,
            answer.c.answered_for,
            _reminded(func.min(delivery.c.settled_at)).label("reminded_at"),
            _reminded(func.count()).label("reminders"),
        )
        .outerjoin_from(plan_activity, answer, answer.c.id == first)
        .where(
            plan_activity.c.tenant_id == OF_TENANT,
            plan_activity.c.plan_id == bindparam("plan_id"),
            ~plan_activity.c.is_removed,
        )
    )


def _reminded(figure: ColumnElement[Any]) -> ColumnElement[Any]:
    """Of the reminders that had reached whoever was to answer before the answer came."""
    answerer = func.coalesce(answer.c.answered_for, answer.c.answered_by)
    got = select(figure).where(
        delivery.c.tenant_id == OF_TENANT,
        delivery.c.person_id == answerer,
        delivery.c.follow_up_round_id == bindparam("follow_up_round_id"),
        delivery.c.kind == bindparam("kind"),
        delivery.c.fate == bindparam("fate"),
        delivery.c.settled_at <= answer.c.answered_at,
    )
    return got.select_from(delivery).correlate(answer).scalar_subquery()
