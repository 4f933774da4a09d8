"""The words: message catalogues, and dates and numbers as they are written in each language."""

import gettext
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from domain.people import Language

DOMAIN = "lageskoll"
# English as it is written in Europe: day before month, and the 24-hour clock that Sweden uses.
LOCALES = {Language.SWEDISH: "sv_SE", Language.ENGLISH: "en_SE"}
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@lru_cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    # Compiled when first needed, so that no build step can leave an old text behind.
    path = files("cards").joinpath("locales", language.value, "LC_MESSAGES", f"{DOMAIN}.po")
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language.value))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


# Babel is thorough and slow, and is asked for the same few things again and again: a morning's two thousand
# cards have one deadline and a handful of percentages.
SAID_LATELY = 4096


@lru_cache
def _locale(language: Language) -> Locale:
    return Locale.parse(LOCALES[language])


@lru_cache(maxsize=SAID_LATELY)
def _said(message: str, language: Language) -> str:
    return _catalogue(language).gettext(message)


@lru_cache(maxsize=SAID_LATELY)
def _counted(one: str, many: str, number: int, language: Language) -> str:
    return _catalogue(language).ngettext(one, many, number)


@lru_cache(maxsize=SAID_LATELY)
def _day(day: date, pattern: str, language: Language) -> str:
    return str(format_date(day, pattern, locale=_locale(language)))


@lru_cache(maxsize=SAID_LATELY)
def _clock(local: time, language: Language) -> str:
    pattern = "HH.mm" if language is Language.SWEDISH else "HH:mm"
    return str(format_time(local, pattern, locale=_locale(language)))


@lru_cache(maxsize=SAID_LATELY)
def _number(value: float | Decimal, language: Language) -> str:
    return str(format_decimal(value, locale=_locale(language)))


@lru_cache(maxsize=SAID_LATELY)
def _percent(share: float, language: Language) -> str:
    pattern = "#,##0\u00a0%" if language is Language.SWEDISH else "#,##0%"
    return str(format_percent(share, pattern, locale=_locale(language)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Everything that can be said in one language. Message ids are the English texts."""

    language: Language = Language.SWEDISH
    time_zone: tzinfo = STOCKHOLM

    @property
    def locale(self) -> Locale:
        """Babel's locale for dates and numbers."""
        return _locale(self.language)

    def say(self, message: str, **values: object) -> str:
        """A message with its `{placeholders}` filled in; values may hold any characters."""
        text = _said(message, self.language)
        return text.format(**values) if values else text

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """A message that differs between one and many; `{n}` is the number."""
        chosen = _counted(one, many, number, self.language)
        return chosen.format(n=self.number(number), **values)

    def number(self, value: float | Decimal) -> str:
        """A number with the language's separators: 1 234,5."""
        return _number(value, self.language)

    def percent(self, share: float) -> str:
        """A share 0–1 in whole per cent: 93 % in Swedish, 93% in English."""
        return _percent(share, self.language)

    def day(self, day: date) -> str:
        """A weekday and date without the year: tisdag 12 september."""
        return _day(day, "EEEE d MMMM", self.language)

    def short_day(self, day: date) -> str:
        """A date without weekday or year: 12 sep."""
        return _day(day, "d MMM", self.language).rstrip(".")

    def full_day(self, day: date) -> str:
        """A date with its year: 12 september 2023."""
        return _day(day, "d MMMM y", self.language)

    def local_day(self, at: datetime) -> date:
        """The day it is in the municipality at that instant."""
        return at.astimezone(self.time_zone).date()

    def clock(self, at: datetime) -> str:
        """Local wall-clock time: 09.05 in Swedish, 09:05 in English."""
        local = at.astimezone(self.time_zone)
        return _clock(time(local.hour, local.minute), self.language)

    def hour(self, local: time) -> str:
        """A time of day that is the same every day: 07.00 in Swedish, 07:00 in English."""
        return _clock(local, self.language)

    def moment(self, at: datetime) -> str:
        """Local day and time: tisdag 12 september kl. 09.05."""
        return self.say("{day} at {time}", day=self.day(self.local_day(at)), time=self.clock(at))

    def listed(self, items: list[str]) -> str:
        """Several things in one sentence: a, b och c."""
        return format_list(items, locale=self.locale)

    def either(self, items: list[str]) -> str:
        """One of several things in a sentence: a, b eller c."""
        return format_list(items, style="or", locale=self.locale)
