"""What has happened since last time, in sentences."""

from dataclasses import replace

from cards.summary import stories
from cards.words import Words
from domain.answers import Progress, PromiseFate
from domain.rounds import RoundState
from domain.summary.compiled import Counted
from domain.worklist import WorkItem
from tests.cards import givens
from tests.summaries import counted_of

WORDS = Words()


def turned(number: int, now: Progress | None, before: Progress | None, text: str = "") -> WorkItem:
    return givens.item(
        number,
        givens.statement(now, text) if now else None,
        previous=givens.statement(before, text) if before else None,
    )


def test_what_has_changed_since_last_time_is_one_sentence_in_singular_and_plural() -> None:
    counted = counted_of(
        [
            turned(1, Progress.DELAYED, Progress.ON_TRACK),
            turned(2, Progress.DELAYED, Progress.NOT_STARTED),
            turned(3, Progress.ON_TRACK, Progress.DELAYED),
            turned(4, Progress.DONE, Progress.ON_TRACK),
            turned(5, Progress.ON_TRACK, Progress.ON_TRACK),
        ]
    )

    assert stories.changed(counted, givens.earlier_round(), WORDS) == [
        "Sedan årsbokslutet 2022: 2 har blivit försenade, 1 har kommit i fas och 1 har blivit klar."
    ]


def test_what_cannot_be_compared_is_told_with_how_much_it_is() -> None:
    counted = counted_of(
        [
            turned(1, Progress.ON_TRACK, Progress.ON_TRACK),
            turned(2, Progress.DELAYED, None),
            turned(3, None, Progress.DONE),
        ]
    )

    assert stories.changed(counted, givens.earlier_round(), WORDS) == [
        "Inget har ändrats sedan årsbokslutet 2022.",
        "2 aktiviteter går inte att jämföra: ett svar saknas nu eller då.",
    ]


def test_without_an_earlier_round_or_any_two_answers_nothing_is_said_to_have_changed() -> None:
    first = counted_of([turned(1, Progress.DELAYED, None)])

    assert stories.changed(first, None, WORDS) == ["Det finns ingen tidigare uppföljning att jämföra med."]
    assert stories.changed(first, givens.earlier_round(), WORDS) == [
        "Ingen aktivitet har svar både nu och i årsbokslutet 2022."
    ]
    assert stories.changed(Counted(), givens.earlier_round(), WORDS) == []


def test_an_earlier_round_that_is_still_open_may_change_what_is_compared() -> None:
    counted = counted_of([turned(1, Progress.ON_TRACK, Progress.ON_TRACK)])

    said = stories.changed(counted, givens.earlier_round(RoundState.OPEN), WORDS)

    assert said[-1] == "Årsbokslut 2022 är fortfarande öppet, så detta kan ändras."


def test_promises_are_told_as_kept_moved_given_up_or_not_spoken_of() -> None:
    def promise(number: int, fate: PromiseFate | None) -> WorkItem:
        item = turned(number, Progress.ON_TRACK, Progress.ON_TRACK, "Bygg.")
        assert item.answer is not None
        statement = replace(item.answer.statement, promise=fate)
        return replace(item, answer=replace(item.answer, statement=statement))

    fates = (PromiseFate.KEPT, PromiseFate.KEPT, PromiseFate.MOVED, PromiseFate.DROPPED, None)
    counted = counted_of([promise(number, fate) for number, fate in enumerate(fates, start=1)])

    assert stories.promised(counted.promises, WORDS) == (
        "Förra gången lovades 5 nästa steg: 2 är gjorda, 1 är framflyttat, 1 är släppt och 1 saknar besked."
    )
    assert stories.promised(Counted().promises, WORDS) == ""
