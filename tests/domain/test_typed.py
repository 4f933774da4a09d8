"""Reading what was typed in a field."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.typed import as_typed, day_of, is_ambiguous, link_of, number_of, percentage_of

NUMBERS = st.decimals(
    min_value=-99_999_999_999, max_value=99_999_999_999, places=3, allow_nan=False, allow_infinity=False
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1 200", "1200"),
        ("1\u00a0200,5", "1200.5"),
        ("1\u202f200\u202f300", "1200300"),
        ("-3", "-3"),
        ("\N{MINUS SIGN}3", "-3"),
        ("+3", "3"),
        ("0,125", "0.125"),
        ("0,0", "0"),
        (" 312  kWh ", "312"),
        ("312 KWH", "312"),
        ("12345,6", "12345.6"),
    ],
)
def test_a_number_is_read_as_it_is_written(typed: str, number: str) -> None:
    assert number_of(typed, "kWh") == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    ["", "abc", "12,", ",5", "1e5", "٤", "1 20", "12 3456", "1,2,3", "--3", "12 MWh", "9" * 12, "Infinity"],
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert number_of(typed, "kWh") is None


@pytest.mark.parametrize("typed", ["1.200", "1,200", "12.500", "-1,200", "1,200 kWh"])
def test_a_number_that_can_be_read_in_two_ways_is_none(typed: str) -> None:
    assert is_ambiguous(typed, "kWh")
    assert number_of(typed, "kWh") is None


@given(NUMBERS)
def test_a_number_that_is_typed_again_is_the_same(number: Decimal) -> None:
    assert number_of(as_typed(number)) == number


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("https://borlange.se", "https://borlange.se"),
        ("http://intranet/rapport?id=1#sida", "http://intranet/rapport?id=1#sida"),
        ("HTTPS://BORLANGE.SE", "HTTPS://BORLANGE.SE"),
        ("www.borlange.se/solel", "https://www.borlange.se/solel"),
        ("borlange.sharepoint.com:443/x", "https://borlange.sharepoint.com:443/x"),
        ("https://å.se/åäö", "https://å.se/åäö"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
    ],
)
def test_an_address_on_the_web_is_a_link(typed: str, link: str) -> None:
    assert link_of(typed) == link


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "rapporten",
        "12.5",
        "kl. 12.30",
        "se borlange.se",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://borlange.se",
        "https://",
        "https:///borlange.se",
        "https://borlange.se@ond.example",
        "https://u:p@borlange.se",
        "http://[::1",
        "http://a:99999",
        "http://a:0",
        "https://borlange.se/a b",
        'https://borlange.se/"x',
        "https://borlange.se/\n",
        "https://borlange.se/<script>",
        "https://borlange.se/" + "x" * 500,
    ],
)
def test_nothing_else_is_a_link(typed: str) -> None:
    assert link_of(typed) is None


@pytest.mark.parametrize("typed", ["2024-02-29", "2023-08-31"])
def test_a_day_is_read_as_a_date_field_sends_it(typed: str) -> None:
    assert day_of(typed) == date.fromisoformat(typed)


@pytest.mark.parametrize("typed", ["", "2023-02-29", "2023-8-31", "31/8 2023", "2023-W35-4", "٢٠٢٣-08-31"])
def test_nothing_else_is_a_day(typed: str) -> None:
    assert day_of(typed) is None


@given(st.text(), st.text(max_size=5))
def test_no_text_is_too_strange_to_be_read(text: str, unit: str) -> None:
    number_of(text, unit)
    link = link_of(text)

    assert percentage_of(text) in {None, *range(101)}
    assert link is None or link.lower().startswith(("http://", "https://"))
    assert day_of(text) is None or len(text) == len("2023-08-31")
