"""Finding what looks like a personal identity number or a telephone number, and nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from domain.personal_data import has_identity_number, has_telephone_number

DAYS = st.dates(min_value=date(1890, 1, 1), max_value=date(2030, 12, 31))
SERIALS = st.integers(min_value=0, max_value=999)
WORDS = st.text(st.characters(categories=["L", "P", "Zs"]), max_size=20)


def identity_number(born: date, serial: int, *, added_to_day: int = 0, hyphen: str = "-") -> str:
    """With ten digits, the last of which is the check digit."""
    begins = f"{born:%y%m}{born.day + added_to_day:02}"
    return f"{begins}{hyphen}{serial:03}{luhn.calc_check_digit(f'{begins}{serial:03}')}"


@given(DAYS, SERIALS, st.sampled_from(["-", "+", "", " ", "\N{EN DASH}"]), st.sampled_from([0, 60]), WORDS)
def test_every_identity_number_is_found_wherever_it_stands(
    born: date, serial: int, hyphen: str, added: int, word: str
) -> None:
    number = identity_number(born, serial, added_to_day=added, hyphen=hyphen)

    assert has_identity_number(f"{word} {number} {word}")
    assert has_identity_number(f"{word}({born.year // 100}{number}){word}")


@given(DAYS, SERIALS)
def test_a_wrong_check_digit_is_no_identity_number(born: date, serial: int) -> None:
    number = identity_number(born, serial)
    wrong = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"

    assert not has_identity_number(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "556036-0793",  # an organisation
        "2120002239",
        "851309-9805",
        "850700-9805",
        "850732-9805",
        "1850709-98050",
        "73850709-9805123",
    ],
)
def test_other_long_numbers_are_no_identity_numbers(text: str) -> None:
    assert not has_identity_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ring 070-123 45 67.",
        "0701234567",
        "+46 70 123 45 67",
        "0046701234567",
        "växeln 0243-740 00",
        "08-123 456 78",
        "+358 40 1234567",
        "(0243) 740 00",
    ],
)
def test_telephone_numbers_are_found(text: str) -> None:
    assert has_telephone_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023-08-31",
        "den 31/8 2023",
        "20230831",
        "230831",
        "Dnr KS 2023/1234",
        "dnr 2023-0456",
        "MN 0456/2023",
        "1 200 000 kr",
        "12 500 000",
        "100 000 000 kronor",
        "0,5 procent och 12,75 MWh",
        "kl. 08.00-16.00",
        "08:00–16:30",
        "åtgärd 1.2 och aktivitet 10.11",
        "2024–2030",
        "40 % av 312 MWh",
        "konto 4010-2020",
        "fastigheten Tjärna 1:23",
        "781 70 Borlänge",
        "SS-EN ISO 14001:2015",
        "v. 34–36",
    ],
)
def test_dates_amounts_and_record_numbers_are_neither(text: str) -> None:
    assert not has_telephone_number(text)
    assert not has_identity_number(text)


@given(st.dates(), st.integers(min_value=1, max_value=9999), st.integers(min_value=0, max_value=10**9))
def test_no_date_record_number_or_amount_is_taken_for_either(day: date, record: int, amount: int) -> None:
    year = max(day.year, 1900)
    text = f"{year}-{day:%m-%d}, {year}/{record}, {f'{amount:,}'.replace(',', ' ')} kr."

    assert not has_telephone_number(text)
    assert not has_identity_number(text)


@given(st.text())
def test_no_text_is_too_strange_to_be_searched(text: str) -> None:
    assert has_identity_number(text) in {True, False}
    assert has_telephone_number(text) in {True, False}
