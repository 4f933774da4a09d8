"""What comes of a statement is asked for in the same words as SQLAlchemy's own results."""

import pytest
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

from storage.found import Found

NONE, ONE, TWO = Found([]), Found([("a", 1)]), Found([("a", 1), ("b", 2)])


def test_rows_come_in_their_order_as_often_as_they_are_asked_for() -> None:
    assert list(TWO) == list(TWO) == TWO.all() == [("a", 1), ("b", 2)]


def test_the_first_of_none_is_none() -> None:
    assert (NONE.first(), TWO.first()) == (None, ("a", 1))


def test_the_first_values_are_values_and_no_rows() -> None:
    assert TWO.scalars().all() == ["a", "b"]


def test_the_only_one_is_that_one_and_no_other() -> None:
    assert (ONE.one(), ONE.scalar_one(), ONE.scalar_one_or_none()) == (("a", 1), "a", "a")
    assert NONE.scalar_one_or_none() is None
    with pytest.raises(NoResultFound):
        NONE.one()
    for asked in (TWO.one, TWO.one_or_none, TWO.scalar_one):
        with pytest.raises(MultipleResultsFound):
            asked()
