"""Moves the development clock, stopping at every instant where something is to happen."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock, MovableClock
from bot.dev_clock import ClockMoved
from bot.settings import Settings
from cards import rounds as round_words
from cards.words import Words
from domain.errors import LageskollError
from domain.rounds import Occasion
from scheduler.deeds import Deed, DeedKind
from scheduler.duties import Duties

Meanwhile = Callable[[], Awaitable[None]]

LONGEST_JOURNEY = timedelta(days=2 * 366)


class TimeTravelError(LageskollError):
    """The clock can only go forward, and at most two years at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeTraveller:
    """Takes the clock forward and does on the way what the real clock would have done."""

    clock: MovableClock
    duties: Duties
    words: Words
    meanwhile: Meanwhile | None = None
    """What people do at every stop, if anybody is simulated."""

    async def advance(self, by: timedelta) -> ClockMoved:
        """Move the clock forward by so much."""
        return await self.move_to(self.clock() + by)

    async def move_to(self, at: datetime) -> ClockMoved:
        """Move the clock forward to an instant; raises `TimeTravelError` for any other direction."""
        if not self.clock() <= at <= self.clock() + LONGEST_JOURNEY:
            raise TimeTravelError(
                self.words.say("The clock can only go forward, at most two years at a time.")
            )
        deeds = await self._through(at)
        return ClockMoved(now=self.clock(), did=tuple(sentence(deed, self.words) for deed in deeds))

    async def _through(self, at: datetime) -> list[Deed]:
        deeds = await self._stop()
        while (moment := await self.duties.next_due()) is not None and moment <= at:
            self.clock.set(moment)
            deeds += await self._stop()
        self.clock.set(at)
        return deeds + await self._stop()

    async def _stop(self) -> list[Deed]:
        deeds = await self.duties.run()
        if self.meanwhile is not None:
            await self.meanwhile()
        return deeds


def sentence(deed: Deed, words: Words) -> str:
    """What happened, with when."""
    return f"{words.moment(deed.at)}: {_what(deed, words)}"


def _what(deed: Deed, words: Words) -> str:
    match deed.kind:
        case DeedKind.ROUND_OPENED:
            return words.say("The follow-up for the {occasion} opens.", occasion=_occasion(deed, words))
        case DeedKind.ROUND_CLOSED:
            return words.say(
                "The follow-up for the {occasion} closes, and the summary goes to the director.",
                occasion=_occasion(deed, words),
            )
        case DeedKind.REMINDERS_DECIDED:
            return words.count("{n} person is to be reminded.", "{n} people are to be reminded.", deed.count)
        case DeedKind.MANAGERS_TOLD:
            return words.count(
                "{n} manager is to be told what is missing.",
                "{n} managers are to be told what is missing.",
                deed.count,
            )
        case DeedKind.MATTERS_PASSED_ON:
            return words.count(
                "{n} question goes on to the environment office.",
                "{n} questions go on to the environment office.",
                deed.count,
            )
        case DeedKind.MESSAGES_SENT:
            return words.count("{n} message was sent.", "{n} messages were sent.", deed.count)
        case DeedKind.MESSAGES_GIVEN_UP:
            return words.count(
                "{n} person could not be reached.", "{n} people could not be reached.", deed.count
            )


def _occasion(deed: Deed, words: Words) -> str:
    return round_words.occasion_in_sentence(Occasion(deed.about), words)


def time_traveller(
    settings: Settings, clock: Clock, duties: Duties, meanwhile: Meanwhile | None
) -> TimeTraveller | None:
    """In the development profile alone, and with a clock that can be moved."""
    if not settings.is_development or not isinstance(clock, MovableClock):
        return None
    words = Words(language=settings.language)
    return TimeTraveller(clock=clock, duties=duties, words=words, meanwhile=meanwhile)
