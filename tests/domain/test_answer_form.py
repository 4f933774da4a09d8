import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answer_form import FIELD_NAMES, FieldFault, FormFields, check, prefilled
from domain.answers import HIGHEST_PERCENT, Obstacle, ObstacleKind, Progress, Statement
from tests.domain.examples import answer, statement

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
    )

    assert check(form) == Statement(
        progress=Progress.DELAYED,
        percent=40,
        comment="Två av fem tak är klara.",
        obstacle=Obstacle(kind=ObstacleKind.PROCUREMENT, text="Upphandlingen är överklagad."),
        next_step="Ny upphandling i oktober.",
        needs_decision=True,
    )


@pytest.mark.parametrize("progress", ["not_started", "on_track", "done"])
def test_the_progress_alone_is_enough_when_the_activity_is_on_track(progress: str) -> None:
    assert isinstance(check(FormFields(progress=progress)), Statement)


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
            FormFields(progress="delayed", obstacle_kind="weather", obstacle_text="Snö."),
            {"obstacle_kind": FieldFault.UNKNOWN_CHOICE},
        ),
        (
            FormFields(progress="on_track", comment="a" * 1001),
            {"comment": FieldFault.TOO_LONG},
        ),
        (
            FormFields(progress="delayed", obstacle_kind="money", obstacle_text="a" * 501),
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
                "percent": FieldFault.NOT_A_PERCENTAGE,
                "comment": FieldFault.TOO_LONG,
            },
        ),
    ],
)
def test_every_fault_is_told_at_its_field(form: FormFields, faults: dict[str, FieldFault]) -> None:
    assert check(form) == faults


@pytest.mark.parametrize(
    ("typed", "percent"), [("", None), ("0", 0), ("40", 40), ("40%", 40), ("40 %", 40), ("100", 100)]
)
def test_a_percentage_may_be_typed_with_its_sign_or_left_out(typed: str, percent: int | None) -> None:
    found = check(FormFields(progress="on_track", percent=typed))

    assert isinstance(found, Statement)
    assert found.percent == percent


@pytest.mark.parametrize(
    "typed",
    ["101", "1000", "-1", "40,5", "4e1", "½", "٤٠", "fyrtio", "%%", "0000999", "0" * 5000, "9" * 5000],
    ids=lambda typed: typed[:8],
)
def test_what_is_no_percentage_is_told(typed: str) -> None:
    assert check(FormFields(progress="on_track", percent=typed)) == {"percent": FieldFault.NOT_A_PERCENTAGE}


@pytest.mark.parametrize("name", ["comment", "obstacle_text", "next_step"])
def test_the_longest_text_is_just_not_too_long(name: str) -> None:
    longest = {"comment": 1000}.get(name, 500)
    fields = {"obstacle_text": "Snö.", name: "å" * longest}

    found = check(FormFields(progress="delayed", obstacle_kind="money", **fields))

    assert isinstance(found, Statement)


def test_what_is_done_is_done_to_the_full() -> None:
    found = check(FormFields(progress="done", percent="40"))

    assert isinstance(found, Statement)
    assert found.percent == HIGHEST_PERCENT


def test_an_obstacle_does_not_outlive_the_delay() -> None:
    found = check(FormFields(progress="on_track", obstacle_kind="money", obstacle_text="Löst nu."))

    assert isinstance(found, Statement)
    assert found.obstacle is None


@pytest.mark.parametrize("typed", ["", "false", "yes", "TRUE"])
def test_no_decision_is_asked_for_unless_the_box_is_ticked(typed: str) -> None:
    found = check(FormFields(progress="on_track", needs_decision=typed))

    assert isinstance(found, Statement)
    assert not found.needs_decision


def test_the_form_is_empty_when_nothing_was_said_before() -> None:
    assert prefilled(None) == FormFields()


@pytest.mark.parametrize("progress", Progress)
def test_the_prefilled_form_says_the_same_thing_again(progress: Progress) -> None:
    percent = HIGHEST_PERCENT if progress is Progress.DONE else 30
    earlier = answer(progress, percent=percent, comment="Ja.", next_step="Mer.", needs_decision=True)

    assert check(prefilled(earlier)) == earlier.statement


def test_an_answer_without_percent_leaves_the_field_empty() -> None:
    assert prefilled(answer(Progress.NOT_STARTED)).percent == ""
    assert statement(Progress.NOT_STARTED).percent is None


@given(
    st.builds(
        FormFields,
        progress=st.sampled_from([*Progress, "", "?"]),
        percent=st.one_of(TEXTS, st.integers().map(str)),
        comment=TEXTS,
        obstacle_kind=st.sampled_from([*ObstacleKind, "", "?"]),
        obstacle_text=TEXTS,
        next_step=TEXTS,
        needs_decision=TEXTS,
    )
)
def test_any_form_is_either_a_statement_within_the_limits_or_faults_at_known_fields(form: FormFields) -> None:
    found = check(form)

    if isinstance(found, Statement):
        assert found.percent is None or 0 <= found.percent <= HIGHEST_PERCENT
        assert (found.obstacle is not None) == found.progress.is_off_track
        assert len(found.comment) <= 1000
    else:
        assert found.keys() <= set(FIELD_NAMES)
