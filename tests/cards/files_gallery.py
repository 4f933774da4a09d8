"""The cards about files in the chat."""

from dataclasses import replace
from datetime import date

from cards.card import Card
from cards.file_link import file_link
from cards.plan_file import report
from cards.words import Words
from domain.new_year.succession import Succession
from domain.plan_file.checks import Checked
from domain.plan_file.difference import Changed, Difference
from domain.plan_file.entries import PlanActivityEntry, PlanEntry, PlanFile
from domain.plan_file.problems import Problem, ProblemKind, Unified
from domain.plan_file.sheets import Place, Section


def cards_about_files(words: Words, text: str, many: int) -> dict[str, Card]:
    """A file behind a link, and what is told about a plan file."""
    subject = report.Subject(name=text, key="0123456789abcdef", notice=text, warning=text)
    difference = _difference(text, many)
    sound, faulty = _checked(text, many), replace(_checked(text, many), problems=_problems(text, many))
    return {
        "file link": file_link(words, name=text, description=text, address="http://127.0.0.1:3978/files/0"),
        "plan to be read": report.to_be_read(subject, sound, difference, words),
        "plan with nothing new": report.nothing_new(subject, sound, words),
        "plan to be mended": report.to_be_mended(subject, faulty, words),
        "plan that has been read": report.has_been_read(subject, difference, words),
    }


def _difference(text: str, many: int) -> Difference:
    entries = tuple(_entry(text, row) for row in range(2, many + 2))
    changed = tuple(Changed(old=entry, new=replace(entry, title=f"{text} 2")) for entry in entries)
    numbers = (text,) * many
    succession = Succession(earlier_year=2022, continuing=numbers, new=numbers, ended=numbers)
    return Difference(added=entries, changed=changed, removed=entries, succession=succession)


def _entry(text: str, row: int) -> PlanActivityEntry:
    return PlanActivityEntry(
        place=Place(section=Section.PLAN_ACTIVITIES, row=row),
        number=text,
        measure=1,
        org_unit=text,
        title=text,
        description=text,
        owner=text,
        start=date(2023, 1, 1),
        end=date(2023, 12, 31),
    )


def _checked(text: str, many: int) -> Checked:
    place = Place(section=Section.PLAN_ACTIVITIES, row=2)
    return Checked(
        entries=PlanFile(plans=(PlanEntry(year=2023, title=text),), examples=(place,)),
        problems=(),
        unified=(Unified(place=place, field="org_unit", found=text, chosen=text),) * many,
    )


def _problems(text: str, many: int) -> tuple[Problem, ...]:
    place = Place(section=Section.PLAN_ACTIVITIES, row=2)
    kinds = tuple(ProblemKind)
    return tuple(
        Problem(
            place=place,
            kind=kinds[number % len(kinds)],
            field="org_unit",
            value=text,
            choices=(text,) * number,
        )
        for number in range(many)
    )
