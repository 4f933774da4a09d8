"""How texts are found in the code."""

import pytest

from cards.gathering import NotLiteralError, in_python


def test_what_the_words_say_is_found() -> None:
    source = 'words.say("Hello {name}!", name=name)\nself.words.count("{n} day", "{n} days", left)'

    assert list(in_python(source)) == ["Hello {name}!", ("{n} day", "{n} days")]


def test_what_is_said_for_short_is_found() -> None:
    assert list(in_python('say = turn.words.say\nsay("Hello {name}!", name=name)')) == ["Hello {name}!"]


def test_what_words_found_in_passing_say_is_found() -> None:
    assert list(in_python('self._words(incoming, None).say("Sorry.")')) == ["Sorry."]


def test_a_text_inside_an_f_string_is_found() -> None:
    assert list(in_python("f\"{words.say('Hello')}!\"")) == ["Hello"]


def test_a_text_over_two_lines_is_one_text() -> None:
    assert list(in_python('words.say(\n    "One "\n    "two"\n)')) == ["One two"]


def test_what_a_person_says_in_the_demonstration_is_no_text_of_ours() -> None:
    assert list(in_python('strategist.say("läge")')) == []


def test_a_text_that_is_put_together_when_the_code_runs_is_refused() -> None:
    with pytest.raises(NotLiteralError, match=r"card\.py:1"):
        list(in_python("words.say(message)", "card.py"))
