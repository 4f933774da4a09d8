"""Counts by measure and unit, from which every figure of a summary is added up.

A town with 200,000 plan activities has a few thousand cells at most, so that figures are added up from them
whether the database counted or the records of a report did.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from domain.answers import Progress
from domain.plan import Measure, OrgUnit
from domain.summary.tally import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many plan activities of one unit under one measure stand in one state and stood in another.

    `now` is None without an answer, `before` where the previous round had none (or there was no such round).
    Of the `count`: `unchanged` repeat the last answer, `on_behalf` were answered by a strategist, `decisions`
    need one, `new_owners` have changed hands and `moved_ends` got a new end date since the answer before.
    `promised` had a next step then; of those the answers now say that so many were `kept`, are `under_way`,
    were `moved` or `given_up`.
    """

    measure: Measure
    org_unit: OrgUnit
    now: Progress | None
    before: Progress | None
    count: int
    unchanged: int = 0
    on_behalf: int = 0
    decisions: int = 0
    new_owners: int = 0
    moved_ends: int = 0
    promised: int = 0
    kept: int = 0
    under_way: int = 0
    moved: int = 0
    given_up: int = 0


def tally_of(cells: Iterable[Cell]) -> Tally:
    """The cells' counts together."""
    counts = dict.fromkeys(Progress, 0)
    missing = unchanged = on_behalf = 0
    for cell in cells:
        if cell.now is None:
            missing += cell.count
        else:
            counts[cell.now] += cell.count
        unchanged += cell.unchanged
        on_behalf += cell.on_behalf
    return Tally(counts=tuple(counts.items()), missing=missing, unchanged=unchanged, on_behalf=on_behalf)


def by_measure(cells: Iterable[Cell]) -> tuple[tuple[Measure, Tally], ...]:
    """The counts of each measure that occurs, by its number."""
    found: dict[Measure, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.measure].append(cell)
    return tuple((each, tally_of(found[each])) for each in sorted(found, key=lambda each: each.number))


def by_unit(cells: Iterable[Cell]) -> tuple[tuple[OrgUnit, Tally], ...]:
    """The counts of each unit that occurs, by its name."""
    found: dict[OrgUnit, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.org_unit].append(cell)
    return tuple((each, tally_of(found[each])) for each in sorted(found, key=lambda each: each.name))


def noteworthy(cells: Iterable[Cell]) -> int:
    """How many are delayed or dropped or need a decision, each counted once."""
    return sum(
        cell.count if cell.now is not None and cell.now.is_off_track else cell.decisions for cell in cells
    )
