"""Drafts as we remember them: what is typed and not saved, and in which messages a form stands open."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Delete, Row, Select, Update, bindparam, delete, select, update

from domain.drafts import Draft
from domain.people import PersonId
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.prepared import OF_TENANT, prepared
from storage.tables import DraftRow

draft = table_of(DraftRow)

COLUMNS = ("plan_activity_id", "fields", "updated_at", "message_id", "page")


async def find(
    session: TenantSession,
    person_id: PersonId,
    follow_up_round_id: FollowUpRoundId,
    plan_activity_id: PlanActivityId,
) -> Draft | None:
    """What the person has typed and not saved; None when that is nothing, even if a form stands open."""
    row = (await session.run(_one(), _place(person_id, follow_up_round_id, plan_activity_id))).first()
    found = _draft(row) if row else None
    return found if found and found.fields else None


async def keep(
    session: TenantSession,
    *,
    person_id: PersonId,
    follow_up_round_id: FollowUpRoundId,
    plan_activity_id: PlanActivityId,
    fields: Mapping[str, str],
    message_id: str,
    page: int,
    at: datetime,
) -> None:
    """Remember what was typed, in place of what was; with no fields only that a form stands open."""
    place = _place(person_id, follow_up_round_id, plan_activity_id)
    # Written in ASCII, which can say every character that a client sends and a database cannot hold.
    typed = {
        "fields": json.dumps(fields) if fields else "",
        "message_id": message_id,
        "page": page,
        "updated_at": at,
    }
    if not await session.insert_new(DraftRow, [{**place, **typed}]):
        values = {f"to_{name}": value for name, value in typed.items()}
        await session.run(_changed(), {**_of(place), **values})


async def open_in(
    session: TenantSession,
    *,
    person_id: PersonId,
    follow_up_round_id: FollowUpRoundId,
    plan_activity_id: PlanActivityId,
    message_id: str,
    page: int,
    at: datetime,
) -> None:
    """A form stands open in that message now; what has been typed in it before stays as it is."""
    place = _place(person_id, follow_up_round_id, plan_activity_id)
    row = {**place, "fields": "", "message_id": message_id, "page": page, "updated_at": at}
    if not await session.insert_new(DraftRow, [row]):
        await session.run(_opened(), {**_of(place), "to_message_id": message_id, "to_page": page})


async def forget(
    session: TenantSession,
    person_id: PersonId,
    follow_up_round_id: FollowUpRoundId,
    plan_activity_id: PlanActivityId,
) -> None:
    """What was typed has been saved or thrown away, and the form is closed."""
    await session.run(_forgotten(), _of(_place(person_id, follow_up_round_id, plan_activity_id)))


async def close(session: TenantSession, person_id: PersonId, message_id: str) -> bool:
    """No form stands open in the person's message any longer; returns whether one did."""
    of_message = {"of_person_id": person_id, "of_message_id": message_id}
    if not message_id or (await session.run(_open_in(), of_message)).first() is None:
        return False
    await session.run(_merely_open(), of_message)
    await session.run(_closed(), of_message)
    return True


async def of_round(
    session: TenantSession, person_id: PersonId, follow_up_round_id: FollowUpRoundId
) -> dict[PlanActivityId, Draft]:
    """All that the person has typed and not saved in a round."""
    values = {"person_id": person_id, "follow_up_round_id": follow_up_round_id}
    found = [_draft(row) for row in await session.run(_in_round(), values)]
    return {each.plan_activity_id: each for each in found}


async def open_messages(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, recipients: Collection[PersonId]
) -> set[tuple[PersonId, str]]:
    """Whose messages have a form standing open in them, of these people's."""
    values = {"follow_up_round_id": follow_up_round_id, "people": list(recipients)}
    return {(PersonId(row.person_id), row.message_id) for row in await session.run(_standing_open(), values)}


async def of_people(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, people: Collection[PersonId]
) -> list[tuple[PersonId, Draft]]:
    """All that these people have typed and not saved in a round, and all forms that they have open."""
    values = {"follow_up_round_id": follow_up_round_id, "people": list(people)}
    return [(PersonId(row.person_id), _draft(row)) for row in await session.run(_of_people(), values)]


def _place(
    person_id: PersonId, follow_up_round_id: FollowUpRoundId, plan_activity_id: PlanActivityId
) -> dict[str, object]:
    return {
        "person_id": person_id,
        "follow_up_round_id": follow_up_round_id,
        "plan_activity_id": plan_activity_id,
    }


def _of(place: Mapping[str, object]) -> dict[str, object]:
    return {f"of_{name}": value for name, value in place.items()}


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        plan_activity_id=PlanActivityId(row.plan_activity_id),
        fields=json.loads(row.fields) if row.fields else {},
        updated_at=row.updated_at,
        message_id=row.message_id,
        page=row.page,
    )


@prepared
def _one() -> Select[Any]:
    return _drafts(
        draft.c.person_id == bindparam("person_id"),
        draft.c.follow_up_round_id == bindparam("follow_up_round_id"),
        draft.c.plan_activity_id == bindparam("plan_activity_id"),
    )


@prepared
def _in_round() -> Select[Any]:
    return _drafts(
        draft.c.person_id == bindparam("person_id"),
        draft.c.follow_up_round_id == bindparam("follow_up_round_id"),
        draft.c.fields != "",
    )


def _drafts(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(*(draft.c[name] for name in COLUMNS)).where(draft.c.tenant_id == OF_TENANT, *conditions)


@prepared
def _standing_open() -> Select[Any]:
    return select(draft.c.person_id, draft.c.message_id).where(
        draft.c.tenant_id == OF_TENANT,
        draft.c.follow_up_round_id == bindparam("follow_up_round_id"),
        draft.c.person_id.in_(bindparam("people", expanding=True)),
        draft.c.message_id != "",
    )


@prepared
def _of_people() -> Select[Any]:
    return select(draft.c.person_id, *(draft.c[name] for name in COLUMNS)).where(
        draft.c.tenant_id == OF_TENANT,
        draft.c.follow_up_round_id == bindparam("follow_up_round_id"),
        draft.c.person_id.in_(bindparam("people", expanding=True)),
    )


@prepared
def _open_in() -> Select[Any]:
    return select(draft.c.id).where(*_of_message())


@prepared
def _changed() -> Update:
    return (
        update(draft)
        .where(*_of_place())
        .values(
            fields=bindparam("to_fields"),
            message_id=bindparam("to_message_id"),
            page=bindparam("to_page"),
            updated_at=bindparam("to_updated_at"),
        )
    )


@prepared
def _opened() -> Update:
    where_it_is = update(draft).where(*_of_place())
    return where_it_is.values(message_id=bindparam("to_message_id"), page=bindparam("to_page"))


@prepared
def _forgotten() -> Delete:
    return delete(draft).where(*_of_place())


@prepared
def _merely_open() -> Delete:
    return delete(draft).where(*_of_message(), draft.c.fields == "")


@prepared
def _closed() -> Update:
    return update(draft).where(*_of_message()).values(message_id="")


def _of_place() -> tuple[ColumnElement[bool], ...]:
    return (
        draft.c.tenant_id == OF_TENANT,
        draft.c.person_id == bindparam("of_person_id"),
        draft.c.follow_up_round_id == bindparam("of_follow_up_round_id"),
        draft.c.plan_activity_id == bindparam("of_plan_activity_id"),
    )


def _of_message() -> tuple[ColumnElement[bool], ...]:
    return (
        draft.c.tenant_id == OF_TENANT,
        draft.c.person_id == bindparam("of_person_id"),
        draft.c.message_id == bindparam("of_message_id"),
    )
