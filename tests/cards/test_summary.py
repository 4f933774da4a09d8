"""The director's card, the pages behind it and its twin in plain text."""

import pytest

from cards import charts
from cards.card import Card
from cards.summary import breakdown, front, standing
from cards.summary.answers import ITEMS_ON_A_PAGE
from cards.summary.payloads import Screen, summary_of
from cards.summary_text import as_text
from cards.verbs import Verb
from cards.words import Words
from domain.answers import Progress
from domain.people import Language
from domain.rounds import RoundState
from domain.summary.selection import EVERYTHING, NOTEWORTHY
from domain.worklist import WorkItem
from tests.cards import givens
from tests.cards.gallery import buttons, of_type, shown
from tests.cards.summary_gallery import listed, view
from tests.summaries import counted_of
from tests.summaries import summary_of as compiled

WORDS = Words()


def card_of(*items: WorkItem) -> Card:
    return front.summary(compiled(givens.follow_up_round(), items), WORDS, municipality="Borlänge")


def test_the_card_begins_with_how_many_have_answered_of_all() -> None:
    card = front.summary(givens.summary(2, 6), WORDS, municipality="Borlänge kommun")

    assert shown(card)[:3] == [
        "Borlänge kommun · Delårsbokslut 2023",
        "Kommundirektörens sammanställning",
        "10 av 12 aktiviteter besvarade (83\u00a0%)",
    ]


def test_the_figures_are_preliminary_until_the_round_has_closed() -> None:
    line = "Preliminärt: svaren kan ändras fram till tisdag 19 september kl. 16.00."

    still_open = front.summary(givens.summary(), WORDS, municipality="Borlänge")
    closed = front.summary(givens.summary(state=RoundState.CLOSED), WORDS, municipality="Borlänge")

    assert line in shown(still_open)
    assert not any(text.startswith("Preliminärt") for text in shown(closed))
    assert "Slutlig: uppföljningen stängde 19 september 2023." in shown(closed)


def test_every_page_says_that_the_figures_are_preliminary() -> None:
    card = breakdown.breakdown(view(givens.items(), Screen.BY_UNIT), WORDS)

    assert shown(card)[0] == "Delårsbokslut 2023 · Preliminärt"


def test_shares_are_of_all_and_the_missing_has_a_row_of_its_own() -> None:
    assert standing.states(counted_of(givens.items(1, 6)).whole, WORDS) == [
        ("○ Inte påbörjad", "1 (17\u00a0%)"),
        ("● Enligt plan", "1 (17\u00a0%)"),
        ("▲ Försenad", "1 (17\u00a0%)"),
        ("✔ Klar", "1 (17\u00a0%)"),
        ("✕ Avbruten", "1 (17\u00a0%)"),
        ("– Inget svar", "1 (17\u00a0%)"),
    ]


def test_the_donut_has_the_figures_and_the_colours_of_the_states() -> None:
    card = front.summary(givens.summary(1, 6), WORDS, municipality="Borlänge")

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
    slices = charts.slices(counted_of(givens.items(1, 6)).whole, WORDS)

    assert len({each.colour for each in slices}) == len(slices) == 6


def test_obstacles_are_counted_across_the_units() -> None:
    items = [
        givens.item(1, givens.statement(Progress.DELAYED), unit=givens.org_unit(1, "Tunabyggen")),
        givens.item(2, givens.statement(Progress.DROPPED), unit=givens.org_unit(2, "Sektor bildning")),
    ]

    assert "Pengar: 2 aktiviteter i 2 enheter" in shown(card_of(*items))


def test_what_needs_a_decision_comes_first_and_each_only_once() -> None:
    calm = givens.item(1, givens.statement(Progress.DELAYED), text="Försenad")
    urgent = givens.item(2, givens.statement(Progress.DROPPED, needs_decision=True), text="Avbruten")
    fine = givens.item(3, givens.statement(Progress.DONE), text="Klar")

    titles = [text for text in shown(card_of(calm, urgent, fine)) if text.startswith("1.")]

    assert titles == ["1.2 Avbruten", "1.1 Försenad"]


def test_a_deviation_tells_whose_it_is_why_and_what_comes_next() -> None:
    late = givens.item(1, givens.statement(Progress.DELAYED, "Anbuden dröjer.", needs_decision=True))

    texts = shown(listed((late,), WORDS, NOTEWORTHY))

    assert texts[texts.index("1.1 Byt lampor i trapphusen") :] == [
        "1.1 Byt lampor i trapphusen",
        "▲ Försenad · 40\u00a0%",
        "◆ Behöver beslut",
        "Tunabyggen · Karin Ståhlberg",
        "Sparat torsdag 24 augusti kl. 09.05 av Karin Ståhlberg",
        "Hinder: Pengar. Anbuden dröjer.",
        "Nästa steg: Anbuden dröjer.",
    ]


def test_a_missing_answer_is_listed_as_such_with_how_it_stood_last_time() -> None:
    texts = shown(listed((givens.item(1, previous=givens.statement(Progress.DELAYED)),), WORDS))

    assert texts[-3:] == [
        "– Inget svar",
        "Tunabyggen · Karin Ståhlberg",
        "Förra gången: ▲ Försenad · 40\u00a0%",
    ]


def test_with_nothing_off_track_the_card_says_so() -> None:
    card = card_of(givens.item(1, givens.statement()))

    assert "Inget är försenat eller avbrutet, och inget behöver beslut." in shown(card)
    assert not any(title.startswith("Visa alla") for title in buttons(card))


def test_the_first_card_shows_three_deviations_and_leads_to_the_rest() -> None:
    summary = givens.summary(4, 6)

    card = front.summary(summary, WORDS, municipality="Borlänge")

    assert len(summary.deviations) == 3
    button = buttons(card)[f"Visa alla {summary.counted.noteworthy}"]
    assert button["verb"] == Verb.LOOK_IN_SUMMARY
    data = button["data"]
    assert isinstance(data, dict)
    assert summary_of(data).stop.selection == NOTEWORTHY


def test_hundreds_of_answers_are_all_found_on_some_page() -> None:
    items = givens.items(40, 20)
    pages = -(-len(items) // ITEMS_ON_A_PAGE)

    titles = {
        text
        for page in range(pages)
        for text in shown(listed(items, WORDS, EVERYTHING, page=page))
        if "Byt lampor" in text and text[0].isdigit() and "." in text.split()[0]
    }

    assert len(titles) == len(items)


@pytest.mark.parametrize("screen", [Screen.BY_MEASURE, Screen.BY_UNIT])
def test_every_unit_and_measure_is_found_on_some_page_with_its_worst_state(screen: Screen) -> None:
    items = givens.items(17, 17, text="detta")

    pages = [breakdown.breakdown(view(items, screen, page=page), WORDS) for page in (0, 1)]

    texts = [text for page in pages for text in shown(page)]
    assert sorted(text for text in texts if text.endswith("detta ›")) == sorted(
        f"{number} detta ›" for number in range(1, 18)
    )
    assert any(text.startswith("✕ Avbruten, ") for text in texts)


def test_a_row_says_its_worst_state_and_all_its_figures() -> None:
    items = [givens.item(number, givens.statement(state)) for number, state in enumerate(Progress, start=1)]

    card = breakdown.breakdown(view((*items, givens.item(9)), Screen.BY_UNIT), WORDS)

    texts = [text.replace("\u2060", "").replace("\u00a0", " ") for text in shown(card)]
    assert "✕ Avbruten, 1 av 6" in texts
    assert (
        "○ 1 inte påbörjad · ● 1 enligt plan · ▲ 1 försenad · ✔ 1 klar · ✕ 1 avbruten · – 1 utan svar"
    ) in texts


def test_the_repeated_answers_are_counted_apart() -> None:
    card = card_of(givens.item(1, givens.statement(), unchanged=True))

    assert "1 svar är oförändrat sedan förra gången." in shown(card)


def test_a_round_without_activities_is_told_in_words_alone() -> None:
    card = card_of()

    assert "Det finns inga aktiviteter att följa upp." in shown(card)
    assert of_type(card, "Chart.Donut", "Chart.HorizontalBar.Stacked", "Action.Execute") == []


def test_one_answer_is_told_in_the_singular() -> None:
    texts = shown(card_of(givens.item(1, givens.statement(Progress.DELAYED))))

    assert "1 av 1 aktiviteter besvarade (100\u00a0%)" in texts
    assert "Pengar: 1 aktivitet i 1 enhet" in texts


def test_the_text_twin_has_every_unit_measure_and_deviation() -> None:
    items = givens.items(3, 6)
    summary = compiled(givens.follow_up_round(), items, previous=givens.earlier_round(), deviations=99)

    text = as_text(summary, Words(language=Language.ENGLISH), "Borlänge")

    assert "15 of 18 activities answered (83%)" in text
    assert "Since the annual accounts 2022:" in text
    assert all(f"   {unit.name}: " in text for unit, _ in summary.counted.by_unit)
    assert all(f"   {measure.number} {measure.title}: " in text for measure, _ in summary.counted.by_measure)
    assert text.count("Next step: ") == summary.counted.noteworthy
