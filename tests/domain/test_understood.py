from dataclasses import replace
from datetime import date

import pytest

from domain.answer_form import FieldFault
from domain.answers import ObstacleKind, Progress
from domain.text_answers import Puzzle, message_of
from domain.understood import Astray, Hitch, Reading, Understood, read
from domain.worklist import WorkItem, Worklist
from tests.domain.examples import answer, interim, item, person, statement

TODAY = date(2023, 8, 22)


def a_list(*items: WorkItem) -> Worklist:
    """Karin's list; three unanswered rows unless told otherwise."""
    return Worklist(
        owner=person(), follow_up_round=interim(), items=items or tuple(item(n) for n in (1, 2, 3))
    )


def reading(text: str, view: Worklist | None = None) -> Reading:
    message = message_of(text)
    assert message is not None
    return read(message, view or a_list(), TODAY)


def only(text: str, view: Worklist | None = None) -> Understood:
    [row] = reading(text, view).rows
    return row


def repeatable(number: int) -> WorkItem:
    return replace(item(number), previous=answer(Progress.ON_TRACK, percent=40))


def test_a_row_is_known_by_its_number_on_the_list_and_by_its_own() -> None:
    assert only("2 klar").plan_activity_id == item(2).plan_activity.plan_activity_id
    assert only("1.3 klar").plan_activity_id == item(3).plan_activity.plan_activity_id


def test_what_is_complete_can_be_saved() -> None:
    row = only("2 enligt plan 60 % taken är klara")

    assert row.statement == statement(Progress.ON_TRACK, percent=60, comment="taken är klara")


def test_done_is_a_hundred_per_cent() -> None:
    row = only("1 klar")

    assert row.statement is not None
    assert row.statement.percent == 100


def test_delayed_needs_the_form_with_what_was_said_in_it() -> None:
    row = only("2 försenad väntar på upphandling")

    assert row.statement is None
    assert row.faults == {"new_end": FieldFault.MISSING}
    assert (row.form.obstacle_kind, row.form.obstacle_text) == ("procurement", "väntar på upphandling")


def test_dropped_with_a_clear_reason_is_complete() -> None:
    row = only("3 nedlagd det saknas pengar")

    assert row.statement is not None
    assert row.statement.obstacle is not None
    assert row.statement.obstacle.kind is ObstacleKind.MONEY


def test_last_times_promise_is_not_asked_about_in_words() -> None:
    promised = replace(item(1), previous=answer(Progress.ON_TRACK, next_step="Ny upphandling i oktober."))

    row = only("1 klar", a_list(promised))

    assert row.statement is not None
    assert row.statement.promise is None


def test_unchanged_saves_the_same_as_last_time() -> None:
    row = only("1 oförändrat", a_list(repeatable(1)))

    assert row.unchanged
    assert row.statement == statement(Progress.ON_TRACK, percent=40)


@pytest.mark.parametrize(
    "previous", [None, answer(Progress.DONE), answer(Progress.DELAYED, new_end=date(2023, 8, 21))]
)
def test_unchanged_is_not_saved_where_it_would_not_be_honest(previous: object) -> None:
    row = only("1 oförändrat", a_list(replace(item(1), previous=previous)))  # type: ignore[arg-type]

    assert (row.statement, row.why_not) == (None, Hitch.NOTHING_TO_REPEAT)


def test_all_unchanged_is_all_that_is_left() -> None:
    view = a_list(repeatable(1), replace(item(2), answer=answer()), repeatable(3))

    assert [row.number for row in reading("alla oförändrade", view).to_save] == [1, 3]


def test_all_but_some_leaves_those_alone() -> None:
    view = a_list(repeatable(1), repeatable(2), repeatable(3))

    assert [row.number for row in reading("alla utom 2 oförändrade", view).rows] == [1, 3]


def test_what_was_said_of_a_row_goes_before_what_was_said_of_all() -> None:
    view = a_list(repeatable(1), repeatable(2))

    found = reading("alla oförändrade\n2 klar", view)

    assert [(row.number, row.unchanged) for row in found.to_save] == [(1, True), (2, False)]


def test_an_exception_that_leads_nowhere_leaves_all_the_others_alone() -> None:
    view = a_list(repeatable(1), repeatable(2))

    assert reading("alla utom 7 oförändrade", view) == Reading(rows=(), astray=(("7", Astray.NO_SUCH_ROW),))


def test_a_number_that_is_on_no_list_is_told() -> None:
    found = reading("1 klar; 7 klar")

    assert [row.number for row in found.rows] == [1]
    assert found.astray == (("7", Astray.NO_SUCH_ROW),)


def test_a_number_that_two_rows_have_is_not_guessed() -> None:
    second = item(2)
    confusing = replace(second, plan_activity=replace(second.plan_activity, number="1"))

    found = reading("1 klar", a_list(item(1), confusing))

    assert found == Reading(rows=(), astray=(("1", Astray.TWO_SUCH_ROWS),))


def test_a_row_that_is_answered_twice_is_asked_about_and_no_text_is_lost() -> None:
    row = only("1 enligt plan taken är klara\n1 försenad väggarna väntar")

    assert (row.statement, row.why_not) == (None, Hitch.SAID_TWICE)
    assert row.form.comment == "taken är klara\nväggarna väntar"


def test_a_puzzle_is_no_answer() -> None:
    row = only("1 klar i oktober")

    assert (row.statement, row.why_not) == (None, Puzzle.DONE_LATER)


def test_the_rows_come_in_the_lists_order() -> None:
    assert [row.number for row in reading("3 klar\n1 klar").rows] == [1, 3]


def test_a_text_that_is_too_long_needs_the_form() -> None:
    row = only("1 enligt plan " + "x" * 1500)

    assert row.faults == {"comment": FieldFault.TOO_LONG}
