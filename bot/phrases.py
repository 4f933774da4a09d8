"""What one can write to the bot word for word: who may write it, and who answers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dialogs import (
    absence,
    new_year,
    next_year,
    overview,
    plan_file,
    preferences,
    preflight,
    rehearsal,
    responses,
    todo,
    white_spots,
    worklist,
)
from dialogs import (
    help as help_dialog,
)
from dialogs.desk import Turn
from dialogs.questions import listing as questions
from dialogs.report import showing as report
from dialogs.summary import looking
from dialogs.turn import Reply
from dialogs.year import planning, showing
from domain.people import Role
from domain.permissions import EVERYBODY, IMPORTERS, READERS_OF_SUMMARY, STRATEGISTS

CommandHandler = Callable[[Turn], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Command:
    """Who may write it, and who answers."""

    roles: frozenset[Role]
    handler: CommandHandler


_MINE = Command(EVERYBODY, worklist.my_activities)
_OVERVIEW = Command(STRATEGISTS, overview.standing)
_PREFLIGHT = Command(IMPORTERS, preflight.asked)
_WHITE_SPOTS = Command(STRATEGISTS, white_spots.asked)
_REHEARSAL = Command(STRATEGISTS, rehearsal.asked)
_TODO = Command(STRATEGISTS, todo.asked)
_NEXT_YEAR = Command(STRATEGISTS, next_year.asked)
_NEW_YEAR = Command(IMPORTERS, new_year.asked)
_RESPONSES = Command(STRATEGISTS, responses.asked)
_SUMMARY = Command(READERS_OF_SUMMARY, looking.current)
_REPORT = Command(READERS_OF_SUMMARY, report.asked)
_QUESTIONS = Command(EVERYBODY, questions.asked)
_YEAR = Command(STRATEGISTS, showing.asked)
_PLAN_ROUND = Command(STRATEGISTS, planning.asked)
_PLAN_FILE = Command(IMPORTERS, plan_file.asked)
_HELP = Command(EVERYBODY, help_dialog.helped)
_AWAY = Command(EVERYBODY, absence.asked)
_BACK = Command(EVERYBODY, absence.back)
_REMINDERS = Command(EVERYBODY, preferences.asked)
_PAUSE = Command(EVERYBODY, preferences.pause)
_RESUME = Command(EVERYBODY, preferences.resume)

TEXT_COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "mina aktiviteter": _MINE,
        "my activities": _MINE,
        "läge": _OVERVIEW,
        "läget": _OVERVIEW,
        "overview": _OVERVIEW,
        "årshjul": _YEAR,
        "year": _YEAR,
        "planera": _PLAN_ROUND,
        "plan": _PLAN_ROUND,
        "att göra": _TODO,
        "to do": _TODO,
        "sammanställning": _SUMMARY,
        "summary": _SUMMARY,
        "frågor": _QUESTIONS,
        "questions": _QUESTIONS,
        "rapport": _REPORT,
        "report": _REPORT,
        "förkontroll": _PREFLIGHT,
        "pre-flight": _PREFLIGHT,
        "preflight": _PREFLIGHT,
        "vita fläckar": _WHITE_SPOTS,
        "white spots": _WHITE_SPOTS,
        "nästa år": _NEXT_YEAR,
        "next year": _NEXT_YEAR,
        "årsskifte": _NEW_YEAR,
        "new year": _NEW_YEAR,
        "svarsstatistik": _RESPONSES,
        "response figures": _RESPONSES,
        "torrkörning": _REHEARSAL,
        "rehearsal": _REHEARSAL,
        "jag är borta": _AWAY,
        "i am away": _AWAY,
        "jag är tillbaka": _BACK,
        "tillbaka": _BACK,
        "i am back": _BACK,
        "i'm back": _BACK,
        "i’m back": _BACK,
        "back": _BACK,
        "påminnelser": _REMINDERS,
        "reminders": _REMINDERS,
        "pausa påminnelser": _PAUSE,
        "pause reminders": _PAUSE,
        "starta påminnelser": _RESUME,
        "resume reminders": _RESUME,
        "planfil": _PLAN_FILE,
        "plan file": _PLAN_FILE,
        "hjälp": _HELP,
        "help": _HELP,
        "hej": _HELP,
        "hi": _HELP,
        "hello": _HELP,
    }
)


def named(text: str) -> Command | None:
    """The command that a text is, however it is spaced and whatever it ends with."""
    return TEXT_COMMANDS.get(spelled(text))


def spelled(text: str) -> str:
    """A text as commands are spelled."""
    return " ".join(text.casefold().split()).rstrip("?!.")
