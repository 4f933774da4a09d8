"""A row of every kind that can hold anything about somebody: for tests of what is kept and erased."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlmodel import SQLModel

from domain.people import PersonId
from storage.database import TenantSession
from storage.tables import (
    ChatFileRow,
    DeliveryRow,
    DocumentOrderRow,
    DraftRow,
    GroupRoleRow,
    InstallationRow,
    LetterRow,
    LivingMessageRow,
    MatterRow,
    NoticeBoardRow,
    ReminderRow,
    ReportDocumentRow,
    SealRow,
)
from tests.plans import SmallPlan, entra_id


async def write(session: TenantSession, plan: SmallPlan, name: str, text: str, at: datetime) -> None:
    """All of it about the person with that first name, who has written `text` wherever one can write."""
    person_id = plan.person_id(name)
    for rows in (
        _written(plan, person_id, text, at),
        _messages(plan, person_id, at),
        _files(plan, person_id, at),
    ):
        session.sql.add_all(list(rows))
        await session.flush()
    session.sql.add(
        GroupRoleRow(tenant_id=plan.tenant_id, entra_object_id=entra_id(name), role="manager", since=at)
    )
    await _records(session, plan, person_id, at)


def _of(plan: SmallPlan, **more: object) -> dict[str, Any]:
    return {"tenant_id": plan.tenant_id, "follow_up_round_id": plan.follow_up_round_id, **more}


def _written(plan: SmallPlan, person_id: PersonId, text: str, at: datetime) -> Iterator[SQLModel]:
    mine = _of(plan, person_id=person_id)
    yield DraftRow(**mine, plan_activity_id=plan.travel, fields=text, updated_at=at)
    asked: dict[str, Any] = {"asked_by": person_id, "asked_at": at, "reason": text}
    yield MatterRow(
        **mine, **asked, key="m", kind="more_time", state="granted", settled_by=person_id, reply=text
    )
    decided: dict[str, Any] = {"decided_at": at, "requested_by": person_id, "sentence": text}
    yield ReminderRow(**mine, **decided, id=1, key="nudge:1", kind="nudge")


def _messages(plan: SmallPlan, person_id: PersonId, at: datetime) -> Iterator[SQLModel]:
    mine = _of(plan, person_id=person_id)
    sent: dict[str, Any] = {"not_before": at, "created_at": at, "message_id": "sent"}
    yield DeliveryRow(**mine, **sent, key="k", kind="reminder", reminder_id=1)
    yield LivingMessageRow(**mine, recipient_id=person_id, message_id="living", since=at)
    yield LetterRow(**mine, **sent, key="k", reason="blocked", recipient_id=person_id)


def _files(plan: SmallPlan, person_id: PersonId, at: datetime) -> Iterator[SQLModel]:
    mine: dict[str, Any] = {"tenant_id": plan.tenant_id, "person_id": person_id}
    yield ChatFileRow(
        **mine, key="f", purpose="x", name="f.pdf", content=b"%PDF", created_at=at, expires_at=at
    )
    wanted: dict[str, Any] = {
        "format": "pdf",
        "version": 0,
        "language": "sv",
        "plan_activities": 1,
        "ordered_at": at,
    }
    yield DocumentOrderRow(**mine, **wanted, follow_up_round_id=plan.follow_up_round_id, key="o")
    yield InstallationRow(
        **mine, requested_by=person_id, requested_at=at, request_key="r", not_before=at, settled_at=at
    )


async def _records(session: TenantSession, plan: SmallPlan, person_id: PersonId, at: datetime) -> None:
    """What is a public record, or only says who did it."""
    mine = _of(plan)
    sealed: dict[str, Any] = {"sealed_by": person_id, "sealed_by_name": "Johan Åkerlund", "sealed_at": at}
    seal = SealRow(**mine, **sealed, version=1, sha256="a", content=b"{}")
    session.sql.add(seal)
    await session.flush()
    made: dict[str, Any] = {
        "sha256": "b",
        "data_sha256": "a",
        "format": "pdf",
        "language": "sv",
        "made_at": at,
    }
    session.sql.add(ReportDocumentRow(**mine, **made, made_by=person_id, seal_id=seal.id))
    board: dict[str, Any] = {"conversation_id": "19:x", "service_url": "https://x", "added_at": at}
    session.sql.add(NoticeBoardRow(**board, tenant_id=plan.tenant_id, added_by=person_id))
    await session.flush()
