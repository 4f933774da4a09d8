"""The data dictionary: every field, column and figure with its type, its meaning and the codes it may have.

It is made from the records themselves, so that it cannot fall behind them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import get_type_hints

from domain.report.figures import Fact
from reports.open_data import code_words, meanings, meanings_of_files
from reports.open_data.columns import EVERY, RECORDS, TURNS, Column, Part
from reports.open_data.kinds import Codes, codes, kind
from reports.open_data.titles import titles
from reports.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One field or column. `kind` is its type in words, `codes` what its values are called, by value."""

    name: str
    title: str = ""
    kind: str
    meaning: str
    codes: Codes = ()

    @property
    def codes_in_short(self) -> str:
        """The codes in one line: done = Klar; dropped = Avbruten."""
        return "; ".join(f"{code} = {word}" for code, word in self.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEntries:
    """The fields of one record, in their order."""

    name: str
    entries: tuple[Entry, ...]


def of_columns(words: Wording) -> tuple[Entry, ...]:
    """The columns of the CSV file, with what they are called in the workbook."""
    named = titles(words)
    return tuple(
        Entry(
            name=column.name,
            title=named[column.name],
            kind=kind(column.hint, words),
            meaning=_meaning(column, words),
            codes=_codes_of_column(column, words),
        )
        for column in EVERY
    )


def of_data(words: Wording) -> tuple[RecordEntries, ...]:
    """The records that a report is made of."""
    return _entries(meanings.of_data(words), words)


def of_json(words: Wording) -> tuple[RecordEntries, ...]:
    """The JSON file's own records."""
    return _entries(meanings_of_files.of_json(words), words)


def of_facts(words: Wording) -> tuple[Entry, ...]:
    """The figures, by their names in JSON."""
    explained, named = meanings_of_files.of_facts(words), code_words.facts(words)
    return tuple(
        Entry(name=fact.value, title=named[fact], kind=words.say("whole number"), meaning=explained[fact])
        for fact in Fact
    )


def _entries(explained: Mapping[type, meanings.Meanings], words: Wording) -> tuple[RecordEntries, ...]:
    return tuple(
        RecordEntries(name=record.__name__, entries=_of_record(record, explained[record], words))
        for record in explained
    )


def _of_record(record: type, explained: meanings.Meanings, words: Wording) -> tuple[Entry, ...]:
    assert is_dataclass(record)
    hints = get_type_hints(record)
    return tuple(
        Entry(
            name=each.name,
            kind=kind(hints[each.name], words),
            meaning=explained[each.name],
            codes=codes(hints[each.name], words),
        )
        for each in fields(record)
    )


def _meaning(column: Column, words: Wording) -> str:
    if not column.field:
        return meanings_of_files.of_columns(words)[column.name]
    said = meanings.of_data(words)[RECORDS[column.part]][column.field]
    if column.part is Part.BEFORE:
        return words.say("In the follow-up before: {meaning}", meaning=said)
    return said


def _codes_of_column(column: Column, words: Wording) -> Codes:
    found = codes(column.hint, words)
    if column.name == "progress":
        return (*found, (Fact.MISSING.value, code_words.word(Fact.MISSING, words)))
    if column.name == "change":
        return tuple(pair for pair in found if pair[0] in {each.value for each in TURNS})
    return found
