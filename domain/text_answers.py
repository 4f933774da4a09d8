"""Answers in words: `1 klar`, `2 försenad väntar på upphandling`, `alla utom 3 oförändrade`.

Here a text becomes what was said of which row; what that means for the list is `domain.understood`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from domain.answer_form import FormFields
from domain.answers import HIGHEST_PERCENT, Progress
from domain.progress_words import Meaning, Unchanged, heard, obstacle_in

# More than this in one message is shown in a card that Teams would refuse.
LONGEST_TEXT = 2_000
MOST_ROWS = 20

NUMBER = r"\d{1,4}(?:\.\d{1,4}){0,4}"
BREAK = re.compile(r"[\n;]+")
BULLET = re.compile(r"^[\s\-*\N{BULLET}\N{EN DASH}]+")
ROW = re.compile(
    rf"(?:(?:nr|nummer|rad|punkt|aktivitet|no|number|row|item|activity)\.? ?|#)?"
    rf"(?P<numbers>{NUMBER}(?:(?: ?, ?| ?& ?| och | and ){NUMBER})*)"
    r"(?:[.):,]+ *| *[\-\N{EN DASH}] +| +|$)(?P<said>.*)",
    re.IGNORECASE,
)
EVERYTHING = re.compile(
    r"(?:alla|alla andra|alla övriga|resten|övriga|samtliga|all|all the others|the rest|rest|the others)"
    rf"(?: (?:utom|förutom|except|but)(?: nr)? (?P<but>{NUMBER}(?:(?: ?, ?| ?& ?| och | and ){NUMBER})*))?"
    r"[ ,:]+(?P<said>.+)",
    re.IGNORECASE,
)
EACH_NUMBER = re.compile(NUMBER)
PERCENT = re.compile(
    r"(?:till |ca\.? |cirka |about )?(?P<number>\d{1,3}) ?(?:%|procent\b|per ?cent\b)[\s,.:;]*", re.IGNORECASE
)
# "Klar i oktober" says when it will be done, not that it is.
NOT_YET = re.compile(r"(?:i|om|till|först|senast|efter|inte|ej|av|in|by|not|next|of)\b", re.IGNORECASE)
# Several rows on one line: 1 klar, 2 försenad.
NEXT_ROW = re.compile(rf"(?P<comma>,)?\s+(?={NUMBER}[.):]?\s+\S)")
LEADING = " \t,.:;\N{EN DASH}-"


class Puzzle(StrEnum):
    """Why what was said of a row could not be made an answer of."""

    NOT_UNDERSTOOD = "not_understood"
    SEVERAL_MEANINGS = "several_meanings"
    DONE_LATER = "done_later"
    MORE_THAN_UNCHANGED = "more_than_unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said of one row. `row` is its number as it was written; `form` what goes into the form."""

    row: str
    form: FormFields = field(default_factory=FormFields)
    unchanged: bool = False
    puzzle: Puzzle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOfAll:
    """What was said of everything that is left, except of some rows. Its own `row` is ""."""

    said: Said
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A whole text: what was said of single rows, of all the others, and what belongs to no row."""

    said: tuple[Said, ...]
    of_all: SaidOfAll | None = None
    astray: tuple[str, ...] = ()


def message_of(text: str) -> Message | None:
    """What a text says; None when it is not about rows at all."""
    visible = "".join(each for each in text if each.isprintable() or each.isspace())
    parts = [BULLET.sub("", part).strip() for part in BREAK.split(visible)]
    lines = [line for part in parts for line in _apart(" ".join(part.split()))]
    joined = list(_joined(lines))
    said: list[Said] = []
    astray: list[str] = []
    of_all = None
    for part in joined:
        if everything := _everything(part):
            of_all = everything
        elif row := _row(part):
            said += [_said(number, row["said"]) for number in EACH_NUMBER.findall(row["numbers"])]
        else:
            astray.append(part)
    return Message(said=tuple(said), of_all=of_all, astray=tuple(astray)) if said or of_all else None


def _joined(parts: list[str]) -> Iterator[str]:
    """A line that names no row goes on with the one before."""
    whole = ""
    for part in parts:
        if whole and not (_row(part) or _everything(part)) and _row(whole):
            whole = f"{whole} {part}"
            continue
        if whole:
            yield whole
        whole = part
    if whole:
        yield whole


def _apart(part: str) -> Iterator[str]:
    """Each row on a line by itself, where it is certain that a new one begins."""
    for found in NEXT_ROW.finditer(part):
        before, after = part[: found.start()], part[found.end() :]
        if _means_something(after) and _means_something(before, alone=not found["comma"]):
            yield before
            yield from _apart(after)
            return
    if part:
        yield part


def _means_something(part: str, *, alone: bool = False) -> bool:
    """Whether it names a row and how it goes with it; `alone` means that it says nothing more."""
    row = _row(part)
    words = row["said"].split() if row else []
    found = heard(words)
    return found.meaning is not None and (not alone or found.words == len(words))


def _row(part: str) -> re.Match[str] | None:
    found = ROW.fullmatch(part)
    # "60 % klart" is no row sixty.
    is_share = found is not None and found["said"].startswith(("%", "procent", "per cent", "percent"))
    return None if is_share else found


def _everything(part: str) -> SaidOfAll | None:
    found = EVERYTHING.fullmatch(part)
    if found is None:
        return None
    said = _said("", found["said"])
    if said.puzzle is Puzzle.NOT_UNDERSTOOD:
        return None
    return SaidOfAll(said=said, but=tuple(EACH_NUMBER.findall(found["but"] or "")))


def _said(row: str, text: str) -> Said:
    words = text.split()
    found = heard(words)
    rest = " ".join(words[found.words :]).lstrip(LEADING)
    if not found.meanings:
        return Said(row=row, form=FormFields(comment=text.strip()), puzzle=Puzzle.NOT_UNDERSTOOD)
    if found.meaning is None:
        return Said(row=row, form=FormFields(comment=text.strip()), puzzle=Puzzle.SEVERAL_MEANINGS)
    if found.meaning is Unchanged.UNCHANGED:
        return _unchanged(row, rest)
    return _answer(row, found.meaning, rest)


def _unchanged(row: str, rest: str) -> Said:
    if not rest.strip(LEADING + "!"):
        return Said(row=row, unchanged=True)
    return Said(row=row, form=FormFields(comment=rest), puzzle=Puzzle.MORE_THAN_UNCHANGED)


def _answer(row: str, meaning: Meaning, rest: str) -> Said:
    progress = Progress(meaning)
    percent, text = _percent(rest)
    said = Said(row=row, form=_form(progress, percent, text))
    is_less = percent not in {"", str(HIGHEST_PERCENT)}
    if progress is Progress.DONE and (is_less or NOT_YET.match(rest)):
        # What is contradictory is asked about, with nothing chosen.
        form = FormFields(comment=rest, percent_other=percent)
        return replace(said, form=form, puzzle=Puzzle.DONE_LATER)
    return said


def _form(progress: Progress, percent: str, text: str) -> FormFields:
    if not progress.is_off_track:
        return FormFields(progress=progress.value, percent_other=percent, comment=text)
    kind = obstacle_in(text)
    return FormFields(
        progress=progress.value,
        percent_other=percent,
        obstacle_text=text,
        obstacle_kind=kind.value if kind else "",
    )


def _percent(rest: str) -> tuple[str, str]:
    """The percentage that a text begins with, and what comes after it."""
    found = PERCENT.match(rest)
    if found is None or int(found["number"]) > HIGHEST_PERCENT:
        return "", rest
    return str(int(found["number"])), rest[found.end() :].lstrip(LEADING)
