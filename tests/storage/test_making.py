"""Objects that are made quickly are like all others."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, fields, replace

import pytest

from domain.answers import Progress, Statement
from storage.making import quickly

quick_statement = quickly(Statement)
USUAL = Statement(progress=Progress.DELAYED, percent=40, comment="Två av fem tak är färdiga.")


def made() -> Statement:
    """The usual one, made quickly."""
    return quick_statement(progress=Progress.DELAYED, percent=40, comment="Två av fem tak är färdiga.")


def test_it_is_equal_to_one_that_is_made_as_usual() -> None:
    assert type(made()) is Statement
    assert made() == USUAL
    assert hash(made()) == hash(USUAL)
    assert repr(made()) == repr(USUAL)


def test_it_has_what_nobody_has_given() -> None:
    assert [getattr(made(), each.name) for each in fields(Statement)] == [
        getattr(USUAL, each.name) for each in fields(Statement)
    ]


def test_it_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        made().percent = 50  # type: ignore[misc] # what must not be done


def test_it_is_changed_and_copied_as_usual() -> None:
    assert replace(made(), percent=50) == replace(USUAL, percent=50)
    assert pickle.loads(pickle.dumps(made())) == USUAL  # noqa: S301 - it is our own
    assert copy.deepcopy(made()) == USUAL


def test_a_field_may_be_called_anything() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Thing:
        kind: str
        new: int = 3
        make: str = "x"

    assert quickly(Thing)(kind="a", make="b") == Thing(kind="a", make="b")


def test_a_field_without_a_usual_value_must_be_given() -> None:
    with pytest.raises(TypeError):
        quick_statement(percent=40)  # type: ignore[call-arg] # what must not be done
