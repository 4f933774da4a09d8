"""Every kind of data that grows old, with the sweeps that see to it, in the order that references demand."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ScalarSelect,
    String,
    and_,
    case,
    cast,
    exists,
    literal,
    or_,
    select,
)

from domain.retention import DataKind
from domain.rounds import RoundState
from storage.audit import audit_event
from storage.database import table_of
from storage.retention.sweep import Sweep
from storage.tables import (
    AnswerRow,
    BroughtAnswerRow,
    ContactPointRow,
    DeliveryRow,
    DraftRow,
    FollowUpRoundRow,
    InstallationRow,
    LetterRow,
    LivingMessageRow,
    MatterRow,
    PersonRow,
    ReminderRow,
    ReportDocumentRow,
    SealRow,
)

ARCHIVED = "archive.made"

rounds = table_of(FollowUpRoundRow)
draft = table_of(DraftRow)
living_message = table_of(LivingMessageRow)
delivery = table_of(DeliveryRow)
letter = table_of(LetterRow)
reminder = table_of(ReminderRow)
matter = table_of(MatterRow)
contact_point = table_of(ContactPointRow)
installation = table_of(InstallationRow)
person = table_of(PersonRow)
answer = table_of(AnswerRow)
brought_answer = table_of(BroughtAnswerRow)
seal = table_of(SealRow)
document = table_of(ReportDocumentRow)


def _closed(round_id: Column[Any], before: datetime) -> ColumnElement[bool]:
    """The round that the row belongs to closed before that."""
    return round_id.in_(
        select(rounds.c.id).where(rounds.c.state == RoundState.CLOSED.value, rounds.c.closes_at < before)
    )


def _closes_at(round_id: Column[Any]) -> ScalarSelect[Any]:
    return select(rounds.c.closes_at).where(rounds.c.id == round_id).scalar_subquery()


def _archived(round_id: Column[Any]) -> ColumnElement[bool]:
    """Nothing of a round goes before it has been exported to the archive."""
    return exists().where(
        audit_event.c.tenant_id == rounds.c.tenant_id,
        audit_event.c.deed == ARCHIVED,
        audit_event.c.subject == literal("round:") + cast(round_id, String),
        rounds.c.id == round_id,
    )


def _of_round(table: Any, *, archived: bool = False) -> Sweep:  # noqa: ANN401 - any table of a round
    round_id = table.c.follow_up_round_id

    def old(before: datetime) -> ColumnElement[bool]:
        is_closed = _closed(round_id, before)
        return and_(is_closed, _archived(round_id)) if archived else is_closed

    return Sweep(table=table, key=table.c.id, old=old, moment=_closes_at(round_id))


def _text_of_matters(mark: str) -> Mapping[str, object]:
    """What somebody wrote is replaced; that they asked, and what came of it, stays."""
    return {column.name: case((column == "", ""), else_=mark) for column in (matter.c.reason, matter.c.reply)}


def of_kind(kind: DataKind, mark: str) -> tuple[Sweep, ...]:
    """The sweeps of a kind, if it has any; `mark` is what stands where text was removed."""
    if kind is DataKind.MATTERS:
        return (_matters(mark),)
    return SWEEPS.get(kind, ())


def _matters(mark: str) -> Sweep:
    written = or_(matter.c.reason.not_in(("", mark)), matter.c.reply.not_in(("", mark)))
    return Sweep(
        table=matter,
        key=matter.c.id,
        old=lambda before: and_(_closed(matter.c.follow_up_round_id, before), written),
        moment=_closes_at(matter.c.follow_up_round_id),
        values=_text_of_matters,
    )


SWEEPS: Mapping[DataKind, tuple[Sweep, ...]] = MappingProxyType(
    {
        DataKind.DRAFTS: (_of_round(draft),),
        DataKind.MESSAGES: (
            _of_round(letter),
            _of_round(living_message),
            _of_round(delivery),
            _of_round(reminder),
        ),
        DataKind.STRANGERS: (
            Sweep(
                table=contact_point,
                key=contact_point.c.id,
                old=lambda before: and_(
                    contact_point.c.person_id.is_(None), contact_point.c.updated_at < before
                ),
                moment=contact_point.c.updated_at,
            ),
        ),
        DataKind.CONTACTS: (
            Sweep(
                table=contact_point,
                key=contact_point.c.id,
                old=lambda before: and_(
                    contact_point.c.updated_at < before,
                    contact_point.c.person_id.in_(select(person.c.id).where(person.c.is_removed)),
                ),
                moment=contact_point.c.updated_at,
            ),
        ),
        DataKind.INSTALLATIONS: (
            Sweep(
                table=installation,
                key=installation.c.person_id,
                old=lambda before: installation.c.settled_at < before,
                moment=installation.c.settled_at,
            ),
        ),
        DataKind.DIRECTORY: (
            Sweep(
                table=person,
                key=person.c.id,
                old=lambda before: person.c.directory_checked_at < before,
                moment=person.c.directory_checked_at,
                values=lambda _: {"directory_state": None, "directory_checked_at": None},
            ),
        ),
        DataKind.ABSENCE: (
            Sweep(
                table=person,
                key=person.c.id,
                old=lambda before: person.c.absent_to < before.date(),
                moment=person.c.absent_to,
                values=lambda _: {"absent_from": None, "absent_to": None, "deputy_id": None},
            ),
        ),
        DataKind.ANSWERS: (
            _of_round(document, archived=True),
            _of_round(seal, archived=True),
            _of_round(brought_answer, archived=True),
            _of_round(answer, archived=True),
        ),
    }
)
