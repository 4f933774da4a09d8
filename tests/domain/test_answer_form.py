from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answer_form import (
    FIELD_NAMES,
    UNKNOWN,
    FieldFault,
    FormFields,
    check,
)
from domain.answers import (
    HIGHEST_PERCENT,
    Obstacle,
    ObstacleKind,
    Progress,
    PromiseFate,
    Statement,
)
from tests.domain.examples import answer
from tests.domain.forms import AHEAD, TODAY, checked, counting

TEXTS = st.text(max_size=1100)


def test_a_complete_form_becomes_a_statement() -> None:
    form = FormFields(
        progress="delayed",
        percent="40",
        comment="Två av fem tak är klara.",
        obstacle_kind="procurement",
        obstacle_text="Upphandlingen är överklagad.",
        next_step="Ny upphandling i oktober.",
        needs_decision="true",
        new_end=AHEAD,
        evidence="www.borlange.se/solel",
    )

    assert checked(form) == Statement(
        progress=Progress.DELAYED,
        percent=40,
        comment="Två av fem tak är klara.",
        obstacle=Obstacle(kind=ObstacleKind.PROCUREMENT, text="Upphandlingen är överklagad."),
        next_step="Ny upphandling i oktober.",
        needs_decision=True,
        new_end=date(2024, 3, 1),
        evidence="https://www.borlange.se/solel",
    )


@pytest.mark.parametrize("progress", ["not_started", "on_track", "done"])
def test_the_progress_alone_is_enough_when_the_activity_is_on_track(progress: str) -> None:
    assert isinstance(checked(FormFields(progress=progress)), Statement)


@pytest.mark.parametrize(
    ("form", "faults"),
    [
        (FormFields(), {"progress": FieldFault.MISSING}),
        (FormFields(progress="sleeping"), {"progress": FieldFault.UNKNOWN_CHOICE}),
        (
            FormFields(progress="on_track", obstacle_kind="weather"),
            {"obstacle_kind": FieldFault.UNKNOWN_CHOICE},
        ),
        (
            FormFields(progress="delayed"),
            {
                "obstacle_kind": FieldFault.MISSING,
                "obstacle_text": FieldFault.MISSING,
                "new_end": FieldFault.MISSING,
            },
        ),
        (
            FormFields(progress="dropped"),
            {"obstacle_kind": FieldFault.MISSING, "obstacle_text": FieldFault.MISSING},
        ),
        (
            FormFields(progress="dropped", obstacle_text="Pengarna är slut."),
            {"obstacle_kind": FieldFault.MISSING},
        ),
        (
            FormFields(progress="dropped", obstacle_kind="money"),
            {"obstacle_text": FieldFault.MISSING},
        ),
        (
            FormFields(progress="delayed", obstacle_kind="weather", obstacle_text="Snö.", new_end=AHEAD),
            {"obstacle_kind": FieldFault.UNKNOWN_CHOICE},
        ),
        (
            FormFields(progress="on_track", comment="a" * 1001),
            {"comment": FieldFault.TOO_LONG},
        ),
        (
            FormFields(progress="delayed", obstacle_kind="money", obstacle_text="a" * 501, new_end=AHEAD),
            {"obstacle_text": FieldFault.TOO_LONG},
        ),
        (
            FormFields(progress="on_track", next_step="a" * 501),
            {"next_step": FieldFault.TOO_LONG},
        ),
        (
            FormFields(percent="mycket", comment="a" * 1001),
            {
                "progress": FieldFault.MISSING,
                "percent_other": FieldFault.NOT_A_PERCENTAGE,
                "comment": FieldFault.TOO_LONG,
            },
        ),
    ],
)
def test_every_fault_is_told_at_its_field(form: FormFields, faults: dict[str, FieldFault]) -> None:
    assert checked(form) == faults


@pytest.mark.parametrize(
    ("typed", "percent"), [("", None), ("0", 0), ("40", 40), ("40%", 40), ("40 %", 40), ("100", 100)]
)
def test_a_percentage_may_be_typed_with_its_sign_or_left_out(typed: str, percent: int | None) -> None:
    found = checked(FormFields(progress="on_track", percent=typed))

    assert isinstance(found, Statement)
    assert found.percent == percent


@pytest.mark.parametrize(
    "typed",
    ["101", "1000", "-1", "40,5", "4e1", "½", "٤٠", "fyrtio", "%%", "0000999", "0" * 5000, "9" * 5000],
    ids=lambda typed: typed[:8],
)
def test_what_is_no_percentage_is_told(typed: str) -> None:
    assert checked(FormFields(progress="on_track", percent=typed)) == {
        "percent_other": FieldFault.NOT_A_PERCENTAGE
    }


@pytest.mark.parametrize("name", ["comment", "obstacle_text", "next_step"])
def test_the_longest_text_is_just_not_too_long(name: str) -> None:
    longest = {"comment": 1000}.get(name, 500)
    fields = {"obstacle_text": "Snö.", name: "å" * longest}

    found = checked(FormFields(progress="delayed", obstacle_kind="money", new_end=AHEAD, **fields))

    assert isinstance(found, Statement)


def test_a_number_of_ones_own_counts_before_the_step_that_stands_there() -> None:
    found = checked(FormFields(progress="on_track", percent="25", percent_other="33 %"))

    assert isinstance(found, Statement)
    assert found.percent == 33


def test_nobody_has_to_tell_a_percentage() -> None:
    found = checked(FormFields(progress="on_track", percent=UNKNOWN))

    assert isinstance(found, Statement)
    assert found.percent is None


def test_what_is_done_is_done_to_the_full() -> None:
    found = checked(FormFields(progress="done", percent="40"))

    assert isinstance(found, Statement)
    assert found.percent == HIGHEST_PERCENT


def test_an_obstacle_does_not_outlive_the_delay() -> None:
    found = checked(FormFields(progress="on_track", obstacle_kind="money", obstacle_text="Löst nu."))

    assert isinstance(found, Statement)
    assert found.obstacle is None


@pytest.mark.parametrize("typed", ["", "false", "yes", "TRUE"])
def test_no_decision_is_asked_for_unless_the_box_is_ticked(typed: str) -> None:
    found = checked(FormFields(progress="on_track", needs_decision=typed))

    assert isinstance(found, Statement)
    assert not found.needs_decision


@given(
    st.builds(
        FormFields,
        promise=st.sampled_from([*PromiseFate, "", "?"]),
        progress=st.sampled_from([*Progress, "", "?"]),
        percent=st.one_of(TEXTS, st.integers().map(str)),
        percent_other=st.one_of(TEXTS, st.just(""), st.integers().map(str)),
        indicator_value=st.one_of(TEXTS, st.decimals().map(str)),
        evidence=st.one_of(TEXTS, st.just("https://borlange.se")),
        new_end=st.one_of(TEXTS, st.dates().map(str)),
        new_end_other=st.one_of(TEXTS, st.just(""), st.dates().map(str)),
        comment=TEXTS,
        obstacle_kind=st.sampled_from([*ObstacleKind, "", "?"]),
        obstacle_text=TEXTS,
        next_step=TEXTS,
        needs_decision=TEXTS,
    )
)
def test_any_form_is_either_a_statement_within_the_limits_or_faults_at_known_fields(form: FormFields) -> None:
    found = check(form, counting(answer(next_step="Boka lift.")), TODAY)

    if isinstance(found, Statement):
        assert (found.new_end is not None) == (found.progress is Progress.DELAYED)
        assert found.new_end is None or found.new_end >= TODAY
        assert found.promise is not None
        assert found.percent is None or 0 <= found.percent <= HIGHEST_PERCENT
        assert (found.obstacle is not None) == found.progress.is_off_track
        assert len(found.comment) <= 1000
    else:
        assert found.keys() <= set(FIELD_NAMES)
