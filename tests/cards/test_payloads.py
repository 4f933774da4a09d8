"""What comes back from cards may be anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.fields import PayloadError, text_of
from cards.payloads import data_of, item_of, sending_of, unit_of, worklist_of
from tests.cards.gallery import ITEM

WHOLE = data_of(ITEM)
json_values = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()


@pytest.mark.parametrize("value", [None, -1, 2**31, 1.5, True, "1; DROP", "١", "", [], {}])
def test_an_id_that_no_card_sends_is_refused(value: object) -> None:
    with pytest.raises(PayloadError):
        item_of({**WHOLE, "item": value})  # type: ignore[dict-item]


@pytest.mark.parametrize("key", ["x" * 65, "a\nb", "\u202e"])
def test_a_key_that_no_card_sends_is_refused(key: str) -> None:
    with pytest.raises(PayloadError):
        item_of({**WHOLE, "once": key})


def test_a_number_sent_as_text_is_the_number() -> None:
    assert item_of({**WHOLE, "item": "3"}) == ITEM


@pytest.mark.parametrize("key", ["x" * 81, "a\nb", "\u202e", {}])
def test_a_sending_that_no_card_names_is_refused(key: object) -> None:
    with pytest.raises(PayloadError):
        sending_of({"round": 7, "sending": key})  # type: ignore[dict-item]


@given(data=st.dictionaries(st.sampled_from([*WHOLE, "unit", "sending"]), json_values))
def test_whatever_is_sent_is_either_read_or_refused(data: dict[str, bool | int | float | str | None]) -> None:
    for parse in (worklist_of, item_of, unit_of, sending_of):
        try:
            parse(dict(data))
        except PayloadError as error:
            assert error.args  # noqa: PT017 - refused by name is one of the two good outcomes


def test_a_field_left_out_is_empty_text() -> None:
    assert text_of({}, "comment") == ""


def test_a_list_is_no_text() -> None:
    with pytest.raises(PayloadError, match="comment"):
        text_of({"comment": ["a"]}, "comment")
