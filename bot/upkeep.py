"""Puts together what the database needs done to it as time passes, by the settings."""

from bot.clock import Clock
from bot.settings import Settings
from cards import data_kinds
from cards.words import Words
from domain.calendar import WorkCalendar
from scheduler.retention import Retention
from scheduler.upkeep import Upkeep
from storage.database import Database


def upkeep(settings: Settings, clock: Clock, database: Database, calendar: WorkCalendar) -> Upkeep:
    """The audit trail is always linked; what is old is removed unless the settings say otherwise."""
    retention = retention_of(settings, database, calendar) if settings.retention else None
    return Upkeep(database=database, clock=clock, retention=retention)


def retention_of(settings: Settings, database: Database, calendar: WorkCalendar) -> Retention:
    """The retention by these settings; the texts it leaves behind are in the municipality's language."""
    mark = data_kinds.mark(Words(language=settings.language))
    return Retention(database=database, calendar=calendar, rules=settings.retention_rules, mark=mark)
