from domain.worklist import worklist_of
from tests.domain.examples import answer, interim, item, person

KARIN = person(1)


def test_a_list_has_what_one_owns_and_co_owns_and_nothing_else() -> None:
    items = (item(1, 1), item(2, 2, 1), item(3, 2))

    assert worklist_of(KARIN, interim(), items).items == items[:2]


def test_what_is_outstanding_comes_before_what_is_answered_and_else_in_the_plan_s_order() -> None:
    answered, first, second = item(1, 1, answered=answer()), item(2, 1), item(3, 1)

    view = worklist_of(KARIN, interim(), (answered, first, second))

    assert view.in_order == (first, second, answered)
    assert view.outstanding == (first, second)
    assert view.answered == (answered,)


def test_somebody_without_plan_activities_has_an_empty_list() -> None:
    assert worklist_of(KARIN, interim(), (item(1, 2),)).in_order == ()
