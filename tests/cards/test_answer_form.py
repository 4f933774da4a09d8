"""The form."""

from cards.answer_form import answer_form, heading_of
from cards.words import Words
from domain.answer_form import FIELD_NAMES, FieldFault, FormFields, prefilled
from domain.answers import Progress
from tests.cards import givens
from tests.cards.gallery import ITEM, buttons, of_type, shown

WORDS = Words()
INPUTS = ("Input.Text", "Input.ChoiceSet", "Input.Toggle")
BEFORE = givens.statement(Progress.DELAYED, "Anbuden dröjer.")


def test_the_form_has_an_input_for_every_field_that_is_read() -> None:
    card = answer_form(givens.item(), "Delårsbokslut", FormFields(), WORDS, payload=ITEM)

    assert {field["id"] for field in of_type(card, *INPUTS)} == set(FIELD_NAMES)


def test_the_form_opens_with_what_was_said_last() -> None:
    item = givens.item(previous=BEFORE)

    card = answer_form(item, "Delårsbokslut", prefilled(item.previous), WORDS, payload=ITEM)

    values = {field["id"]: field["value"] for field in of_type(card, *INPUTS)}
    assert values == {
        "progress": "delayed",
        "percent": "40",
        "comment": "Anbuden dröjer.",
        "obstacle_kind": "money",
        "obstacle_text": "Anbuden dröjer.",
        "next_step": "Anbuden dröjer.",
        "needs_decision": "false",
    }
    assert "Nästa steg var: Anbuden dröjer." in shown(card)


def test_a_fault_stands_right_under_its_field_and_what_was_typed_stays() -> None:
    form = FormFields(progress="delayed", percent="4o")

    card = answer_form(
        givens.item(),
        "Delårsbokslut",
        form,
        WORDS,
        payload=ITEM,
        faults={"percent": FieldFault.NOT_A_PERCENTAGE},
    )

    body = card.content["body"]
    assert isinstance(body, list)
    places = [each.get("id") or each.get("text") for each in body if isinstance(each, dict)]
    assert places[places.index("percent") + 1] == "⚠ Skriv ett helt tal mellan 0 och 100."
    assert [field["value"] for field in of_type(card, "Input.Text") if field["id"] == "percent"] == ["4o"]
    assert "Inget är sparat än. Rätta det som är markerat nedan och spara igen." in shown(card)


def test_every_fault_of_every_field_says_what_to_do() -> None:
    missing = dict.fromkeys(("progress", "obstacle_kind", "obstacle_text"), FieldFault.MISSING)
    long = {"comment": FieldFault.TOO_LONG, "next_step": FieldFault.TOO_LONG}

    card = answer_form(
        givens.item(), "Delårsbokslut", FormFields(), WORDS, payload=ITEM, faults={**missing, **long}
    )

    assert [text for text in shown(card) if text.startswith("⚠")] == [
        "⚠ Välj hur det går.",
        "⚠ Korta texten till högst 1\u00a0000 tecken.",
        "⚠ Korta texten till högst 500 tecken.",
        "⚠ Välj vad som är hindret.",
        "⚠ Berätta kort vad som hindrar och vad som görs åt det.",
    ]


def test_saving_sends_the_fields_and_going_back_sends_none() -> None:
    card = answer_form(givens.item(), "Delårsbokslut", FormFields(), WORDS, payload=ITEM)

    assert buttons(card)["Spara"]["associatedInputs"] == "auto"
    assert buttons(card)["Tillbaka utan att spara"]["associatedInputs"] == "none"


def test_the_heading_says_which_round_and_measure() -> None:
    assert heading_of(givens.item(), WORDS, "Delårsbokslut 2023") == "Delårsbokslut 2023 · Åtgärd 1"
