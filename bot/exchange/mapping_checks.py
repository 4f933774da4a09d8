"""What a mapping must mean, once it has the right shape: whole, and never two things at once."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.exchange.mapping import Column, FileMapping
from bot.exchange.problems import MappingProblemKind as Kind
from bot.exchange.subjects import CODES, Subject
from storage.yaml_file import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class MeaningProblem:
    """One thing that cannot be meant, and where it stands."""

    path: Path
    kind: Kind
    value: str = ""
    choices: tuple[str, ...] = ()


def meaning_problems(mapping: FileMapping, *, to_import: bool) -> Iterator[MeaningProblem]:
    """Everything that cannot be meant. To write a file asks less than to understand one."""
    if Subject.NUMBER not in mapping.subjects:
        yield MeaningProblem(path=("columns",), kind=Kind.NO_NUMBER)
    if to_import and Subject.PROGRESS not in mapping.subjects:
        yield MeaningProblem(path=("columns",), kind=Kind.NO_PROGRESS)
    yield from _twice(mapping)
    for index, column in enumerate(mapping.columns):
        yield from _of_column(column, ("columns", index), to_import=to_import)


def same(word: str) -> str:
    """What two ways of writing a word have in common: case and blanks make no difference."""
    return " ".join(word.split()).casefold()


def _twice(mapping: FileMapping) -> Iterator[MeaningProblem]:
    names = Counter(same(each.name) for each in mapping.columns)
    subjects = Counter(each.about for each in mapping.columns if each.about is not None)
    for index, column in enumerate(mapping.columns):
        path: Path = ("columns", index)
        if names[same(column.name)] > 1:
            yield MeaningProblem(path=(*path, "name"), kind=Kind.COLUMN_TWICE, value=column.name)
        if column.about is not None and subjects[column.about] > 1:
            yield MeaningProblem(path=(*path, "about"), kind=Kind.SUBJECT_TWICE, value=column.about)


def _of_column(column: Column, path: Path, *, to_import: bool) -> Iterator[MeaningProblem]:
    if (column.about is None) == (column.always is None):
        yield MeaningProblem(path=path, kind=Kind.ABOUT_OR_ALWAYS, value=column.name)
    if not column.words or column.about is None:
        if column.words:
            yield MeaningProblem(path=(*path, "words"), kind=Kind.NO_WORDS_HERE, value=column.name)
        return
    codes = CODES.get(column.about, ())
    if codes:
        yield from _of_codes(column, path, codes)
    elif column.about is not Subject.NUMBER:
        yield MeaningProblem(path=(*path, "words"), kind=Kind.NO_WORDS_HERE, value=column.name)
    if to_import:
        yield from _ambiguous(column, path)


def _of_codes(column: Column, path: Path, codes: tuple[str, ...]) -> Iterator[MeaningProblem]:
    for code in column.words:
        if code not in codes:
            place = (*path, "words", code)
            yield MeaningProblem(path=place, kind=Kind.UNKNOWN_CODE, value=code, choices=codes)
    if left_out := tuple(code for code in codes if code not in column.words):
        yield MeaningProblem(
            path=(*path, "words"), kind=Kind.CODE_LEFT_OUT, value=column.name, choices=left_out
        )


def _ambiguous(column: Column, path: Path) -> Iterator[MeaningProblem]:
    """The same word for two of our codes could be written, but never understood."""
    meanings: dict[str, str] = {}
    for code, words in column.words.items():
        for word in words:
            if meanings.setdefault(same(word), code) != code:
                codes = (meanings[same(word)], code)
                place = (*path, "words", code)
                yield MeaningProblem(path=place, kind=Kind.SAME_WORD, value=word, choices=codes)
