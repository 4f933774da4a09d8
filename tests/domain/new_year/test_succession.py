"""Which plan activities a plan carries on from the one before it."""

from domain.new_year.succession import Numbered, carried_on, succession, the_plan_after, the_plan_before
from domain.plan import Plan, PlanActivityId, PlanId


def numbered(row_id: int, number: str, *, continues: int | None = None, is_removed: bool = False) -> Numbered:
    return Numbered(
        plan_activity_id=PlanActivityId(row_id),
        number=number,
        continues=None if continues is None else PlanActivityId(continues),
        is_removed=is_removed,
    )


def plan(year: int, *, is_example: bool = False) -> Plan:
    return Plan(plan_id=PlanId(year), year=year, title=f"Plan {year}", is_example=is_example)


def test_the_same_number_continues_however_it_is_spaced_and_cased() -> None:
    found = carried_on([numbered(11, " 1.A "), numbered(12, "1.2")], [numbered(1, "1.a"), numbered(2, "1.2")])

    assert found == {11: 1, 12: 2}


def test_a_new_number_continues_nothing() -> None:
    assert carried_on([numbered(11, "1.10")], [numbered(1, "1.1")]) == {}


def test_a_number_that_had_left_the_plan_before_is_free_to_mean_something_else() -> None:
    assert carried_on([numbered(11, "1.1")], [numbered(1, "1.1", is_removed=True)]) == {}


def test_what_is_continued_keeps_its_history_when_it_leaves_its_own_plan_afterwards() -> None:
    now, before = [numbered(11, "1.1", continues=1)], [numbered(1, "1.1", is_removed=True)]

    assert carried_on(now, before) == {}


def test_what_is_given_another_number_no_longer_continues_what_it_did() -> None:
    found = carried_on([numbered(11, "1.9", continues=1)], [numbered(1, "1.1")])

    assert found == {11: None}


def test_a_plan_that_is_read_in_between_takes_over() -> None:
    from_two_years_ago = [numbered(21, "1.1", continues=1), numbered(22, "1.2", continues=2)]

    found = carried_on(from_two_years_ago, [numbered(11, "1.1")])

    assert found == {21: 11, 22: None}


def test_everything_is_told_apart_in_the_order_of_the_plans() -> None:
    found = succession(2023, ["1.1", "1.3", "2.1"], ["1.1", "1.2", "2.1", "2.2"])

    assert found.continuing == ("1.1", "2.1")
    assert found.new == ("1.3",)
    assert found.ended == ("1.2", "2.2")


def test_the_plan_before_is_that_of_the_latest_earlier_year() -> None:
    plans = [plan(2021), plan(2022), plan(2024), plan(2025)]

    assert the_plan_before(plans, 2024, is_example=False) == plan(2022)
    assert the_plan_before(plans, 2021, is_example=False) is None
    assert the_plan_after(plans, 2022, is_example=False) == plan(2024)
    assert the_plan_after(plans, 2025, is_example=False) is None


def test_a_real_plan_never_carries_on_an_example() -> None:
    plans = [plan(2023, is_example=True), plan(2024)]

    assert the_plan_before(plans, 2024, is_example=False) is None
    assert the_plan_after(plans, 2023, is_example=True) is None
