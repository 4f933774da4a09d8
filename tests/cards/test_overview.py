"""The strategist's overview, by unit and by measure, and the names behind one of them."""

from dataclasses import replace

import orjson

from cards.overview import measure, overview, unit
from cards.verbs import Verb
from cards.words import Words
from domain.contact import ContactState
from domain.ledger import Place
from domain.people import OrgUnitId
from domain.plan import MeasureId
from domain.rounds import RoundState
from tests.cards import givens
from tests.cards.gallery import KEY, Element, buttons, of_type, seen_buttons, shown

WORDS = Words()
REMIND = "Påminn alla som inte svarat (9)"


def data(button: Element) -> dict[str, object]:
    value = button["data"]
    assert isinstance(value, dict)
    return dict(value)


def test_the_overview_begins_with_how_many_are_answered_of_all() -> None:
    card = overview(givens.overview(3, 4), WORDS, key=KEY, today=givens.TODAY)

    assert shown(card)[:3] == ["Delårsbokslut 2023", "Läget just nu", "3 av 12 besvarade"]
    assert card.summary == "Delårsbokslut 2023: 3 av 12 besvarade"


def test_the_dates_of_an_open_round_stand_under_the_figure() -> None:
    card = overview(givens.overview(), WORDS, key=KEY, today=givens.TODAY)

    assert shown(card)[3] == (
        "Öppen. Sista svarsdag är tisdag 12 september. Stänger tisdag 19 september kl. 16.00."
    )


def test_after_the_deadline_the_last_day_is_told_as_past() -> None:
    card = overview(givens.overview(), WORDS, key=KEY, today=givens.CLOSES_AT.date())

    assert shown(card)[3].startswith("Öppen. Sista svarsdag var tisdag 12 september.")


def test_a_unit_is_opened_by_a_tap_on_its_row() -> None:
    card = overview(givens.overview(1, 4), WORDS, key=KEY, today=givens.TODAY)

    tap = buttons(card)["Visa namnen i Enhet 01"]
    assert tap["verb"] == Verb.SHOW_UNIT
    assert data(tap)["unit"] == 1


def test_those_who_can_be_reached_are_counted_on_the_button_that_reminds_them() -> None:
    card = overview(givens.overview(3, 4), WORDS, key=KEY, today=givens.TODAY)

    assert buttons(card)[REMIND]["verb"] == Verb.ASK_NUDGE
    assert data(buttons(card)[REMIND])["once"] == KEY


def test_nobody_can_be_reminded_when_everything_is_answered() -> None:
    card = overview(givens.overview(3, 4, answered=4), WORDS, key=KEY, today=givens.TODAY)

    verbs = {button["verb"] for button in buttons(card).values()}
    assert {Verb.SHOW_UNIT, Verb.SHOW_SUMMARY} <= verbs
    assert not {Verb.ASK_NUDGE, Verb.ASK_OPEN_ROUND} & verbs


def test_nobody_can_be_reminded_when_nobody_can_be_reached() -> None:
    card = overview(givens.overview(contact=None), WORDS, key=KEY, today=givens.TODAY)

    assert Verb.ASK_NUDGE not in {button["verb"] for button in buttons(card).values()}
    assert "⚠ 9 personer går inte att nå" in shown(card)


def test_a_planned_round_can_be_opened_but_nobody_reminded() -> None:
    card = overview(givens.overview(state=RoundState.PLANNED), WORDS, key=KEY, today=givens.TODAY)

    verbs = {button["verb"] for button in buttons(card).values()}
    assert Verb.ASK_OPEN_ROUND in verbs
    assert Verb.ASK_NUDGE not in verbs


def test_a_closed_round_offers_only_to_look() -> None:
    card = overview(givens.overview(state=RoundState.CLOSED), WORDS, key=KEY, today=givens.TODAY)

    verbs = {button["verb"] for button in buttons(card).values()}
    assert {Verb.SHOW_UNIT, Verb.SHOW_SUMMARY} <= verbs
    assert not {Verb.ASK_NUDGE, Verb.ASK_OPEN_ROUND} & verbs
    assert shown(card)[3] == "Stängd sedan tisdag 19 september kl. 16.00."


def test_forty_units_are_turned_page_by_page() -> None:
    view = givens.overview(40, 2)

    pages = [overview(view, WORDS, key=KEY, today=givens.TODAY, page=page) for page in range(4)]

    names = [text for page in pages for text in shown(page) if text.startswith("Enhet")]
    assert len(set(names)) == len(names) == 40
    assert "Sida 4 av 4" in shown(pages[3])


def test_a_unit_shows_who_has_something_left_and_who_is_done() -> None:
    card = unit(givens.overview(1, 3), OrgUnitId(1), WORDS, key=KEY)

    assert shown(card)[1:] == [
        "Enhet 01",
        "1 av 3 besvarade",
        "Person 1001",
        "1 av 1 kvar",
        "Byt lampor i trapphusen",
        "Svara ›",
        "Person 1002",
        "1 av 1 kvar",
        "Byt lampor i trapphusen",
        "Svara ›",
        "✔ Har svarat på allt: Person 1000",
    ]


def test_the_reason_and_the_remedy_stand_at_whom_we_cannot_reach() -> None:
    card = unit(givens.overview(1, 2, contact=ContactState.BLOCKED), OrgUnitId(1), WORDS, key=KEY)

    assert "⚠ Går inte att nå: har blockerat appen. Be personen häva blockeringen." in shown(card)
    assert list(buttons(card)) == ["Svara för Person 1001", "Ändra en aktivitet", "Tillbaka"]


def test_a_tap_on_somebody_who_has_something_left_leads_to_answering_for_them() -> None:
    card = unit(givens.overview(1, 2), OrgUnitId(1), WORDS, key=KEY)

    tap = buttons(card)["Svara för Person 1001"]
    assert tap["verb"] == Verb.ANSWER_FOR
    assert data(tap)["owner"] == 1001


def test_in_a_closed_round_nobody_is_answered_for() -> None:
    card = unit(givens.overview(1, 2, state=RoundState.CLOSED), OrgUnitId(1), WORDS, key=KEY)

    assert list(buttons(card)) == ["Ändra en aktivitet", "Tillbaka"]


def test_a_unit_that_has_nothing_says_so() -> None:
    card = unit(givens.overview(1, 2), OrgUnitId(9), WORDS, key=KEY)

    assert "Enheten har inga aktiviteter i uppföljningen." in shown(card)
    assert list(buttons(card)) == ["Tillbaka"]


def test_the_units_own_button_reminds_only_the_unit() -> None:
    card = unit(givens.overview(2, 3), OrgUnitId(2), WORDS, key=KEY)

    assert data(buttons(card)["Påminn enheten (2)"])["unit"] == 2


def test_the_bar_has_the_figures_of_the_text() -> None:
    card = overview(givens.overview(3, 4), WORDS, key=KEY, today=givens.TODAY)

    (chart,) = of_type(card, "Chart.HorizontalBar.Stacked")
    bars = orjson.loads(orjson.dumps(chart["data"]))
    assert [(part["legend"], part["value"]) for part in bars[0]["data"]] == [
        ("✔ Besvarade", 3),
        ("– Inte besvarade", 9),
    ]


def test_a_closed_round_tells_how_it_went_and_asks_for_nothing() -> None:
    closed = givens.overview(3, 4, contact=None, state=RoundState.CLOSED)

    texts = shown(overview(closed, WORDS, key=KEY, today=givens.CLOSES_AT.date()))

    assert texts[1] == "Så blev svaren"
    assert "1 av 4 besvarade · 3 utan svar" in texts
    assert not any("⚠" in text or "kvar" in text for text in texts)


def test_a_reminder_that_did_not_get_there_is_a_line_of_its_own() -> None:
    places = {Place.NOT_REACHED: 1, Place.SENT: 8}

    card = overview(givens.overview(), WORDS, key=KEY, today=givens.TODAY, places=places)

    assert "⚠ Senaste påminnelsen: 1 nåddes inte · 8 skickade" in shown(card)
    assert buttons(card)["Utskick"]["verb"] == Verb.SHOW_DELIVERIES


def test_reminders_that_got_there_are_no_warning() -> None:
    card = overview(givens.overview(), WORDS, key=KEY, today=givens.TODAY, places={Place.SENT: 9})

    assert "Senaste påminnelsen: 9 skickade" in shown(card)


def test_a_warning_has_its_colour_on_the_sign_alone() -> None:
    view = givens.overview(1, 2, contact=ContactState.BLOCKED)

    for card in (
        overview(view, WORDS, key=KEY, today=givens.TODAY),
        unit(view, OrgUnitId(1), WORDS, key=KEY),
    ):
        coloured = {run["text"] for run in of_type(card, "TextRun") if run.get("color") == "attention"}
        assert coloured == {"⚠ "}
        assert not [each for each in of_type(card, "TextBlock") if each.get("color") == "attention"]


def test_the_overview_says_when_it_was_so_and_fetches_itself_for_its_reader_alone() -> None:
    card = overview(
        givens.overview(), WORDS, key=KEY, today=givens.TODAY, at=givens.ANSWERED_AT, reader="29:maja"
    )

    refresh = card.content["refresh"]
    assert isinstance(refresh, dict)
    assert refresh["userIds"] == ["29:maja"]
    action = refresh["action"]
    assert isinstance(action, dict)
    assert (action["type"], action["verb"]) == ("Action.Execute", Verb.SHOW_OVERVIEW)
    assert "Läget kl. 09.05 · Uppdatera ›" in shown(card)


def test_whose_id_in_teams_is_not_known_is_not_guessed() -> None:
    card = overview(givens.overview(), WORDS, key=KEY, today=givens.TODAY, at=givens.ANSWERED_AT)

    refresh = card.content["refresh"]
    assert isinstance(refresh, dict)
    assert "userIds" not in refresh


def test_what_it_fetches_is_the_same_page_the_same_way() -> None:
    view = givens.overview(40, 2)

    card = overview(view, WORDS, key=KEY, today=givens.TODAY, page=2, at=givens.ANSWERED_AT)

    refresh = card.content["refresh"]
    assert isinstance(refresh, dict)
    assert isinstance(refresh["action"], dict)
    assert data(refresh["action"])["page"] == 2


def test_by_measure_each_row_is_a_measure_with_its_number() -> None:
    card = overview(givens.overview(3, 4), WORDS, key=KEY, today=givens.TODAY, by_measure=True)

    tap = buttons(card)["Visa namnen i 1 Giftfria verksamheter"]
    assert tap["verb"] == Verb.SHOW_MEASURE
    assert data(tap)["measure"] == 1
    assert "Visa per enhet" in buttons(card)


def test_a_measure_shows_the_names_of_all_its_units_and_reminds_about_itself() -> None:
    card = measure(givens.overview(2, 2), MeasureId(1), WORDS, key=KEY)

    assert {"Person 1001", "Person 2001"} <= set(shown(card))
    assert data(buttons(card)["Påminn om åtgärden (2)"])["measure"] == 1
    assert data(buttons(card)["Tillbaka"])["by"] == "measure"


def test_however_much_there_is_to_do_six_buttons_are_seen_and_reminding_is_the_first() -> None:
    view = givens.overview(40, 2)
    places = {Place.SENT: 9}

    card = overview(view, WORDS, key=KEY, today=givens.TODAY, page=1, places=places)

    seen = [str(each["title"]) for each in seen_buttons(card.content["body"])]
    assert seen[:3] == ["Föregående", "Nästa", "Påminn alla som inte svarat (40)"]
    assert len(seen) == 6


def test_forty_units_with_three_hundred_activities_each_fit_on_every_page() -> None:
    view = givens.overview(40, 300, name="Byt ut alla armaturer i trapphusen och kallförråden")

    pages = [
        overview(view, WORDS, key=KEY, today=givens.TODAY, page=page, at=givens.ANSWERED_AT)
        for page in range(4)
    ]
    names = [unit(view, OrgUnitId(1), WORDS, key=KEY, page=page) for page in (0, 7, 14)]

    assert all(len(card.json) < 40_000 for card in [*pages, *names])


def test_units_that_nobody_leads_are_told_when_managers_are_to_be_told() -> None:
    view = replace(givens.overview(2, 2), unled=tuple(givens.org_unit(n, f"Enhet {n}") for n in range(1, 9)))

    texts = shown(overview(view, WORDS, key=KEY, today=givens.TODAY))

    assert (
        "⚠ 8 enheter saknar chef: Enhet 1, Enhet 2, Enhet 3, Enhet 4, Enhet 5 och 3 till."
        " Ge någon i enheten rollen ”Enhetschef” i planen."
    ) in texts


def test_a_unit_leads_to_its_activities_which_can_be_changed_from_there() -> None:
    card = unit(givens.overview(1, 2), OrgUnitId(1), WORDS, key=KEY)

    assert buttons(card)["Ändra en aktivitet"]["data"] == {"round": 7, "find": "Enhet 01", "page": 0}
