"""The director's card, its two continuations and its twin in plain text."""

from cards import charts
from cards.summary import answered, off_track, states, summary
from cards.summary_text import as_text
from cards.verbs import Verb
from cards.words import Words
from domain.answers import Progress
from domain.people import Language
from domain.rounds import RoundState
from domain.summary.compiled import summarise
from tests.cards import givens
from tests.cards.gallery import buttons, of_type, shown

WORDS = Words()


def test_the_card_begins_with_how_many_have_answered_of_all() -> None:
    card = summary(givens.summary(2, 6), WORDS, municipality="Borlänge kommun")

    assert shown(card)[:3] == [
        "Borlänge kommun · Delårsbokslut 2023",
        "Kommundirektörens sammanställning",
        "10 av 12 aktiviteter besvarade (83\u00a0%)",
    ]


def test_the_figures_are_preliminary_until_the_round_has_closed() -> None:
    line = "Preliminärt: svaren kan ändras fram till tisdag 19 september kl. 16.00."

    still_open = summary(givens.summary(), WORDS, municipality="Borlänge")
    closed = summary(givens.summary(state=RoundState.CLOSED), WORDS, municipality="Borlänge")

    assert line in shown(still_open)
    assert not any(text.startswith("Preliminärt") for text in shown(closed))
    assert "Slutlig: uppföljningen stängde 19 september 2023." in shown(closed)


def test_shares_are_of_all_and_the_missing_has_a_row_of_its_own() -> None:
    view = givens.summary(1, 6)

    assert states(view.whole, WORDS) == [
        ("○ Inte påbörjad", "1 (17\u00a0%)"),
        ("● Enligt plan", "1 (17\u00a0%)"),
        ("▲ Försenad", "1 (17\u00a0%)"),
        ("✔ Klar", "1 (17\u00a0%)"),
        ("✕ Avbruten", "1 (17\u00a0%)"),
        ("– Inget svar", "1 (17\u00a0%)"),
    ]


def test_the_donut_has_the_figures_and_the_colours_of_the_states() -> None:
    card = summary(givens.summary(1, 6), WORDS, municipality="Borlänge")

    (donut,) = of_type(card, "Chart.Donut")
    slices = donut["data"]
    assert isinstance(slices, list)
    assert [(each["value"], each["color"]) for each in slices if isinstance(each, dict)] == [
        (1, "categoricalBlue"),
        (1, "good"),
        (1, "warning"),
        (1, "categoricalTeal"),
        (1, "attention"),
        (1, "neutral"),
    ]


def test_every_state_has_a_colour_of_its_own_in_charts() -> None:
    slices = charts.slices(givens.summary(1, 6).whole, WORDS)

    assert len({each.colour for each in slices}) == len(slices) == 6


def test_a_units_figures_stand_as_text_too() -> None:
    card = summary(givens.summary(2, 6, text="enhet"), WORDS, municipality="Borlänge")

    texts = [text.replace("\u2060", "").replace("\u00a0", " ") for text in shown(card)]
    assert "1 enhet" in texts
    assert (
        "○ 1 inte påbörjad · ● 1 enligt plan · ▲ 1 försenad · ✔ 1 klar · ✕ 1 avbruten · – 1 utan svar"
    ) in texts


def test_what_needs_a_decision_comes_first_and_each_only_once() -> None:
    calm = givens.item(1, givens.statement(Progress.DELAYED), text="Försenad")
    urgent = givens.item(2, givens.statement(Progress.DROPPED, needs_decision=True), text="Avbruten")
    fine = givens.item(3, givens.statement(Progress.DONE), text="Klar")
    view = summarise(givens.follow_up_round(), (calm, urgent, fine))

    titles = [text for text in shown(off_track(view, WORDS)) if text.startswith("1.")]

    assert titles == ["1.2 Avbruten", "1.1 Försenad"]


def test_a_deviation_tells_whose_it_is_why_and_what_comes_next() -> None:
    late = givens.item(1, givens.statement(Progress.DELAYED, "Anbuden dröjer.", needs_decision=True))
    view = summarise(givens.follow_up_round(), (late,))

    assert shown(off_track(view, WORDS))[3:] == [
        "1.1 Byt lampor i trapphusen",
        "▲ Försenad · 40\u00a0%",
        "◆ Behöver beslut",
        "Tunabyggen · Karin Ståhlberg",
        "Hinder: Pengar. Anbuden dröjer.",
        "Nästa steg: Anbuden dröjer.",
    ]


def test_with_nothing_off_track_the_card_says_so() -> None:
    view = summarise(givens.follow_up_round(), (givens.item(1, givens.statement()),))

    card = summary(view, WORDS, municipality="Borlänge")

    assert "Inget är försenat eller avbrutet, och inget behöver beslut." in shown(card)
    assert Verb.SHOW_OFF_TRACK not in {button["verb"] for button in buttons(card).values()}


def test_the_first_card_shows_three_deviations_and_leads_to_the_rest() -> None:
    view = givens.summary(4, 6)

    card = summary(view, WORDS, municipality="Borlänge")

    total = len({*view.off_track, *view.decisions})
    assert buttons(card)[f"Visa alla {total}"]["verb"] == Verb.SHOW_OFF_TRACK


def test_hundreds_of_deviations_are_all_found_on_some_page() -> None:
    view = givens.summary(40, 20)
    total = len({*view.off_track, *view.decisions})
    pages = -(-total // 8)

    titles = {
        text
        for page in range(pages)
        for text in shown(off_track(view, WORDS, page=page))
        if "Byt lampor" in text and text[0].isdigit() and "." in text.split()[0]
    }

    assert total > 200
    assert len(titles) == total


def test_every_measure_is_found_on_some_page() -> None:
    view = givens.summary(2, 17, text="vi gör detta")

    pages = [summary(view, WORDS, municipality="Borlänge", page=page) for page in (1, 2)]

    texts = [text for page in pages for text in shown(page)]
    assert [text for text in texts if text.endswith("detta")] == [f"{n} vi gör detta" for n in range(1, 18)]
    assert shown(pages[0])[1] == "Per åtgärd"


def test_with_many_units_they_too_are_on_the_later_pages() -> None:
    view = givens.summary(12, 3, text="enhet")

    first = summary(view, WORDS, municipality="Borlänge")
    second = summary(view, WORDS, municipality="Borlänge", page=1)

    assert "Per enhet" not in shown(first)
    assert shown(second)[1] == "Per enhet och åtgärd"
    assert "1 enhet" in shown(second)


def test_the_repeated_answers_are_counted_apart() -> None:
    view = summarise(givens.follow_up_round(), (givens.item(1, givens.statement(), unchanged=True),))

    card = summary(view, WORDS, municipality="Borlänge")

    assert "1 svar är oförändrat sedan förra gången." in shown(card)


def test_a_round_without_activities_is_told_in_words_alone() -> None:
    view = summarise(givens.follow_up_round(), ())

    card = summary(view, WORDS, municipality="Borlänge")

    assert answered(view, WORDS) == "Det finns inga aktiviteter att följa upp."
    assert of_type(card, "Chart.Donut", "Chart.HorizontalBar.Stacked") == []


def test_the_text_twin_has_every_unit_measure_and_deviation() -> None:
    view = givens.summary(3, 6)

    text = as_text(view, Words(language=Language.ENGLISH), "Borlänge")

    assert "15 of 18 activities answered (83%)" in text
    assert all(f"   {unit.name}: " in text for unit, _ in view.by_unit)
    assert all(f"   {measure.number} {measure.title}: " in text for measure, _ in view.by_measure)
    assert text.count("Next step: ") == len({*view.off_track, *view.decisions})
