"""Somebody's list as a strategist reads it, the form in it, and what a receipt leads to."""

from dataclasses import replace

from cards.answer_form import Remarks, answer_form
from cards.card import Card
from cards.verbs import Verb
from cards.words import Words
from cards.worklist import worklist
from domain.answer_form import FieldFault, FormFields
from domain.doubts import Doubt, DoubtKind
from domain.rounds import RoundState
from domain.worklist import Worklist
from tests.cards import givens
from tests.cards.gallery import KEY, Element, buttons, of_type, shown
from tests.cards.others_gallery import ABOUT

WORDS = Words()
LEFT = givens.worklist(
    (givens.item(1, previous=givens.statement()), givens.item(2, previous=givens.statement()))
)


def on_behalf(view: Worklist = LEFT) -> Card:
    return worklist(view, WORDS, key=KEY, today=givens.TODAY, on_behalf=True)


def verbs(card: Card) -> set[object]:
    return {each["verb"] for each in of_type(card, "Action.Execute")}


def test_it_says_first_for_whom_one_answers() -> None:
    assert shown(on_behalf())[0] == "Du svarar för Karin Ståhlberg, som får veta om varje svar."


def test_only_the_form_saves_anything_since_it_asks_for_a_reason() -> None:
    assert verbs(on_behalf()) == {Verb.OPEN_FORM, Verb.SHOW_UNIT}
    assert Verb.REPEAT_ANSWER in verbs(worklist(LEFT, WORDS, key=KEY, today=givens.TODAY))


def test_the_way_back_leads_to_the_unit() -> None:
    back = buttons(on_behalf())["Tillbaka"]

    assert back["verb"] == Verb.SHOW_UNIT
    assert _data(back)["unit"] == 1


def test_from_an_empty_list_the_way_back_leads_to_the_overview() -> None:
    assert verbs(on_behalf(replace(LEFT, items=()))) == {Verb.SHOW_OVERVIEW}


def test_a_list_that_is_not_one_s_own_is_counted_without_you() -> None:
    done = givens.worklist((givens.item(1, givens.statement()),))

    assert "1 av 1 klara" in shown(on_behalf(done))


def test_in_a_closed_round_it_is_only_said_whose_list_it_is() -> None:
    closed = givens.worklist((givens.item(1, givens.statement()),), RoundState.CLOSED)

    texts = shown(on_behalf(closed))

    assert texts[0] == "Karin Ståhlberg"
    assert "Uppföljningen är stängd." in texts
    assert Verb.OPEN_FORM not in verbs(on_behalf(closed))


def test_the_owner_s_own_deadline_is_not_told_as_the_reader_s() -> None:
    later = replace(LEFT, deadline=givens.CLOSES_AT.date())

    texts = shown(on_behalf(later))

    assert "Du kan svara fram till tisdag 19 september kl. 16.00." in texts
    assert not any("mer tid" in text for text in texts)


def test_an_ordinary_list_says_nothing_about_answering_for_somebody() -> None:
    texts = shown(worklist(LEFT, WORDS, key=KEY, today=givens.TODAY))

    assert not any(text.startswith("Du svarar för") for text in texts)


def test_a_receipt_leads_to_how_others_answered() -> None:
    card = worklist(LEFT, WORDS, key=KEY, today=givens.TODAY, others=ABOUT)

    tap = buttons(card)["Så svarade andra om samma åtgärd"]
    assert tap["verb"] == Verb.SHOW_OTHERS
    assert _data(tap)["item"] == ABOUT.plan_activity_id


def test_the_form_asks_why_and_warns_about_what_to_write() -> None:
    card = _form(FormFields())

    assert {"Varför svarar du åt Karin Ståhlberg? (krävs)"} <= _labels(card)
    assert any("hälsa" in text for text in shown(card))


def test_one_s_own_form_does_not_ask_why() -> None:
    own = answer_form(givens.item(), "Delårsbokslut", FormFields(), WORDS, payload=ABOUT, today=givens.TODAY)

    assert "reason" not in {field["id"] for field in of_type(own, "Input.Text")}


def test_a_missing_reason_is_told_at_its_field() -> None:
    card = _form(FormFields(), Remarks(faults={"reason": FieldFault.MISSING}))

    assert any("Berätta kort varför det är du som svarar." in text for text in shown(card))


def test_a_question_about_the_reason_names_its_field_whole() -> None:
    doubt = Doubt(field="reason", kind=DoubtKind.TELEPHONE_NUMBER)

    card = _form(FormFields(), Remarks(doubts=(doubt,)))

    assert any("Varför svarar du åt Karin Ståhlberg?" in text for text in shown(card))


def _form(form: FormFields, remarks: Remarks | None = None) -> Card:
    return answer_form(
        givens.item(),
        "Delårsbokslut",
        form,
        WORDS,
        payload=ABOUT,
        today=givens.TODAY,
        remarks=remarks or Remarks(),
        on_behalf_of="Karin Ståhlberg",
    )


def _labels(card: Card) -> set[object]:
    return {field["label"] for field in of_type(card, "Input.Text")}


def _data(button: Element) -> dict[str, object]:
    value = button["data"]
    assert isinstance(value, dict)
    return dict(value)
