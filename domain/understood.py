"""What answers in words mean for somebody's list: what can be saved as it is, and what needs the form."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from domain.answer_form import Faults, FormFields, check
from domain.answers import Statement, may_repeat, repeated
from domain.plan import PlanActivityId
from domain.text_answers import Message, Puzzle, Said, SaidOfAll
from domain.worklist import WorkItem, Worklist


class Hitch(StrEnum):
    """Why a row cannot be saved, besides what is puzzling in the words."""

    NOTHING_TO_REPEAT = "nothing_to_repeat"
    SAID_TWICE = "said_twice"


class Astray(StrEnum):
    """Why a row's number leads nowhere."""

    NO_SUCH_ROW = "no_such_row"
    TWO_SUCH_ROWS = "two_such_rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """One row with what was understood of it: a statement to save, or what is missing."""

    number: int
    item: WorkItem
    form: FormFields
    unchanged: bool = False
    statement: Statement | None = None
    faults: Faults = field(default_factory=dict)
    why_not: Puzzle | Hitch | None = None

    @property
    def plan_activity_id(self) -> PlanActivityId:
        """What it is about."""
        return self.item.plan_activity.plan_activity_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A whole message as it was read against a list; `astray` are the numbers that lead nowhere, and why."""

    rows: tuple[Understood, ...]
    astray: tuple[tuple[str, Astray], ...] = ()

    @property
    def to_save(self) -> tuple[Understood, ...]:
        """What can be saved as it is."""
        return tuple(row for row in self.rows if row.statement is not None)

    @property
    def to_complete(self) -> tuple[Understood, ...]:
        """What needs the form."""
        return tuple(row for row in self.rows if row.statement is None)


def read(message: Message, view: Worklist, on: date) -> Reading:
    """The message against the list as it is on a day; the rows in the list's order."""
    astray: list[tuple[str, Astray]] = []
    said: dict[int, list[Said]] = {}
    for each in message.said:
        found = _rows(each.row, view)
        if len(found) == 1:
            said.setdefault(found[0], []).append(each)
        else:
            astray.append((each.row, Astray.TWO_SUCH_ROWS if found else Astray.NO_SUCH_ROW))
    rest: Iterable[int] = ()
    if message.of_all is not None:
        excepted, lost = _excepted(message.of_all, view)
        astray += lost
        # With an exception that leads nowhere nobody knows what "all the others" are.
        rest = () if lost else _the_rest(view, {*said, *excepted})
        said |= {number: [message.of_all.said] for number in rest}
    numbered = dict(view.numbered)
    rows = (row_of(number, numbered[number], said[number], on) for number in sorted(said))
    return Reading(rows=tuple(rows), astray=tuple(astray))


def row_of(number: int, item: WorkItem, said: Sequence[Said], on: date) -> Understood:
    """What was said of one row, made a statement if it can be."""
    latest = said[-1]
    row = Understood(number=number, item=item, form=latest.form, unchanged=latest.unchanged)
    if len(said) > 1:
        return replace(row, unchanged=False, form=_all_texts(said), why_not=Hitch.SAID_TWICE)
    if latest.puzzle is not None:
        return replace(row, why_not=latest.puzzle)
    return judged(row, on)


def judged(row: Understood, on: date) -> Understood:
    """The row with its statement, or with what stops it; the same for what was said and what comes back."""
    previous = row.item.previous
    if row.unchanged:
        if previous is None or not may_repeat(previous, on):
            return replace(row, why_not=Hitch.NOTHING_TO_REPEAT)
        return replace(row, statement=repeated(previous.statement))
    # In words nobody tells what became of last time's promise; the form asks.
    found = check(row.form, replace(row.item, previous=None), on)
    if isinstance(found, Statement):
        return replace(row, statement=found)
    return replace(row, faults=found)


def _rows(written: str, view: Worklist) -> list[int]:
    """The numbers of the rows that may be meant: by the list's number, or by the plan activity's own."""
    found = [
        number
        for number, item in view.numbered
        if written == str(number) or written.casefold() == item.plan_activity.number.casefold()
    ]
    return sorted(set(found))


def _excepted(of_all: SaidOfAll, view: Worklist) -> tuple[set[int], list[tuple[str, Astray]]]:
    found: set[int] = set()
    lost: list[tuple[str, Astray]] = []
    for written in of_all.but:
        rows = _rows(written, view)
        if len(rows) == 1:
            found.add(rows[0])
        else:
            lost.append((written, Astray.TWO_SUCH_ROWS if rows else Astray.NO_SUCH_ROW))
    return found, lost


def _the_rest(view: Worklist, but: set[int]) -> Iterator[int]:
    return (number for number, item in view.numbered if not item.is_answered and number not in but)


def _all_texts(said: Sequence[Said]) -> FormFields:
    """When a row is answered twice nothing is chosen, and no text is lost."""
    texts = [text for each in said for text in (each.form.comment, each.form.obstacle_text) if text]
    return FormFields(comment="\n".join(texts))
