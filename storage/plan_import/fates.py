"""What becomes of that which a new file no longer mentions: it goes, it is marked as removed, or it stays."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import SQLModel, col, select

from domain.plan_file.entries import Entry, EntryKind, Key
from domain.rounds import RoundState
from storage.database import TenantSession
from storage.plan_import.rows import PlanRows
from storage.tables import (
    AnswerRow,
    AuditEventRow,
    ChatFileRow,
    ContactPointRow,
    DeliveryRow,
    DocumentOrderRow,
    DraftRow,
    InstallationRow,
    LetterRow,
    LivingMessageRow,
    MatterRow,
    NoticeBoardRow,
    PersonRow,
    PlanActivityRow,
    ReminderRow,
    ReportDocumentRow,
    SealRow,
)

HISTORY_OF_PEOPLE: tuple[tuple[type[SQLModel], str], ...] = (
    (AnswerRow, "answered_by"),
    (AnswerRow, "answered_for"),
    (AnswerRow, "owner_id"),
    (DraftRow, "person_id"),
    (DeliveryRow, "person_id"),
    (DeliveryRow, "recipient_id"),
    (ReminderRow, "person_id"),
    (ReminderRow, "requested_by"),
    (LivingMessageRow, "person_id"),
    (LivingMessageRow, "recipient_id"),
    (MatterRow, "person_id"),
    (MatterRow, "counterpart_id"),
    (MatterRow, "asked_by"),
    (MatterRow, "settled_by"),
    (ContactPointRow, "person_id"),
    (NoticeBoardRow, "added_by"),
    (ChatFileRow, "person_id"),
    (AuditEventRow, "actor_id"),
    (InstallationRow, "person_id"),
    (InstallationRow, "requested_by"),
    (SealRow, "sealed_by"),
    (ReportDocumentRow, "made_by"),
    (DocumentOrderRow, "person_id"),
    (LetterRow, "person_id"),
    (LetterRow, "recipient_id"),
)
HISTORY_OF_PLAN_ACTIVITIES: tuple[tuple[type[SQLModel], str], ...] = (
    (AnswerRow, "plan_activity_id"),
    (DraftRow, "plan_activity_id"),
    (MatterRow, "plan_activity_id"),
    (PlanActivityRow, "continues_id"),
)

Named = tuple[EntryKind, Key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fates:
    """`staying` is untouched and not spoken of; of the rest, what is `gone` leaves no row behind."""

    staying: frozenset[Named]
    gone_plan_activities: frozenset[int]
    gone_people: frozenset[int]
    gone_measures: frozenset[int]


async def fates(session: TenantSession, rows: PlanRows, wanted: Iterable[Entry]) -> Fates:
    """Decide before anything is written, from what is stored and what the file holds."""
    named = frozenset((entry.kind, entry.key) for entry in wanted)
    unnamed = [
        row
        for row in rows.all_plan_activities
        if row.plan_id != rows.plan_id or (EntryKind.PLAN_ACTIVITY, (row.number,)) not in named
    ]
    gone_plan_activities = await _gone_plan_activities(session, rows, unnamed)
    remaining = [row for row in unnamed if row.id not in gone_plan_activities]
    staying_people = _needed_elsewhere(rows, remaining)
    gone_people = await _gone_people(session, rows, named, remaining, staying_people)
    others = [
        row
        for row in rows.people
        if row.id not in gone_people and (EntryKind.PERSON, (row.email,)) not in named
    ]
    staying = {
        *((EntryKind.PERSON, (row.email,)) for row in others if row.id in staying_people),
        *_units(rows, remaining, others),
        *_lists(rows),
        *_husks(rows, remaining),
    }
    return Fates(
        staying=frozenset(staying - named),
        gone_plan_activities=gone_plan_activities,
        gone_people=gone_people,
        gone_measures=_gone_measures(rows, remaining),
    )


async def _gone_plan_activities(
    session: TenantSession, rows: PlanRows, unnamed: list[PlanActivityRow]
) -> frozenset[int]:
    left = {
        row.id for row in unnamed if row.id is not None and row.plan_id == rows.plan_id and not row.is_removed
    }
    if not left:
        return frozenset()
    return frozenset(left - await _referenced(session, HISTORY_OF_PLAN_ACTIVITIES))


def _needed_elsewhere(rows: PlanRows, remaining: list[PlanActivityRow]) -> set[int]:
    """Owners in other plans whose follow-up is not over, and whoever stands in for them."""
    followed_up = {row.plan_id for row in rows.rounds if row.state != RoundState.CLOSED}
    needed = set[int]()
    for row in remaining:
        if row.plan_id != rows.plan_id and row.plan_id in followed_up and not row.is_removed:
            needed |= {row.owner_id, *rows.co_owners_of[row.id]}
    deputies = {row.id: row.deputy_id for row in rows.people}
    for person_id in tuple(needed):
        deputy = deputies.get(person_id)
        while deputy is not None and deputy not in needed:
            needed.add(deputy)
            deputy = deputies.get(deputy)
    return needed


async def _gone_people(
    session: TenantSession,
    rows: PlanRows,
    named: frozenset[Named],
    remaining: list[PlanActivityRow],
    staying: set[int],
) -> frozenset[int]:
    left = {
        row.id
        for row in rows.people
        if row.id is not None
        and row.id not in staying
        and not row.is_removed
        and (EntryKind.PERSON, (row.email,)) not in named
    }
    if not left:
        return frozenset()
    in_remaining = {
        person_id for row in remaining for person_id in (row.owner_id, *rows.co_owners_of[row.id])
    }
    return frozenset(left - in_remaining - await _referenced(session, HISTORY_OF_PEOPLE))


async def _referenced(session: TenantSession, references: tuple[tuple[type[SQLModel], str], ...]) -> set[int]:
    found = set[int]()
    for table, column in references:
        tenant_id, reference = getattr(table, "tenant_id"), getattr(table, column)  # noqa: B009 - any table
        statement = select(col(reference)).where(col(tenant_id) == session.tenant_id).distinct()
        found |= {value for value in (await session.sql.exec(statement)).all() if value is not None}
    return found


def _units(rows: PlanRows, remaining: list[PlanActivityRow], people: list[PersonRow]) -> Iterable[Named]:
    used = {row.org_unit_id for row in remaining} | {row.org_unit_id for row in people}
    used |= {row.org_unit_id for row in rows.adoptions if row.measure_id in _other_measures(rows)}
    return ((EntryKind.ORG_UNIT, (row.name,)) for row in rows.org_units if row.id in used)


def _other_measures(rows: PlanRows) -> set[int | None]:
    return {row.id for row in rows.all_measures if row.plan_id != rows.plan_id}


def _lists(rows: PlanRows) -> Iterable[Named]:
    """Focus areas, working methods and priorities that other plans' measures use."""
    others = _other_measures(rows)
    areas = {link.focus_area_id for link in rows.area_links if link.measure_id in others}
    methods = {link.working_method_id for link in rows.method_links if link.measure_id in others}
    priorities = {row.strategic_priority_id for row in rows.all_measures if row.id in others}
    for row in rows.focus_areas:
        if row.id in areas:
            priorities.add(row.strategic_priority_id)
            yield EntryKind.FOCUS_AREA, (row.name,)
    yield from ((EntryKind.WORKING_METHOD, (row.name,)) for row in rows.working_methods if row.id in methods)
    yield from (
        (EntryKind.STRATEGIC_PRIORITY, (row.name,)) for row in rows.priorities if row.id in priorities
    )


def _husks(rows: PlanRows, remaining: list[PlanActivityRow]) -> Iterable[Named]:
    """Measures that have left the plan already and are kept only for the answers under them."""
    held = {row.measure_id for row in remaining if row.is_removed}
    adopted = {row.measure_id for row in rows.adoptions}
    for row in rows.measures.values():
        if row.id in held and row.id not in adopted:
            yield EntryKind.MEASURE, (row.number,)


def _gone_measures(rows: PlanRows, remaining: list[PlanActivityRow]) -> frozenset[int]:
    held = {row.measure_id for row in remaining}
    return frozenset(row.id for row in rows.measures.values() if row.id is not None and row.id not in held)
