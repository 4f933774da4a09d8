"""The documents call things what the cards call them."""

import pytest

from cards import next_year_words, progress, promises, rounds
from cards.summary import indicators as indicator_cards
from cards.words import Words
from domain.answers import NextYear, ObstacleKind, Progress, PromiseFate
from domain.people import Language
from domain.rounds import Occasion
from domain.summary.indicators import PathState
from reports import names
from reports.narrative import indicators

EVERY_LANGUAGE = pytest.mark.parametrize("words", [Words(language=each) for each in Language])


@EVERY_LANGUAGE
@pytest.mark.parametrize("state", [*Progress, None])
def test_a_state_is_called_and_marked_as_on_the_cards(state: Progress | None, words: Words) -> None:
    assert names.labelled(state, words) == progress.label(state, words)


@EVERY_LANGUAGE
def test_obstacles_occasions_promises_and_wishes_are_called_as_on_the_cards(words: Words) -> None:
    assert [names.obstacle(each, words) for each in ObstacleKind] == [
        progress.obstacle_word(each, words) for each in ObstacleKind
    ]
    assert [names.occasion(each, words) for each in Occasion] == [
        rounds.occasion_word(each, words) for each in Occasion
    ]
    assert [names.promise(each, words) for each in PromiseFate] == [
        promises.word(each, words) for each in PromiseFate
    ]
    assert [names.next_year(each, words) for each in NextYear] == [
        next_year_words.next_year_word(each, words) for each in NextYear
    ]


@EVERY_LANGUAGE
@pytest.mark.parametrize("state", PathState)
def test_an_indicators_state_is_called_and_marked_as_on_the_cards(state: PathState, words: Words) -> None:
    assert indicators.state_word(state, words) == indicator_cards.state_word(state, words)
    assert indicators.SYMBOLS[state] == indicator_cards.LOOKS[state][0]
