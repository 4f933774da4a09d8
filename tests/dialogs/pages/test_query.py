"""An address says what a page shows, and the page's own links say it in the same way."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.pages.query import LONGEST_TEXT, Query, QueryError, query_of
from domain.answers import ObstacleKind, Progress
from domain.summary.selection import Order, Selection

numbers = st.none() | st.integers(1, 2**31 - 1)
states = st.sampled_from(
    [
        Selection(),
        Selection(is_missing=True),
        Selection(is_noteworthy=True),
        Selection(needs_decision=True),
        *(Selection(progress=each) for each in Progress),
    ]
)


selections = st.builds(
    lambda number, state, obstacle: replace(
        state,
        org_unit_id=number,
        measure_id=number,
        focus_area=number,
        strategic_priority=number,
        working_method=number,
        obstacle=obstacle,
        text="ord & mer=så?",
    ),
    numbers,
    states,
    st.none() | st.sampled_from(ObstacleKind),
)
queries = st.builds(
    Query,
    follow_up_round_id=numbers,
    selection=selections,
    order=st.sampled_from(Order),
    page=st.integers(0, 2**31 - 2),
)


@given(queries)
def test_an_address_leads_to_the_place_that_it_was_made_of(query: Query) -> None:
    assert query_of(dict(parse_qsl(urlsplit(query.address("#answers")).query))) == query


@given(
    st.dictionaries(
        st.sampled_from(
            ["round", "unit", "measure", "area", "priority", "method", "state", "obstacle", "order", "page"]
        ),
        st.text(max_size=12) | st.text("0123456789-+", max_size=12),
    )
)
def test_whatever_an_address_says_it_is_a_place_or_no_place(asked: dict[str, str]) -> None:
    try:
        query_of(asked)
    except QueryError:
        return


@given(st.text(max_size=300))
def test_words_are_one_short_line(text: str) -> None:
    words = query_of({"text": text}).selection.text

    assert len(words) <= LONGEST_TEXT
    assert words.isprintable()


@pytest.mark.parametrize("text", ["\x00", "a\nb", "\u202eabc", "  "])
def test_what_cannot_be_seen_is_not_searched_for(text: str) -> None:
    assert query_of({"text": text}).selection.text == " ".join(
        "".join(each if each.isprintable() else " " for each in text).split()
    )


def test_what_an_address_says_besides_is_passed_over() -> None:
    assert query_of({"utm_source": "x", "lang": "de"}) == Query()
