"""What a selection asks of a plan activity and of its answers."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, func, or_, select

from domain.answers import Progress
from domain.summary.changes import ChangeKind
from domain.summary.selection import Selection
from domain.summary.themes import ThemeKind
from storage.database import table_of
from storage.prepared import OF_TENANT
from storage.summary import queries
from storage.summary.queries import before, now, plan_activity
from storage.tables import MeasureFocusAreaRow, MeasureRow, MeasureWorkingMethodRow, PersonRow

serves = table_of(MeasureFocusAreaRow)
uses = table_of(MeasureWorkingMethodRow)
# The questions have the table of measures themselves.
prioritised = table_of(MeasureRow).alias("measure_prioritised")
owner = table_of(PersonRow).alias("owner_searched")
# SQLite knows the small letters of English alone.
SWEDISH_LETTERS = (("Å", "å"), ("Ä", "ä"), ("Ö", "ö"), ("É", "é"))
MOST_SEARCH_WORDS = 8


def conditions(selection: Selection) -> tuple[ColumnElement[bool], ...]:
    """All of them; none for everything."""
    return (*_of_the_plan(selection), *_of_the_answers(selection))


def _of_the_plan(selection: Selection) -> Iterator[ColumnElement[bool]]:
    if selection.plan_activity_id is not None:
        yield plan_activity.c.id == selection.plan_activity_id
    if selection.measure_id is not None:
        yield plan_activity.c.measure_id == selection.measure_id
    if selection.org_unit_id is not None:
        yield plan_activity.c.org_unit_id == selection.org_unit_id
    for kind, number in selection.themes.items():
        yield _under(kind, number)
    for word in selection.text.lower().split()[:MOST_SEARCH_WORDS]:
        yield _says(word)


def _of_the_answers(selection: Selection) -> Iterator[ColumnElement[bool]]:
    if selection.progress is not None:
        yield now.c.progress == selection.progress.value
    if selection.is_missing:
        yield now.c.id.is_(None)
    if selection.is_noteworthy:
        yield queries.IS_NOTEWORTHY
    if selection.needs_decision:
        yield queries.NEEDS_DECISION
    if selection.obstacle is not None:
        yield now.c.obstacle_kind == selection.obstacle.value
    if selection.change is not None:
        yield _changed(selection.change)
    if selection.promise is not None:
        yield queries.came_of_it(selection.promise)


def _says(word: str) -> ColumnElement[bool]:
    """The word stands in the number, the title, the owner's name, or what has been answered."""
    named = select(owner.c.name).where(owner.c.id == plan_activity.c.owner_id).scalar_subquery()
    places = (
        plan_activity.c.number,
        plan_activity.c.title,
        named,
        now.c.comment,
        now.c.obstacle_text,
        now.c.next_step,
    )
    return or_(*(_small(place).contains(word, autoescape=True) for place in places))


def _small(text: ColumnElement[str]) -> ColumnElement[str]:
    small: ColumnElement[str] = func.lower(text)
    for capital, letter in SWEDISH_LETTERS:
        small = func.replace(small, capital, letter)
    return small


def _under(kind: ThemeKind, number: int) -> ColumnElement[bool]:
    match kind:
        case ThemeKind.FOCUS_AREA:
            members = select(serves.c.measure_id).where(
                serves.c.tenant_id == OF_TENANT, serves.c.focus_area_id == number
            )
        case ThemeKind.WORKING_METHOD:
            members = select(uses.c.measure_id).where(
                uses.c.tenant_id == OF_TENANT, uses.c.working_method_id == number
            )
        case ThemeKind.STRATEGIC_PRIORITY:
            members = select(prioritised.c.id).where(
                prioritised.c.tenant_id == OF_TENANT, prioritised.c.strategic_priority_id == number
            )
    return plan_activity.c.measure_id.in_(members)


def _changed(kind: ChangeKind) -> ColumnElement[bool]:
    match kind:
        case ChangeKind.BECAME_DELAYED:
            return _turned(Progress.DELAYED)
        case ChangeKind.DROPPED:
            return _turned(Progress.DROPPED)
        case ChangeKind.FINISHED:
            return _turned(Progress.DONE)
        case ChangeKind.BACK_ON_TRACK:
            was_off = before.c.progress.in_([each.value for each in Progress if each.is_off_track])
            return and_(now.c.progress == Progress.ON_TRACK.value, was_off)
        case ChangeKind.NEW_OWNER:
            return queries.NEW_OWNER
        case ChangeKind.MOVED_END:
            return queries.MOVED_END


def _turned(progress: Progress) -> ColumnElement[bool]:
    """It stands there now, and stood elsewhere; what had no answer is not compared."""
    return and_(now.c.progress == progress.value, before.c.progress != progress.value)
