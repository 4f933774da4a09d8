"""What the form asks about once, and only once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answer_form import FormFields
from domain.doubts import FREE_TEXTS, DoubtKind, asked_with, doubts, is_empty_phrase

NUMBER = "850709-9805"


@pytest.mark.parametrize(
    "text",
    [
        "Enligt plan.",
        "enligt plan",
        "ENLIGT  PLAN!!",
        "ok",
        "OK.",
        "Inget nytt",
        "på gång…",
        "Se ovan.",
        "On track.",
        "No change",
        "N/A",
        "-",
        "…",
    ],
)
def test_a_phrase_that_tells_nothing_is_questioned(text: str) -> None:
    assert is_empty_phrase(text)
    assert [each.kind for each in doubts(FormFields(comment=text))] == [DoubtKind.EMPTY_PHRASE]


@pytest.mark.parametrize(
    "text", ["", "  ", "Enligt plan, tre tak är klara.", "Ok från nämnden.", "Två tak.", "Inget nytt tak än."]
)
def test_what_tells_something_is_not(text: str) -> None:
    assert not is_empty_phrase(text)


def test_a_phrase_may_stand_as_a_next_step() -> None:
    assert doubts(FormFields(next_step="Se ovan.")) == ()


@pytest.mark.parametrize("field", FREE_TEXTS)
@pytest.mark.parametrize(
    ("text", "kind"),
    [(f"Anna, {NUMBER}", DoubtKind.IDENTITY_NUMBER), ("Ring 070-123 45 67", DoubtKind.TELEPHONE_NUMBER)],
)
def test_personal_data_are_pointed_out_at_their_field(field: str, text: str, kind: DoubtKind) -> None:
    assert [(each.field, each.kind) for each in doubts(FormFields(**{field: text}))] == [(field, kind)]


def test_what_has_been_asked_is_not_asked_again() -> None:
    form = FormFields(comment="ok", next_step=NUMBER)
    asked = asked_with("", doubts(form))

    assert doubts(form, asked) == ()
    assert [each.field for each in doubts(FormFields(obstacle_text=NUMBER), asked)] == ["obstacle_text"]


@given(st.text(), st.text())
def test_no_text_is_too_strange_to_be_doubted(text: str, asked: str) -> None:
    found = doubts(FormFields(comment=text, reason=text), asked)

    assert doubts(FormFields(comment=text, reason=text), asked_with(asked, found)) == ()
