"""Reads catalogues, templates and calendars before anybody waits for a card: the first would take long."""

from datetime import datetime

from cards.render import every_template
from cards.words import Words
from domain.calendar import WorkCalendar
from domain.people import Language


def warm_up(at: datetime) -> None:
    """Call it when a process starts, with the time that it is then."""
    for language in Language:
        words = Words(language=language)
        words.moment(at)
        words.number(1.5)
        words.percent(0.5)
        words.listed(["", ""])
    WorkCalendar().next_open(at)
    every_template()
