"""What was typed in a field, read as a percentage, a number, a day or a link; None when it is none."""

import re
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from domain.answers import HIGHEST_PERCENT, LONGEST_EVIDENCE

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# As many figures as every database keeps exactly.
NUMBER = re.compile(
    r"(?P<sign>[-+]?)(?P<whole>[0-9]{1,2}(?: [0-9]{3}){1,3}|[0-9]{3}(?: [0-9]{3}){1,2}|[0-9]{1,11})"
    r"(?:[.,](?P<part>[0-9]{1,4}))?"
)
# Two and a half thousand to some and two and a half to others: 2.500 and 2,500. Nobody writes 0,500 for 500.
AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
MINUS_SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-"})
SCHEMES = frozenset({"http", "https"})
# What nobody needs in an address, and what makes it look like another one.
NOT_IN_A_LINK = re.compile(r"[\s<>\"\\^`{}|\x00-\x1f\x7f]")
HOST_WITHOUT_SCHEME = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::[0-9]+)?(?:[/?#].*)?")


def percentage_of(text: str) -> int | None:
    """A whole number from 0 to 100, with or without its sign: 40, 40%, 40 %."""
    typed = _as_one_line(text).removesuffix("%").strip()
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= len(str(HIGHEST_PERCENT))
    return int(typed) if is_number and int(typed) <= HIGHEST_PERCENT else None


def number_of(text: str, unit: str = "") -> Decimal | None:
    """A number as it is written in Sweden, perhaps with its unit behind it: 12,5 and 1 200 kWh."""
    found = NUMBER.fullmatch(_bare(text, unit))
    if found is None or is_ambiguous(text, unit):
        return None
    whole = found["whole"].replace(" ", "")
    return Decimal(f"{found['sign']}{whole}.{found['part'] or 0}").normalize() + Decimal(0)


def is_ambiguous(text: str, unit: str = "") -> bool:
    """Whether a number can be read as thousands or as decimals."""
    return AMBIGUOUS.fullmatch(_bare(text, unit).lstrip("+-")) is not None


def as_typed(number: Decimal) -> str:
    """A number as somebody would type it, so that `number_of` reads the same from it."""
    text = f"{number:f}".replace(".", ",")
    return f"{text}0" if is_ambiguous(text) else text


def day_of(text: str) -> date | None:
    """A day as a date field sends it: 2024-03-01."""
    if not DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def link_of(text: str) -> str | None:
    """An address on the web, with the scheme that somebody left out; it is never fetched."""
    if not text:
        return None
    link = f"https://{text}" if HOST_WITHOUT_SCHEME.fullmatch(text) else text
    if len(link) > LONGEST_EVIDENCE or NOT_IN_A_LINK.search(link):
        return None
    try:
        parts = urlsplit(link)
        is_a_port = parts.port != 0
    except ValueError:
        return None
    is_on_the_web = parts.scheme in SCHEMES and bool(parts.hostname) and is_a_port
    # What stands before an @ is a name and a password, and makes one host look like another.
    return link if is_on_the_web and "@" not in parts.netloc else None


def _bare(text: str, unit: str) -> str:
    line = _as_one_line(text).translate(MINUS_SIGNS)
    if unit and line.casefold().endswith(unit.casefold()):
        line = line[: -len(unit)]
    return line.strip()


def _as_one_line(text: str) -> str:
    """With single plain spaces; thousands are often written with one that does not break."""
    return " ".join(text.split())
