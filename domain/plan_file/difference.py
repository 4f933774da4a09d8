"""What an import would add, change and remove, told field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, TypeVar, cast

from domain.new_year.succession import Succession
from domain.plan_file.entries import Entry, EntryKind, Key
from domain.plan_file.sheets import Place
from domain.rounds import FollowUpRound, Occasion, RoundState

Value = str | int | Decimal | date | datetime | StrEnum | tuple[str, ...] | None
Found = TypeVar("Found", bound=Entry)


NOWHERE = Place(section=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEntry:
    """A follow-up round that the import creates; one that exists is never changed by a file."""

    kind: ClassVar[EntryKind] = EntryKind.FOLLOW_UP_ROUND
    follow_up_round: FollowUpRound
    place: Place = NOWHERE

    @property
    def key(self) -> Key:
        """Occasion and reference date."""
        return round_key(self.follow_up_round.occasion, self.follow_up_round.reference_date)

    @property
    def label(self) -> str:
        """The reference date."""
        return self.follow_up_round.reference_date.isoformat()

    @property
    def is_closed(self) -> bool:
        """Whether the round was over before it was created."""
        return self.follow_up_round.state is RoundState.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field that differs."""

    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A thing whose fields differ from what is stored."""

    old: Entry
    new: Entry

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The fields that differ, in the sheet's order."""
        return tuple(
            FieldChange(
                field=field.name, old=getattr(self.old, field.name), new=getattr(self.new, field.name)
            )
            for field in fields(self.new)  # type: ignore[arg-type] # every entry is a dataclass
            if field.name != "place" and getattr(self.old, field.name) != getattr(self.new, field.name)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything that an import would do, by kind of thing and in the file's order.

    `succession` is what it carries on from the plan before, when there is one and plan activities come or go.
    """

    added: tuple[Entry, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[Entry, ...] = ()
    succession: Succession | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the file holds what is already stored."""
        return not (self.added or self.changed or self.removed)

    def added_of(self, kind: EntryKind) -> tuple[Entry, ...]:
        """The new things of one kind."""
        return tuple(entry for entry in self.added if entry.kind is kind)

    def changed_of(self, kind: EntryKind) -> tuple[Changed, ...]:
        """The changed things of one kind."""
        return tuple(change for change in self.changed if change.new.kind is kind)

    def removed_of(self, kind: EntryKind) -> tuple[Entry, ...]:
        """The things of one kind that leave."""
        return tuple(entry for entry in self.removed if entry.kind is kind)

    def written(self, table: type[Found]) -> tuple[Found, ...]:
        """New and changed things of one type, as they shall be."""
        entries = (*self.added, *(change.new for change in self.changed))
        return tuple(cast("Found", entry) for entry in entries if entry.kind is table.kind)

    def left(self, table: type[Found]) -> tuple[Found, ...]:
        """The things of one type that leave."""
        return tuple(cast("Found", entry) for entry in self.removed if entry.kind is table.kind)

    @property
    def has_other_plan_activities(self) -> bool:
        """Whether plan activities come or go."""
        kind = EntryKind.PLAN_ACTIVITY
        return bool(self.added_of(kind) or self.removed_of(kind))

    def counts(self) -> dict[str, dict[str, int]]:
        """How many of each kind were added, changed and removed, without the zeros."""
        deeds: dict[str, Iterable[Entry]] = {
            "added": self.added,
            "changed": [change.new for change in self.changed],
            "removed": self.removed,
        }
        return {deed: _count(entries) for deed, entries in deeds.items() if _count(entries)}


def round_key(occasion: Occasion, reference_date: date) -> Key:
    """What makes a follow-up round the same round within its plan."""
    return (occasion, reference_date)


def difference(stored: Iterable[Entry], wanted: Iterable[Entry]) -> Difference:
    """Compare by key. What is stored and not wanted is removed; the caller leaves out what must stay."""
    before, after = _by_key(stored), _by_key(wanted)
    return Difference(
        added=_ordered(entry for key, entry in after.items() if key not in before),
        changed=tuple(
            Changed(old=before[key], new=entry)
            for key, entry in sorted(after.items(), key=lambda item: list(EntryKind).index(item[0][0]))
            if key in before and before[key] != entry
        ),
        removed=_ordered(entry for key, entry in before.items() if key not in after),
    )


def _by_key(entries: Iterable[Entry]) -> Mapping[tuple[EntryKind, Key], Entry]:
    return {(entry.kind, entry.key): entry for entry in entries}


def _ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: list(EntryKind).index(entry.kind)))


def _count(entries: Iterable[Entry]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for entry in entries:
        counted[entry.kind.value] = counted.get(entry.kind.value, 0) + 1
    return counted
