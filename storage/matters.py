"""Matters as we remember them: who has asked what of whom, and what became of it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select

from domain.matters import OPEN_STATES, Matter, MatterId, MatterKind, MatterState
from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId
from storage import answers as answer_store
from storage import matter_messages
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import MatterRow

matter_table = table_of(MatterRow)

OPEN_VALUES = [state.value for state in OPEN_STATES]


async def put(
    session: TenantSession,
    *,
    key: str,
    kind: MatterKind,
    state: MatterState,
    follow_up_round_id: FollowUpRoundId,
    person_id: PersonId,
    asked_by: PersonId,
    at: datetime,
    **columns: object,
) -> MatterId | None:
    """Store a matter; None when one with that key exists already (a double click, two at once)."""
    row = {
        "key": key,
        "kind": kind.value,
        "state": state.value,
        "follow_up_round_id": follow_up_round_id,
        "person_id": person_id,
        "asked_by": asked_by,
        "asked_at": at,
        **columns,
    }
    added = await session.insert_new(MatterRow, [row])
    return MatterId(added[0]) if added else None


async def tell(
    session: TenantSession,
    *,
    key: str,
    kind: MatterKind,
    follow_up_round_id: FollowUpRoundId,
    recipient_id: PersonId,
    told_by: PersonId,
    at: datetime,
    not_before: datetime,
    plan_activity_id: PlanActivityId | None = None,
    reason: str = "",
) -> MatterId | None:
    """Tell one person what somebody has done that concerns them; once for each key.

    `not_before` is when it may be sent (`calendar.next_open`).
    """
    matter_id = await put(
        session,
        key=key,
        kind=kind,
        state=MatterState.TOLD,
        follow_up_round_id=follow_up_round_id,
        plan_activity_id=plan_activity_id,
        person_id=recipient_id,
        asked_by=told_by,
        reason=reason,
        at=at,
    )
    if matter_id is not None:
        await matter_messages.send(
            session,
            matter_id,
            [recipient_id],
            "told",
            follow_up_round_id=follow_up_round_id,
            at=at,
            not_before=not_before,
        )
    return matter_id


async def find(session: TenantSession, matter_id: MatterId) -> Matter | None:
    """The matter as it is now."""
    row = (await session.run(_one(), {"matter_id": matter_id})).first()
    return from_row(row) if row else None


async def held(session: TenantSession, matter_id: MatterId, kind: MatterKind) -> Matter | None:
    """The matter, held still together with the plan activity that it is about, if it is of that kind."""
    seen = await find(session, matter_id)
    if seen is None or seen.kind is not kind:
        return None
    if seen.plan_activity_id is not None:
        # Whoever holds both takes the plan activity first, so that nobody waits in a circle.
        await answer_store.hold(session, seen.follow_up_round_id, seen.plan_activity_id)
    await _hold(session, matter_id)
    return await find(session, matter_id)


async def some(session: TenantSession, wanted: Collection[MatterId]) -> dict[MatterId, Matter]:
    """These matters, by id."""
    if not wanted:
        return {}
    return {each.matter_id: each for each in _all(await session.run(_some(), {"matters": list(wanted)}))}


async def open_handover(session: TenantSession, plan_activity_id: PlanActivityId) -> Matter | None:
    """The open question about who is to own the plan activity."""
    return await _open(session, _is(MatterKind.HANDOVER), matter_table.c.plan_activity_id == plan_activity_id)


async def open_request(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, person_id: PersonId
) -> Matter | None:
    """The open request for more time of that person in the round."""
    return await _open(
        session,
        _is(MatterKind.MORE_TIME),
        matter_table.c.follow_up_round_id == follow_up_round_id,
        matter_table.c.person_id == person_id,
    )


async def number_of_handovers(session: TenantSession, plan_activity_id: PlanActivityId) -> int:
    """How many times it has been asked who is to own the plan activity; part of the next one's key."""
    return await _number(
        session, _is(MatterKind.HANDOVER), matter_table.c.plan_activity_id == plan_activity_id
    )


async def number_of_requests(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, person_id: PersonId
) -> int:
    """How many times the person has asked for more time in the round; part of the next one's key."""
    return await _number(
        session,
        _is(MatterKind.MORE_TIME),
        matter_table.c.follow_up_round_id == follow_up_round_id,
        matter_table.c.person_id == person_id,
    )


async def every_open(session: TenantSession, kind: MatterKind | None = None) -> list[Matter]:
    """Every open matter (of that kind, if given), the oldest first."""
    query = _query().where(matter_table.c.state.in_(OPEN_VALUES)).order_by(matter_table.c.id)
    return _all(await session.execute(query if kind is None else query.where(_is(kind))))


async def settle(
    session: TenantSession, matter: Matter, state: MatterState, at: datetime, **columns: object
) -> bool:
    """Give an open matter another state; False when somebody else was first. `columns` change with it."""
    changed = await session.change(
        MatterRow,
        matter_table.c.id == matter.matter_id,
        matter_table.c.state == matter.state.value,
        matter_table.c.state.in_(OPEN_VALUES),
        state=state.value,
        settled_at=None if state in OPEN_STATES else at,
        **columns,
    )
    return changed == 1


async def _hold(session: TenantSession, matter_id: MatterId) -> None:
    if not session.has_one_writer:
        await session.run(_held(), {"matter_id": matter_id})


async def next_due(session: TenantSession, after: datetime) -> datetime | None:
    """When the next question goes on to the strategists, unless it is answered; None when none will."""
    found = await session.execute(
        select(func.min(matter_table.c.respond_by)).where(
            matter_table.c.tenant_id == OF_TENANT,
            matter_table.c.state == MatterState.ASKED.value,
            matter_table.c.respond_by > after,
        )
    )
    due: datetime | None = found.scalar_one()
    return due


async def _open(session: TenantSession, *conditions: ColumnElement[bool]) -> Matter | None:
    query = _query().where(*conditions, matter_table.c.state.in_(OPEN_VALUES))
    row = (await session.execute(query.order_by(matter_table.c.id))).first()
    return from_row(row) if row else None


async def _number(session: TenantSession, *conditions: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(matter_table)
    found = await session.execute(query.where(matter_table.c.tenant_id == OF_TENANT, *conditions))
    return int(found.scalar_one())


def _is(kind: MatterKind) -> ColumnElement[bool]:
    return matter_table.c.kind == kind.value


def _query() -> Select[Any]:
    return select(matter_table).where(matter_table.c.tenant_id == OF_TENANT)


@prepared
def _one() -> Select[Any]:
    return _query().where(matter_table.c.id == bindparam("matter_id"))


@prepared
def _held() -> Select[Any]:
    return (
        select(matter_table.c.id)
        .where(matter_table.c.tenant_id == OF_TENANT, matter_table.c.id == bindparam("matter_id"))
        .with_for_update(key_share=True)
    )


@prepared
def _some() -> Select[Any]:
    return _query().where(matter_table.c.id.in_(bindparam("matters", expanding=True)))


def _all(rows: Iterable[Row[Any]]) -> list[Matter]:
    return [from_row(row) for row in rows]


def from_row(row: Row[Any]) -> Matter:
    """One matter from all of its columns."""
    same = ("reason", "days", "until", "respond_by", "reply", "settled_by", "settled_at", "asked_at")
    return Matter(
        matter_id=MatterId(row.id),
        kind=MatterKind(row.kind),
        state=MatterState(row.state),
        follow_up_round_id=FollowUpRoundId(row.follow_up_round_id),
        plan_activity_id=row.plan_activity_id,
        person_id=PersonId(row.person_id),
        counterpart_id=row.counterpart_id,
        asked_by=PersonId(row.asked_by),
        **{name: getattr(row, name) for name in same},
    )
