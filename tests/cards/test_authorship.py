"""An answer that somebody else has given says so on every card and in every report."""

from dataclasses import replace
from datetime import date

from cards import authorship
from cards.overview import overview
from cards.summary import breakdown, front
from cards.summary.payloads import Screen
from cards.summary_text import as_text
from cards.words import Words
from domain import overview as overviews
from domain.answers import Answer, Progress
from domain.people import Language, PersonId
from domain.rounds import RoundState
from domain.summary.compiled import Summary
from domain.summary.selection import NOTEWORTHY
from domain.worklist import WorkItem
from tests.cards import givens
from tests.cards.gallery import KEY, shown
from tests.cards.summary_gallery import listed, view
from tests.summaries import summary_of

WORDS = Words()
ENGLISH = Words(language=Language.ENGLISH)


def own(*, unchanged: bool = False) -> tuple[WorkItem, Answer]:
    """Karin's own answer."""
    answer = givens.answer(givens.statement(Progress.DELAYED), unchanged=unchanged)
    return replace(givens.item(1), answer=answer, answered_by_name="Karin Ståhlberg"), answer


def given(*, answered_for: int = 1, name: str = "Karin Ståhlberg") -> tuple[WorkItem, Answer]:
    """What Maja has answered instead of Karin, or of somebody who owns it together with her."""
    item, answer = own()
    answer = replace(
        answer, answered_by=PersonId(9), answered_for=PersonId(answered_for), reason="Hon är på resa."
    )
    named = replace(item, answer=answer, answered_by_name="Maja Lind", answered_for_name=name)
    return named, answer


def compiled(*items: WorkItem) -> Summary:
    return summary_of(givens.follow_up_round(RoundState.CLOSED), items)


def test_an_own_answer_is_saved_by_its_owner() -> None:
    assert authorship.saved(*own(), WORDS) == "Sparat torsdag 24 augusti kl. 09.05 av Karin Ståhlberg"


def test_an_unchanged_answer_says_so() -> None:
    assert authorship.saved(*own(unchanged=True), WORDS).startswith("Oförändrat · Sparat")


def test_an_answer_for_somebody_says_by_whom_for_whom_and_why() -> None:
    assert authorship.saved(*given(), WORDS) == (
        "Svarat torsdag 24 augusti kl. 09.05 av Maja Lind för Karin Ståhlberg · Hon är på resa."
    )


def test_the_director_reads_who_answered_for_whom_but_not_why() -> None:
    [item, _] = given()

    texts = shown(listed((item,), WORDS, NOTEWORTHY))

    assert "Tunabyggen · svarat av Maja Lind för Karin Ståhlberg" in texts
    assert not any("på resa" in text for text in texts)


def test_the_owner_is_named_too_when_it_was_for_a_co_owner() -> None:
    [item, _] = given(answered_for=2, name="Olle Berg")

    assert "Tunabyggen · Karin Ståhlberg · svarat av Maja Lind för Olle Berg" in shown(
        listed((item,), WORDS, NOTEWORTHY)
    )


def test_an_own_answer_names_only_the_owner() -> None:
    assert "Tunabyggen · Karin Ståhlberg" in shown(listed((own()[0],), WORDS, NOTEWORTHY))


def test_every_report_counts_what_is_unchanged_and_what_somebody_else_answered() -> None:
    summary = compiled(given()[0], own(unchanged=True)[0])
    said = (
        "1 svar är oförändrat sedan förra gången. 1 svar har en miljöstrateg lämnat i den ansvarigas ställe."
    )

    assert said in shown(front.summary(summary, WORDS, municipality="Borlänge"))
    assert said in as_text(summary, WORDS, "Borlänge")
    assert said in shown(
        overview(seen(given()[0], own(unchanged=True)[0]), WORDS, key=KEY, today=givens.TODAY)
    )


def seen(*items: WorkItem) -> overviews.Overview:
    karin = givens.person()
    return overviews.overview(givens.follow_up_round(), items, {karin.person_id: karin}, {})


def test_each_unit_and_measure_says_how_much_of_it_is_unchanged() -> None:
    card = breakdown.breakdown(view((own(unchanged=True)[0],), Screen.BY_MEASURE), ENGLISH)

    assert any(text.endswith("· of which 1 unchanged") for text in shown(card))


def test_a_new_end_date_and_the_evidence_are_told_with_the_deviation() -> None:
    item, answer = own()
    said = replace(
        answer.statement, new_end=date(2024, 3, 1), evidence="https://diariet.borlange.example/2023-17"
    )
    late = replace(item, answer=replace(answer, statement=said))

    texts = shown(listed((late,), WORDS, NOTEWORTHY))

    assert "Nytt slutdatum: 1 mars 2024" in texts
    assert "Underlag: https://diariet.borlange.example/2023-17" in texts
    assert "https://diariet.borlange.example/2023-17" in as_text(compiled(late), WORDS, "Borlänge")


def test_a_deviation_that_is_only_repeated_says_so_even_without_a_next_step() -> None:
    item, answer = own(unchanged=True)
    said = replace(answer, statement=replace(answer.statement, next_step=""))

    assert "Oförändrat sedan förra gången" in shown(listed((replace(item, answer=said),), WORDS, NOTEWORTHY))
    assert "Oförändrat sedan förra gången" not in shown(listed((item,), WORDS, NOTEWORTHY))
