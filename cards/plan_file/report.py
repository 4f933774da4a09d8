"""The card that tells what a plan file would do before anything is stored, or why it cannot be read in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cards.card import Card
from cards.chat_file import AboutFile
from cards.message import Button
from cards.plain_text import cut_to_fit, excerpt
from cards.plan_file.reasons import reason
from cards.plan_file.succession import carried_on
from cards.plan_file.telling import Teller
from cards.render import render
from cards.verbs import Verb
from cards.words import Words
from domain.plan_file.checks import Checked
from domain.plan_file.difference import Difference
from domain.plan_file.entries import EntryKind
from domain.plan_file.sheets import Layout

FEW = 10
LONGEST_LINE = 300
LONGEST_NAME = 120
LONGEST_NOTICE = 500
LONGEST_SUMMARY = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading with a few lines under it."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Which file: its own name, and the key that its buttons carry. `notice` is told first."""

    name: str
    key: str
    notice: str = ""
    warning: str = ""


def to_be_read(subject: Subject, checked: Checked, difference: Difference, words: Words) -> Card:
    """What would be added, changed and removed, with a button that does it."""
    say = words.say
    buttons = [
        Button(title=say("Read it in"), verb=Verb.APPLY_PLAN, data=AboutFile(subject.key).data),
        Button(title=say("Cancel"), verb=Verb.DROP_PLAN, data=AboutFile(subject.key).data),
    ]
    parts = [*_counts(difference, words), *_unified(checked, words), *_differences(difference, words)]
    return _render(
        subject,
        words,
        heading=say("{name} can be read in", name=_short(subject.name)),
        sentences=(say("Nothing has been stored yet. This is what changes."), *_passed_over(checked, words)),
        parts=parts,
        buttons=buttons,
    )


def nothing_new(subject: Subject, checked: Checked, words: Words) -> Card:
    """The file holds what is stored."""
    sentence = words.say("{name} holds what is already stored. Nothing to do.", name=_short(subject.name))
    return _render(
        subject,
        words,
        heading=words.say("Nothing new"),
        sentences=(sentence,),
        parts=_unified(checked, words),
        buttons=(),
    )


def to_be_mended(subject: Subject, checked: Checked, words: Words) -> Card:
    """The first problems, and the way to see them all beside their rows."""
    layout, problems = checked.entries.layout, checked.problems
    lines = [reason(problem, layout, words) for problem in problems[:FEW]]
    buttons = []
    if layout is Layout.WORKBOOK:
        title = words.say("Get the workbook with its faults marked")
        buttons.append(Button(title=title, verb=Verb.MARKED_PLAN, data=AboutFile(subject.key).data))
    return _render(
        subject,
        words,
        heading=words.say("{name} cannot be read in yet", name=_short(subject.name)),
        sentences=(
            words.count("{n} thing is to be mended.", "{n} things are to be mended.", len(problems)),
            words.say("Nothing has changed. Mend the file and drop it here again."),
        ),
        parts=(_part(words.say("To mend"), lines, len(problems), words),),
        buttons=buttons,
    )


def has_been_read(subject: Subject, difference: Difference, words: Words) -> Card:
    """What was done."""
    return _render(
        subject,
        words,
        heading=words.say("{name} has been read in", name=_short(subject.name)),
        sentences=(),
        parts=_counts(difference, words),
        buttons=[Button(title=words.say("The turn of the year"), verb=Verb.NEW_YEAR)]
        if difference.succession
        else (),
    )


def _render(
    subject: Subject,
    words: Words,
    *,
    heading: str,
    sentences: Sequence[str],
    parts: Sequence[Part],
    buttons: Sequence[Button],
) -> Card:
    return render(
        "plan_report",
        words,
        summary=excerpt(" ".join([heading, *sentences]), LONGEST_SUMMARY),
        heading=heading,
        notice=cut_to_fit(subject.notice, LONGEST_NOTICE),
        warning=cut_to_fit(subject.warning, LONGEST_NOTICE),
        sentences=sentences,
        parts=parts,
        buttons=buttons,
    )


def _counts(difference: Difference, words: Words) -> list[Part]:
    """How many of each kind, as words and not in columns."""
    teller = Teller(words=words)
    lines = []
    for kind in EntryKind:
        numbers = _numbers(difference, kind, words)
        if numbers:
            lines.append(words.say("{kind}: {numbers}", kind=teller.kind(kind), numbers=", ".join(numbers)))
    if difference.succession is not None:
        lines.append(carried_on(difference.succession, words))
    return [Part(heading=words.say("In all"), lines=tuple(lines))]


def _numbers(difference: Difference, kind: EntryKind, words: Words) -> list[str]:
    added, changed = len(difference.added_of(kind)), len(difference.changed_of(kind))
    removed = len(difference.removed_of(kind))
    told = (
        (added, words.count("{n} new", "{n} new ones", added)),
        (changed, words.count("{n} changed", "{n} changed ones", changed)),
        (removed, words.count("{n} removed", "{n} removed ones", removed)),
    )
    return [sentence for number, sentence in told if number]


def _differences(difference: Difference, words: Words) -> Iterator[Part]:
    teller = Teller(words=words)
    removed = [f"{teller.kind(entry.kind)}: {teller.label(entry)}" for entry in difference.removed]
    changed = [" · ".join(teller.changed(change)) for change in difference.changed]
    # A new follow-up will write to people by itself, so it is never among those that are not shown.
    in_order = sorted(difference.added, key=lambda entry: entry.kind is not EntryKind.FOLLOW_UP_ROUND)
    added = [f"{teller.kind(entry.kind)}: {teller.label(entry)}" for entry in in_order]
    if removed:
        part = _part(words.say("Removed"), removed, len(removed), words)
        what_stays = words.say(
            "What has been answered about them stays in the history. Nobody is asked about them again."
        )
        yield Part(heading=part.heading, lines=(*part.lines, what_stays))
    if changed:
        yield _part(words.say("Changed"), changed, len(changed), words)
    if added:
        yield _part(words.say("New"), added, len(added), words)


def _unified(checked: Checked, words: Words) -> list[Part]:
    teller, layout = Teller(words=words), checked.entries.layout
    lines = [teller.unified(unified, layout) for unified in checked.unified]
    return [_part(words.say("Unified spellings"), lines, len(lines), words)] if lines else []


def _passed_over(checked: Checked, words: Words) -> Iterator[str]:
    number = len(checked.entries.examples)
    if number:
        yield words.count("{n} example row was passed over.", "{n} example rows were passed over.", number)


def _part(heading: str, lines: Sequence[str], number: int, words: Words) -> Part:
    shown = [cut_to_fit(" ".join(line.split()), LONGEST_LINE) for line in lines[:FEW]]
    if number > len(shown):
        shown.append(words.say("… and {n} more", n=words.number(number - len(shown))))
    return Part(heading=f"{heading} ({words.number(number)})", lines=tuple(shown))


def _short(name: str) -> str:
    return cut_to_fit(name, LONGEST_NAME)
