"""What became of a message, in words: where it is, why it did not arrive, and what helps."""

from datetime import date, datetime

from cards.words import Words
from domain.deliveries import FailureReason, Fate
from domain.ledger import Place, Places


def heading(place: Place, words: Words) -> str:
    """The heading over everybody in that place."""
    say = words.say
    return {
        Place.NOT_REACHED: "⚠ " + say("Not reached"),
        Place.HELD_UP: "↻ " + say("Will be tried again"),
        Place.WAITING: "… " + say("Waiting"),
        Place.ON_THE_WAY: "→ " + say("On the way"),
        Place.MAILED: "✉ " + say("Reached by e-mail"),
        Place.SENT: "✔ " + say("Sent"),
        Place.LATER: "– " + say("Another reminder instead"),
        Place.PAUSED: "– " + say("Has paused early reminders"),
        Place.NOT_NEEDED: "– " + say("No longer needed"),
        Place.STOPPED: "✕ " + say("Stopped"),
    }[place]


def counted(place: Place, number: int, words: Words) -> str:
    """How many are there: 40 skickade."""
    return {
        Place.NOT_REACHED: words.count("{n} not reached", "{n} not reached", number),
        Place.HELD_UP: words.count("{n} will be tried again", "{n} will be tried again", number),
        Place.WAITING: words.count("{n} waiting", "{n} waiting", number),
        Place.ON_THE_WAY: words.count("{n} on the way", "{n} on the way", number),
        Place.MAILED: words.count("{n} by e-mail", "{n} by e-mail", number),
        Place.SENT: words.count("{n} sent", "{n} sent", number),
        Place.LATER: words.count(
            "{n} with another reminder instead", "{n} with another reminder instead", number
        ),
        Place.PAUSED: words.count("{n} paused", "{n} paused", number),
        Place.NOT_NEEDED: words.count("{n} no longer needed", "{n} no longer needed", number),
        Place.STOPPED: words.count("{n} stopped", "{n} stopped", number),
    }[place]


def word(place: Place, words: Words) -> str:
    """The same of one message, before a time: skickad."""
    say = words.say
    return {
        Place.NOT_REACHED: say("not reached"),
        Place.HELD_UP: say("will be tried again"),
        Place.WAITING: say("waiting"),
        Place.ON_THE_WAY: say("on the way"),
        Place.MAILED: say("reached by e-mail"),
        Place.SENT: say("sent"),
        Place.LATER: say("another reminder instead"),
        Place.PAUSED: say("paused by the person"),
        Place.NOT_NEEDED: say("no longer needed"),
        Place.STOPPED: say("stopped"),
    }[place]


def counts(places: Places, words: Words) -> str:
    """Every place with somebody in it: 1 nåddes inte · 40 skickade."""
    return " · ".join(counted(place, places.get(place, 0), words) for place in Place if places.get(place, 0))


def latest(places: Places, words: Words) -> str:
    """The same as a line in another card; empty before anybody has been reminded."""
    if not any(places.values()):
        return ""
    line = words.say("Latest reminder: {counts}", counts=counts(places, words))
    return f"⚠ {line}" if places.get(Place.NOT_REACHED) else line


def reason(failure: FailureReason | None, words: Words) -> str:
    """Why somebody was not reached, in a sentence."""
    match failure:
        case FailureReason.NOT_INSTALLED:
            return words.say("The app is not installed.")
        case FailureReason.BLOCKED:
            return words.say("The person has blocked the app.")
        case FailureReason.CONVERSATION_GONE:
            return words.say("The chat with the person no longer exists.")
        case FailureReason.THROTTLED:
            return words.say("Teams had too much to do, however often we tried.")
        case FailureReason.UNAVAILABLE:
            return words.say("Teams did not answer, however often we tried.")
        case FailureReason.TOO_LARGE:
            return words.say("The card was too large for Teams.")
        case FailureReason.REJECTED:
            return words.say("Teams did not accept the message.")
        case FailureReason.FAULT | None:
            return words.say("Something went wrong in Lägeskoll.")


def remedy(failure: FailureReason | None, words: Words) -> str:
    """What helps."""
    match failure:
        case FailureReason.NOT_INSTALLED:
            return words.say("Ask IT to install it.")
        case FailureReason.BLOCKED:
            return words.say("Ask the person to unblock it.")
        case FailureReason.CONVERSATION_GONE:
            return words.say("Ask the person to open Lägeskoll in Teams and write “help”.")
        case FailureReason.THROTTLED | FailureReason.UNAVAILABLE:
            return words.say("Send again in a while.")
        case FailureReason.TOO_LARGE:
            return words.say("Ask the person to write “my activities” to Lägeskoll, and tell IT.")
        case FailureReason.REJECTED | FailureReason.FAULT | None:
            return words.say("Send again. If it does not help, tell IT.")


def try_again(failure: FailureReason | None, when: str, words: Words) -> str:
    """Why it has not gone yet, and when the next attempt is made."""
    match failure:
        case FailureReason.THROTTLED:
            return words.say("Throttled: Teams asked us to wait. Next attempt {when}.", when=when)
        case FailureReason.UNAVAILABLE:
            return words.say("Teams did not answer. Next attempt {when}.", when=when)
        case _:
            return words.say("It did not arrive. Next attempt {when}.", when=when)


def time_of(at: datetime, today: date, words: Words) -> str:
    """The time of day, with the day when it is another: kl. 09.02, 22 aug kl. 09.02."""
    day = words.local_day(at)
    if day == today:
        return words.say("at {time}", time=words.clock(at))
    return words.say("{day} at {time}", day=words.short_day(day), time=words.clock(at))


def due(not_before: datetime, at: datetime, words: Words) -> str:
    """When something goes, seen from `at`; what is due already goes as soon as it can."""
    if not_before <= at:
        return words.say("soon")
    return time_of(not_before, words.local_day(at), words)


def fate(fate: Fate, failure: FailureReason | None, words: Words) -> str:
    """One message's fate, for a table."""
    match fate:
        case Fate.WAITING if failure is FailureReason.THROTTLED:
            return words.say("throttled, will be tried again")
        case Fate.WAITING:
            return word(Place.HELD_UP if failure else Place.WAITING, words)
        case Fate.CLAIMED:
            return word(Place.ON_THE_WAY, words)
        case Fate.SENT:
            return word(Place.SENT, words)
        case Fate.GIVEN_UP:
            return words.say("not reached: {reason}", reason=reason(failure, words))
        case Fate.NOT_WANTED | Fate.TOO_LATE:
            return word(Place.NOT_NEEDED, words)
        case Fate.PAUSED:
            return word(Place.PAUSED, words)
        case Fate.LATER:
            return word(Place.LATER, words)
        case Fate.CANCELLED:
            return word(Place.STOPPED, words)
