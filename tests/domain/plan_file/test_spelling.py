"""Which spellings mean the same name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.plan_file.spelling import same_name, suggestions

UNITS = ("Bildningssektorn", "Sociala sektorn", "Samhällsbyggnadssektorn", "Borlänge Energi", "Hushagen")
NAMES = st.lists(st.text(max_size=30), max_size=6)


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("Hushage", "Hushagen"),
        ("HUSHAGEN", "Hushagen"),
        ("Samhällsbyggnads-sektorn", "Samhällsbyggnadssektorn"),
        ("Samhällsbyggnads sektorn", "Samhällsbyggnadssektorn"),
        ("Bildningsektorn", "Bildningssektorn"),
        ("Borlänge  energi", "Borlänge Energi"),
        ("Borlänge Energi AB", "Borlänge Energi"),
    ],
)
def test_a_slip_of_the_pen_means_the_name(found: str, meant: str) -> None:
    assert same_name(found, UNITS) == meant


@pytest.mark.parametrize(
    ("found", "names"),
    [
        ("Västra området", ("Östra området",)),
        ("Förskola Nord 1", ("Förskola Nord 2",)),
        ("Tunabyggen", UNITS),
        ("VA", ("VB",)),
        ("", UNITS),
        ("Skolan i norrr", ("Skolan i norr", "Skolan i norra")),
    ],
)
def test_what_may_mean_something_else_is_not_guessed(found: str, names: tuple[str, ...]) -> None:
    assert same_name(found, names) is None


def test_an_enormous_name_is_not_compared() -> None:
    assert same_name("h" * 100_000, UNITS) is None
    assert suggestions("h" * 100_000, UNITS) == UNITS


def test_the_likeliest_name_is_suggested_first_and_none_is_left_out() -> None:
    found = suggestions("Hushagens bolag", UNITS)

    assert found[0] == "Hushagen"
    assert set(found) == set(UNITS)


@given(names=NAMES)
def test_a_name_in_the_list_always_means_itself(names: list[str]) -> None:
    assert all(same_name(name, names) == name for name in names)


@given(found=st.text(max_size=30), names=NAMES)
def test_only_names_in_the_list_are_chosen(found: str, names: list[str]) -> None:
    assert same_name(found, names) in {None, *names}
