"""Brings the rows of another system's file in as answers: all of them, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.exchange import feed, table
from bot.exchange.cells import Cells
from bot.exchange.mapping import FileMapping
from bot.exchange.rows import ReadRow, brought_of, says, understood
from bot.exchange.service import is_of, service_of
from dialogs.brought_answers import Batch
from dialogs.from_elsewhere import bring
from domain.answers import AnswerId
from domain.brought import Outcome, SameAsBefore, is_well
from domain.calendar import WorkCalendar
from domain.people import TenantId
from domain.rounds import FollowUpRound
from storage import brought as brought_store
from storage.answer_feed import FedAnswer
from storage.database import Database


class RowFate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    """It is saved as an answer, or would be."""
    SAME = "same"
    """It tells nothing that is not here already."""
    OVERTAKEN = "overtaken"
    """Somebody has answered later than it was given."""
    SILENT = "silent"
    """The system has no answer there."""
    REFUSED = "refused"
    """It must be mended before anything is saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A row and what becomes of it; `outcome` is None where it was never brought."""

    row: ReadRow
    fate: RowFate
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks for: `despite_doubts` saves what may be wrong, `dry_run` saves nothing."""

    tenant_id: TenantId
    mapping: FileMapping
    follow_up_round: FollowUpRound
    at: datetime
    despite_doubts: bool = False
    dry_run: bool = False


async def import_table(
    database: Database, calendar: WorkCalendar, wish: Wish, content: bytes
) -> tuple[Judged, ...]:
    """What became of each row that has something in it, or would. Raises `TableRefusedError`."""
    mapping = wish.mapping
    cells = Cells(form=mapping.file, time_zone=calendar.time_zone)
    rows = understood(mapping, cells, table.read(mapping, content))
    async with database.reading(wish.tenant_id) as session:
        answers = await feed.answers(session, wish.follow_up_round, history=True)
        known = await brought_store.of_round(
            session, service_of(mapping), wish.follow_up_round.follow_up_round_id
        )
    before = _Before(mapping=mapping, cells=cells, answers=answers, known=known)
    fates = {row.line: before.fate(row) for row in rows}
    new = [row for row in rows if fates[row.line] is RowFate.NEW]
    batch = Batch(
        tenant_id=wish.tenant_id,
        service=service_of(mapping),
        follow_up_round_id=wish.follow_up_round.follow_up_round_id,
        answers=tuple(
            brought_of(mapping, row, before.brought(row), acknowledged=wish.despite_doubts) for row in new
        ),
        at=wish.at,
    )
    is_refused = RowFate.REFUSED in fates.values()
    outcomes = await bring(database, calendar, batch, dry_run=wish.dry_run or is_refused)
    came_of = {row.line: outcome for row, outcome in zip(new, outcomes, strict=True)}
    return tuple(_judged(row, fates[row.line], came_of.get(row.line)) for row in rows)


def _judged(row: ReadRow, fate: RowFate, outcome: Outcome | None) -> Judged:
    match outcome:
        case None:
            return Judged(row=row, fate=fate)
        case SameAsBefore():
            return Judged(row=row, fate=RowFate.SAME, outcome=outcome)
    return Judged(row=row, fate=RowFate.NEW if is_well(outcome) else RowFate.REFUSED, outcome=outcome)


class _Before:
    """What has been answered already, and what of it this system has brought."""

    def __init__(
        self,
        *,
        mapping: FileMapping,
        cells: Cells,
        answers: Sequence[FedAnswer],
        known: Mapping[AnswerId, str],
    ) -> None:
        self._mapping, self._cells, self._known = mapping, cells, known
        self._latest = {each.number.lower(): each for each in answers}
        self._brought = {
            each.number.lower(): each.answer.answer_id for each in answers if each.answer.answer_id in known
        }

    def brought(self, row: ReadRow) -> AnswerId | None:
        """What the system brought last about the row's plan activity."""
        return self._brought.get(row.number.lower())

    def fate(self, row: ReadRow) -> RowFate:
        """What becomes of the row as far as it can be told by looking; whatever is new may yet be refused."""
        if row.problems:
            return RowFate.REFUSED
        if row.is_silent:
            return RowFate.SILENT
        if self._has(row):
            return RowFate.SAME
        return RowFate.OVERTAKEN if self._overtakes(row) else RowFate.NEW

    def _has(self, row: ReadRow) -> bool:
        """Whether the row tells nothing new.

        It says what the latest answer says; or, where the system gives answers no id of their own, what it
        said last itself, so that what somebody corrected here is not undone by the same old file.
        """
        latest, brought = self._latest.get(row.number.lower()), self.brought(row)
        if latest and says(self._mapping, self._cells, row, feed.said(latest)):
            return True
        return not row.external_id and brought is not None and is_of(self._known[brought], row.texts)

    def _overtakes(self, row: ReadRow) -> bool:
        latest, given_at = self._latest.get(row.number.lower()), row.given_at
        return latest is not None and given_at is not None and latest.answer.said_at > given_at
