"""The steps that the form offers, and what somebody has typed among them."""

import pytest

from domain.answer_form import FormFields
from tests.cards.drawn_form import drawn, values
from tests.cards.gallery import of_type


@pytest.mark.parametrize(
    ("form", "choice", "own", "steps"),
    [
        (FormFields(), "", "", ["0", "25", "50", "75", "100", "unknown"]),
        (FormFields(percent="50"), "50", "", ["0", "25", "50", "75", "100", "unknown"]),
        (FormFields(percent="40"), "40", "", ["0", "25", "40", "50", "75", "100", "unknown"]),
        (
            FormFields(percent="50", percent_other="60 %"),
            "60",
            "",
            ["0", "25", "50", "60", "75", "100", "unknown"],
        ),
        (FormFields(percent="unknown"), "unknown", "", ["0", "25", "50", "75", "100", "unknown"]),
        (FormFields(percent="50", percent_other="6o"), "", "6o", ["0", "25", "50", "75", "100", "unknown"]),
        (FormFields(percent="mycket"), "", "mycket", ["0", "25", "50", "75", "100", "unknown"]),
    ],
)
def test_a_percentage_of_ones_own_becomes_one_of_the_steps(
    form: FormFields, choice: str, own: str, steps: list[str]
) -> None:
    card = drawn(form=form)

    [percent] = [field for field in of_type(card, "Input.ChoiceSet") if field["id"] == "percent"]
    choices = percent["choices"]
    assert isinstance(choices, list)
    assert [each["value"] for each in choices if isinstance(each, dict)] == steps
    assert (values(card)["percent"], values(card)["percent_other"]) == (choice, own)


@pytest.mark.parametrize(
    ("form", "chosen", "own", "days"),
    [
        (FormFields(), "", "", ["2023-09-30", "2023-12-31", "2024-03-31", "2024-06-30"]),
        (
            FormFields(new_end="2024-03-31", new_end_other="2024-02-01"),
            "2024-02-01",
            "",
            ["2023-09-30", "2023-12-31", "2024-02-01", "2024-03-31", "2024-06-30"],
        ),
        (
            FormFields(new_end="2023-08-01"),
            "",
            "2023-08-01",
            ["2023-09-30", "2023-12-31", "2024-03-31", "2024-06-30"],
        ),
        (FormFields(new_end="hostile"), "", "", ["2023-09-30", "2023-12-31", "2024-03-31", "2024-06-30"]),
    ],
)
def test_a_day_of_ones_own_becomes_one_of_the_suggested(
    form: FormFields, chosen: str, own: str, days: list[str]
) -> None:
    card = drawn(form=form)

    [new_end] = [field for field in of_type(card, "Input.ChoiceSet") if field["id"] == "new_end"]
    choices = new_end["choices"]
    assert isinstance(choices, list)
    assert [each["value"] for each in choices if isinstance(each, dict)] == days
    assert (values(card)["new_end"], values(card)["new_end_other"]) == (chosen, own)
