from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.answers import Progress, PromiseFate
from domain.report.counting import cells
from domain.summary.cells import tally_of
from domain.summary.changes import changes, promises
from tests.domain.report_examples import COMPANY, answer, record, report_data

STATES = st.none() | st.sampled_from(list(Progress))


@given(st.lists(st.tuples(STATES, STATES, st.sampled_from([1, 2]), st.booleans()), max_size=30))
def test_every_plan_activity_is_counted_once_whatever_its_states(
    drawn: list[tuple[Progress | None, Progress | None, int, bool]],
) -> None:
    records = [
        record(
            place,
            answer(now) if now else None,
            before=answer(before) if before else None,
            measure=measure,
            **({"org_unit": COMPANY.name} if of_company else {}),
        )
        for place, (now, before, measure, of_company) in enumerate(drawn)
    ]

    found = cells(report_data(*records))

    assert sum(cell.count for cell in found) == len(drawn)
    assert tally_of(found).missing == sum(now is None for now, *_ in drawn)
    assert len({(c.measure.number, c.org_unit.name, c.now, c.before) for c in found}) == len(found)


def test_what_has_become_delayed_finished_or_got_back_on_track_is_told_apart() -> None:
    records = [
        record(1, answer(Progress.DELAYED), before=answer(Progress.ON_TRACK)),
        record(2, answer(Progress.DELAYED), before=answer(Progress.DELAYED)),
        record(3, answer(Progress.ON_TRACK), before=answer(Progress.DELAYED)),
        record(4, answer(Progress.DONE), before=answer(Progress.DELAYED)),
        record(5, answer(Progress.DROPPED), before=answer(Progress.NOT_STARTED)),
        record(6, answer(Progress.DELAYED)),
        record(7, before=answer(Progress.ON_TRACK), has_new_owner=True),
    ]

    found = changes(cells(report_data(*records)))

    assert (found.became_delayed, found.back_on_track, found.finished, found.dropped) == (1, 1, 1, 1)
    assert (found.compared, found.new_owners) == (5, 1)


def test_an_end_date_is_moved_when_another_is_promised_than_before() -> None:
    autumn, winter = date(2023, 10, 1), date(2023, 12, 1)
    records = [
        record(1, answer(new_end=winter), before=answer(new_end=autumn)),
        record(2, answer(new_end=autumn), before=answer(new_end=autumn)),
        record(3, answer(new_end=autumn), before=answer()),
        record(4, answer(new_end=autumn)),
        record(5, answer(), before=answer(new_end=autumn)),
    ]

    assert changes(cells(report_data(*records))).moved_ends == 3


def test_promises_are_those_of_the_answer_before_and_what_is_said_of_them_now() -> None:
    promised = answer(next_step="Ny upphandling i oktober.")
    records = [
        record(1, answer(promise=PromiseFate.KEPT), before=promised),
        record(2, answer(promise=PromiseFate.MOVED), before=promised),
        record(3, answer(promise=PromiseFate.DROPPED), before=promised),
        record(4, answer(), before=promised),
        record(5, before=promised),
        record(6, answer(), before=answer()),
    ]

    found = promises(cells(report_data(*records)))

    assert (found.promised, found.kept, found.moved, found.given_up, found.unspoken) == (5, 1, 1, 1, 2)
