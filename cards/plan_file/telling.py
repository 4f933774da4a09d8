"""What would become of a plan file's things, one line each: new, changed, removed, and spelled otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from cards.plan_file.reasons import shortened, where
from cards.plan_file.sentences import kinds
from cards.rounds import occasion_word
from cards.words import Words
from domain.plan_file.difference import Changed, FieldChange, RoundEntry, Value
from domain.plan_file.entries import Entry, EntryKind
from domain.plan_file.problems import Unified
from domain.plan_file.sheets import Layout, field_name
from domain.plan_file.vocabulary import NO, YES, word_of

LONGEST_FIELD = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Tells it in one language."""

    words: Words

    def kind(self, kind: EntryKind) -> str:
        """What a kind of things is called."""
        return kinds(self.words)[kind]

    def label(self, entry: Entry) -> str:
        """What a thing is called, with its row."""
        if isinstance(entry, RoundEntry):
            return self._round(entry)
        if not entry.place.row:
            return entry.label
        return self.words.say("{name} (row {row})", name=entry.label, row=entry.place.row)

    def _round(self, entry: RoundEntry) -> str:
        follow_up_round = entry.follow_up_round
        name = occasion_word(follow_up_round.occasion, self.words)
        day = self.words.full_day(follow_up_round.reference_date)
        if entry.is_closed:
            return self.words.say("{occasion} {day}, already closed", occasion=name, day=day)
        return self.words.say(
            "{occasion} {day}: opens {opens}, answers by {deadline}, closes {closes}",
            occasion=name,
            day=day,
            opens=self.words.moment(follow_up_round.opens_at),
            deadline=self.words.day(follow_up_round.deadline),
            closes=self.words.moment(follow_up_round.closes_at),
        )

    def unified(self, unified: Unified, layout: Layout) -> str:
        """A spelling that was put right."""
        return self.words.say(
            "{place}: {found} → {chosen}",
            place=where(unified.place, layout, self.words),
            found=shortened(unified.found),
            chosen=unified.chosen,
        )

    def changed(self, change: Changed) -> Iterator[str]:
        """A changed thing, and a line for each of its fields that differs."""
        yield f"{self.kind(change.new.kind)}: {self.label(change.new)}"
        for field in change.fields:
            yield f"    {self._field(change.new, field)}"

    def _field(self, entry: Entry, field: FieldChange) -> str:
        section = entry.place.section
        old, new = _around_difference(self._value(field.old), self._value(field.new))
        return self.words.say(
            "{field}: {old} → {new}",
            field=field_name(section, field.field, Layout.WORKBOOK) if section else self.words.say("Name"),
            old=shortened(old, LONGEST_FIELD),
            new=shortened(new, LONGEST_FIELD),
        )

    def _value(self, value: Value) -> str:
        match value:
            case None | "" | ():
                return self.words.say("(empty)")
            case tuple():
                return ", ".join(self._value(each) for each in value)
            case bool():
                return YES if value else NO
            case StrEnum():
                return word_of(value)
            case datetime() | date():
                return value.isoformat()
            case Decimal():
                return self.words.number(float(value))
            case _:
                return str(value)


def _around_difference(old: str, new: str) -> tuple[str, str]:
    """Two long texts from shortly before the point where they part."""
    letters = enumerate(zip(old, new, strict=False))
    same = next((index for index, (one, other) in letters if one != other), min(len(old), len(new)))
    start = max(0, same - LONGEST_FIELD // 3)
    if start == 0 or max(len(old), len(new)) <= LONGEST_FIELD:
        return old, new
    return f"…{old[start:]}", f"…{new[start:]}"
