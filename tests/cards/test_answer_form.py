"""The form."""

from dataclasses import replace

import pytest

from cards.answer_form import Remarks, heading_of
from cards.card import Card
from cards.payloads import item_of
from cards.typed_back import has_texts, typed_back
from cards.words import Words
from domain.answer_form import FIELD_NAMES, FieldFault, FormFields, prefilled
from domain.answers import Progress
from domain.doubts import doubts
from domain.people import Language
from domain.plan import Indicator
from tests.cards import givens
from tests.cards.drawn_form import INPUTS, WORDS, drawn, values
from tests.cards.form_gallery import FAULTS, ITEM, counted, typed
from tests.cards.gallery import buttons, of_type, shown
from tests.shown import after, said

BEFORE = givens.statement(Progress.DELAYED, "Anbuden dröjer.")


def labels(card: Card) -> dict[str, str]:
    return {str(field["id"]): str(field["label"]) for field in of_type(card, *INPUTS)}


def test_the_form_has_an_input_for_every_field_that_is_read() -> None:
    card = drawn(counted("Byt lampor"), on_behalf_of="Karin Ek", asks_next_year=True)

    assert set(values(card)) == set(FIELD_NAMES)


def test_the_form_asks_only_for_what_the_activity_has() -> None:
    not_asked = {"promise", "indicator_value", "reason", "next_year", "next_year_note"}

    assert set(FIELD_NAMES) - set(values(drawn())) == not_asked


def test_the_form_opens_with_what_was_said_last() -> None:
    item = givens.item(previous=BEFORE)

    card = drawn(item, prefilled(item.previous))

    assert values(card) == {
        "promise": "",
        "progress": "delayed",
        "percent": "40",
        "percent_other": "",
        "comment": "Anbuden dröjer.",
        "next_step": "Anbuden dröjer.",
        "evidence": "",
        "needs_decision": "false",
        "obstacle_kind": "money",
        "obstacle_text": "Anbuden dröjer.",
        "new_end": "",
        "new_end_other": "",
    }


def test_last_times_promise_is_the_first_question() -> None:
    card = drawn(givens.item(previous=BEFORE))

    assert of_type(card, *INPUTS)[0]["id"] == "promise"
    assert labels(card)["promise"] == "Förra gången tänkte ni: ”Anbuden dröjer”. Hur gick det? (krävs)"


def test_the_indicator_stands_with_where_it_was_and_where_it_is_to_be() -> None:
    label = labels(drawn(counted("MWh")))["indicator_value"]

    assert label == "Nyckeltal: MWh · senast 312,5 MWh · mål 400 MWh 2026"


def test_every_label_tells_how_much_may_be_written() -> None:
    found = labels(drawn())

    assert found["comment"] == "Vad har hänt? (högst 1\u00a0000 tecken)"
    assert found["obstacle_text"] == "Varför, och vad görs åt det? (högst 500 tecken)"


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_stands_right_under_its_field_and_what_was_typed_stays(name: str) -> None:
    card = drawn(
        counted("Byt lampor"),
        typed("Lugn"),
        remarks=Remarks(faults={name: FAULTS[name]}),
        on_behalf_of="Karin Ek",
        asks_next_year=True,
    )

    assert said(after(card.content, name)).startswith("⚠ ")
    assert values(card)["comment"] == "Lugn"
    assert any(text.startswith("Inget är sparat än. Titta på ”") for text in shown(card))


def test_the_notice_says_where_to_look_in_the_forms_order() -> None:
    faults = {"new_end": FieldFault.MISSING, "promise": FieldFault.MISSING, "comment": FieldFault.TOO_LONG}

    card = drawn(counted("MWh"), remarks=Remarks(faults=faults))

    assert (
        "Inget är sparat än. Titta på ”Hur gick det med nästa steg?”, ”Vad har hänt?” och "
        "”När blir den klar, om den är försenad?”, och spara igen." in shown(card)
    )


def test_every_fault_of_every_field_says_what_to_do() -> None:
    form = FormFields(comment="x" * 1204, next_step="x" * 501)

    card = drawn(counted("MWh"), form, remarks=Remarks(faults=FAULTS), on_behalf_of="Karin Ek")

    assert [text for text in shown(card) if text.startswith("⚠")] == [
        "⚠ Berätta kort varför det är du som svarar.",
        "⚠ Välj hur det gick med det ni tänkte göra.",
        "⚠ Välj hur det går.",
        "⚠ Korta texten. Du skrev 1\u00a0204 av högst 1\u00a0000 tecken.",
        "⚠ Skriv tusental utan punkt eller komma så att talet inte kan misstolkas: 1200 eller 1,2.",
        "⚠ Korta texten. Du skrev 501 av högst 500 tecken.",
        "⚠ Välj vad som är hindret.",
        "⚠ Berätta kort vad som hindrar och vad som görs åt det.",
        "⚠ Välj när den blir klar i stället.",
        "⚠ Välj ett datum som inte har passerat.",
        "⚠ Skriv en webbadress som börjar med https:// och saknar mellanslag.",
        "⚠ Skriv ett helt tal mellan 0 och 100.",
    ]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("fault", [each for each in FieldFault if each is not FieldFault.TOO_LONG])
def test_no_fault_is_without_words(fault: FieldFault, language: Language) -> None:
    remarks = Remarks(faults={"new_end": fault})

    card = drawn(words=Words(language=language), remarks=remarks)

    assert len([text for text in shown(card) if text.startswith("⚠ ")]) == 1


def test_a_question_can_be_answered_by_saving_anyway() -> None:
    form = FormFields(progress="on_track", comment="Enligt plan.", next_step="Ring 070-123 45 67.")
    asked = doubts(form)

    card = drawn(form=form, remarks=Remarks(doubts=asked))

    save = buttons(card)["Spara ändå"]["data"]
    assert isinstance(save, dict)
    assert doubts(form, item_of(save).asked) == ()
    assert "⚠ Vad har hänt sedan sist? En mening räcker." in shown(card)
    notice = "Inget är sparat än. Titta på ”Vad har hänt?” och ”Vad är nästa steg?”. Ändra, eller spara ändå."
    assert notice in shown(card)
    told = (
        "Svar är allmän handling. I fältet ”Vad är nästa steg?” står något som ser ut som ett telefonnummer."
    )
    assert f"⚠ {told}" in shown(card)
    assert "Spara" not in buttons(card)


def test_no_field_keeps_anybody_from_going_back_with_what_they_have_typed() -> None:
    card = drawn(counted("Byt lampor"))

    assert not [field for field in of_type(card, *INPUTS) if field.get("isRequired") or "maxLength" in field]
    assert buttons(card)["Spara"]["associatedInputs"] == "auto"
    assert buttons(card)["Tillbaka"]["associatedInputs"] == "auto"


def test_three_buttons_are_seen_and_the_rest_are_in_the_menu() -> None:
    card = drawn(counted("Byt lampor"), remarks=Remarks(typed_at=givens.ANSWERED_AT))

    seen = [title for title, button in buttons(card).items() if button.get("mode") != "secondary"]
    assert seen == ["Spara", "Tillbaka", "Inte mitt längre"]
    assert set(buttons(card)) - set(seen) == {
        "Tidigare svar",
        "Så svarade andra",
        "Vi är fler om den här",
        "Börja om",
    }


def test_what_is_not_ones_own_cannot_be_handed_over() -> None:
    assert "Inte mitt längre" not in buttons(drawn(is_own=False))


def test_there_are_no_earlier_answers_to_an_activity_that_has_none() -> None:
    assert "Tidigare svar" not in buttons(drawn())


def test_a_draft_says_when_it_was_typed_and_that_nothing_is_saved() -> None:
    card = drawn(remarks=Remarks(typed_at=givens.ANSWERED_AT))

    assert "✎ Ditt utkast från torsdag 24 augusti kl. 09.05. Inget är sparat än." in shown(card)


def test_a_form_that_cannot_be_saved_shows_what_was_typed() -> None:
    card = drawn(form=typed("Lugn"), can_save=False, remarks=Remarks(notice="För sent."))

    assert values(card)["comment"] == "Lugn"
    assert set(buttons(card)) == {"Till mina aktiviteter", "Så svarade andra"}


def test_whoever_answers_for_somebody_else_sees_for_whom_and_is_asked_why() -> None:
    card = drawn(on_behalf_of="Karin Ek")

    assert "Du svarar för Karin Ek" in shown(card)
    assert labels(card)["reason"].startswith("Varför svarar du åt Karin Ek?")


def test_what_was_typed_is_shown_when_it_can_no_longer_be_saved() -> None:
    card = typed_back(FormFields(comment="Tre av fem tak."), WORDS, own=ITEM.worklist)

    assert "Tre av fem tak." in shown(card)
    assert "Vad har hänt?" in shown(card)
    assert not has_texts(FormFields(progress="on_track", percent="40"))


def test_the_heading_says_which_round_and_measure() -> None:
    assert heading_of(givens.item(), WORDS, "Delårsbokslut 2023") == "Delårsbokslut 2023 · Åtgärd 1"


def test_an_activity_without_unit_or_target_has_its_indicators_name_alone() -> None:
    item = counted("MWh", latest=None)
    indicator = Indicator(name="MWh", unit="")
    bare = replace(item, plan_activity=replace(item.plan_activity, indicator=indicator))

    assert labels(drawn(bare))["indicator_value"] == "Nyckeltal: MWh"
