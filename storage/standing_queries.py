"""The questions behind how a round stands: as those behind a worklist, without what was said before it."""

from typing import Any

from sqlalchemy import Select, bindparam

from storage.prepared import prepared
from storage.worklist_queries import in_the_plan, is_answered, items_where, plan_activity


@prepared
def every_item_now() -> Select[Any]:
    """A round's items with their answers in it."""
    return items_where(*in_the_plan(), with_last_time=False)


@prepared
def items_now_in() -> Select[Any]:
    """The same for one `unit`."""
    of_unit = plan_activity.c.org_unit_id == bindparam("unit")
    return items_where(*in_the_plan(), of_unit, with_last_time=False)


@prepared
def items_left() -> Select[Any]:
    """Those that have no answer in it."""
    return items_where(*in_the_plan(), ~is_answered(), with_last_time=False)


@prepared
def items_left_in() -> Select[Any]:
    """The same for some `units`."""
    of_units = plan_activity.c.org_unit_id.in_(bindparam("units", expanding=True))
    return items_where(*in_the_plan(), of_units, ~is_answered(), with_last_time=False)
