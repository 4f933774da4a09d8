"""Which plan activities a plan carries on from the one before it: those that have the same number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.plan import Plan, PlanActivityId


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A plan activity as far as it can be told from others by its number.

    `continues` is the one that it is known to carry on, and `is_removed` whether it has left its plan.
    """

    plan_activity_id: PlanActivityId
    number: str
    continues: PlanActivityId | None = None
    is_removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """The numbers of a plan beside those of the plan of `earlier_year`, in the order of each plan."""

    earlier_year: int
    continuing: tuple[str, ...]
    new: tuple[str, ...]
    ended: tuple[str, ...]


def the_plan_before(plans: Iterable[Plan], year: int, *, is_example: bool) -> Plan | None:
    """The plan of the latest earlier year. What is only an example is carried on by examples alone."""
    earlier = [each for each in plans if each.year < year and each.is_example == is_example]
    return max(earlier, key=lambda each: each.year, default=None)


def the_plan_after(plans: Iterable[Plan], year: int, *, is_example: bool) -> Plan | None:
    """The plan of the first later year."""
    later = [each for each in plans if each.year > year and each.is_example == is_example]
    return min(later, key=lambda each: each.year, default=None)


def succession(earlier_year: int, now: Iterable[str], before: Iterable[str]) -> Succession:
    """Compare the numbers of a plan with those that were in the plan before it."""
    numbers, earlier = tuple(now), tuple(before)
    known, present = {same(each) for each in earlier}, {same(each) for each in numbers}
    return Succession(
        earlier_year=earlier_year,
        continuing=tuple(each for each in numbers if same(each) in known),
        new=tuple(each for each in numbers if same(each) not in known),
        ended=tuple(each for each in earlier if same(each) not in present),
    )


def carried_on(
    now: Iterable[Numbered], before: Iterable[Numbered]
) -> Mapping[PlanActivityId, PlanActivityId | None]:
    """Whom each plan activity is to continue, where that is another than is known.

    A number that had left the plan before is free to mean something else, but whoever continues one that
    leaves its plan later still has its history.
    """
    earlier = tuple(before)
    known = {each.plan_activity_id: same(each.number) for each in earlier}
    staying = {same(each.number): each.plan_activity_id for each in earlier if not each.is_removed}
    found: dict[PlanActivityId, PlanActivityId | None] = {}
    for each in now:
        is_kept = each.continues is not None and known.get(each.continues) == same(each.number)
        continues = each.continues if is_kept else staying.get(same(each.number))
        if continues != each.continues:
            found[each.plan_activity_id] = continues
    return found


def same(number: str) -> str:
    """What two spellings of one number have in common."""
    return " ".join(number.split()).casefold()
