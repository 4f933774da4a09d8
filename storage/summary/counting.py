"""The cells of a round, counted by the database in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from domain.answers import ObstacleKind, Progress
from domain.people import OrgUnitId
from domain.plan import Measure, MeasureId, OrgUnit
from domain.summary.cells import Cell
from domain.summary.compiled import Counted
from domain.summary.obstacles import ObstacleCount
from domain.summary.selection import EVERYTHING, Selection
from storage import plan_outlines
from storage.database import TenantSession
from storage.summary import queries
from storage.summary.conditions import conditions
from storage.summary.parameters import Scope

# The sums by their names in the rows; `many` is the cell's `count`, which a row has as a method.
SUMS = (
    "many",
    "unchanged",
    "on_behalf",
    "decisions",
    "new_owners",
    "moved_ends",
    "promised",
    "kept",
    "under_way",
    "moved",
    "given_up",
)

Place = tuple[MeasureId, OrgUnitId, Progress | None, Progress | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The measures and units that the rows have only the ids of."""

    measures: Mapping[MeasureId, Measure]
    org_units: Mapping[OrgUnitId, OrgUnit]


async def counted(session: TenantSession, scope: Scope, selection: Selection = EVERYTHING) -> Counted:
    """The counts of the whole round, or of what has been selected in it."""
    outline = await plan_outlines.of_plan(session, scope.follow_up_round.plan_id)
    named = Named(measures={each.measure_id: each for each in outline.measures}, org_units=outline.org_units)
    if selection == EVERYTHING:
        rows = (await session.run(queries.cells(), scope.parameters)).all()
    else:
        chosen = queries.cells_where(*conditions(selection))
        rows = list((await session.execute(chosen, scope.parameters)).all())
    return Counted(cells=tuple(_cells(rows, named)), obstacle_counts=tuple(_obstacles(rows, named)))


def _cells(rows: Iterable[Row[Any]], named: Named) -> Iterable[Cell]:
    """The rows are apart by obstacle too, which cells are not."""
    sums: dict[Place, list[int]] = defaultdict(lambda: [0] * len(SUMS))
    for row in rows:
        of_place = sums[_place(row)]
        for index, name in enumerate(SUMS):
            of_place[index] += getattr(row, name)
    for (measure_id, org_unit_id, now, before), values in sums.items():
        yield Cell(
            measure=named.measures[measure_id],
            org_unit=named.org_units[org_unit_id],
            now=now,
            before=before,
            count=values[0],
            **dict(zip(SUMS[1:], values[1:], strict=True)),
        )


def _place(row: Row[Any]) -> Place:
    return (
        MeasureId(row.measure_id),
        OrgUnitId(row.org_unit_id),
        Progress(row.now) if row.now else None,
        Progress(row.before) if row.before else None,
    )


def _obstacles(rows: Iterable[Row[Any]], named: Named) -> Iterable[ObstacleCount]:
    for row in rows:
        if row.obstacle:
            yield ObstacleCount(
                kind=ObstacleKind(row.obstacle),
                measure=named.measures[MeasureId(row.measure_id)],
                org_unit=named.org_units[OrgUnitId(row.org_unit_id)],
                count=row.many,
            )
