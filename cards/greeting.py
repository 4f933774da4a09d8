"""The first sentence of a reminder: why it comes now, and on whose behalf."""

from datetime import date

from cards import rounds
from cards.plain_text import LONGEST_NAME, excerpt
from cards.words import Words
from domain.calendar import WorkCalendar
from domain.people import Person
from domain.rounds import FollowUpRound

WEEK_OF_WORK = 5


def reminder_greeting(
    owner: Person,
    recipient: Person,
    follow_up_round: FollowUpRound,
    words: Words,
    *,
    today: date,
    calendar: WorkCalendar,
    asked_by: str = "",
    sentence: str = "",
    told_on: date | None = None,
) -> str:
    """One or two sentences. `asked_by` is the strategist's name when it is a nudge.

    `told_on` is the day on which managers are told of answers that are missing then. `sentence` is what the
    strategist has added in words of their own.
    """
    own_words = writes(asked_by, sentence, words) if asked_by and sentence else ""
    if recipient.person_id != owner.person_id and owner.absence is not None:
        away = words.say(
            "Hello {name}! {owner} is away until {day} and you stand in.",
            name=recipient.first_name,
            owner=owner.name,
            day=words.day(owner.absence.last_day),
        )
        return f"{away} {own_words}".rstrip()
    if own_words:
        return f"{words.say('Hello {name}!', name=recipient.first_name)} {own_words}"
    if asked_by:
        return words.say(
            "Hello {name}! {asked_by} at the environment office asks for your answers.",
            name=recipient.first_name,
            asked_by=asked_by,
        )
    hello = words.say("Hello {name}!", name=recipient.first_name)
    why = _why_now(follow_up_round, words, today, calendar)
    return f"{hello} {why}{_who_is_told(told_on, follow_up_round, words, today, calendar)}"


def _who_is_told(
    told_on: date | None, follow_up_round: FollowUpRound, words: Words, today: date, calendar: WorkCalendar
) -> str:
    """From the last working day before the deadline on: that managers will be told, and when."""
    if told_on is None or told_on <= today:
        return ""
    if today < calendar.add_working_days(follow_up_round.deadline, -1):
        return ""
    return " " + words.say(
        "If answers are missing on {day} the unit’s manager is told.", day=words.day(told_on)
    )


def writes(asked_by: str, sentence: str, words: Words) -> str:
    """What a strategist has added in words of their own, and who says it."""
    return words.say(
        "{asked_by} at the environment office writes: {sentence}",
        asked_by=excerpt(asked_by, LONGEST_NAME),
        sentence=sentence,
    )


def _why_now(follow_up_round: FollowUpRound, words: Words, today: date, calendar: WorkCalendar) -> str:
    left = calendar.working_days_between(today, follow_up_round.deadline)
    if today > follow_up_round.deadline:
        return words.say("The last day to answer has passed, but there is still time.")
    if today == follow_up_round.deadline:
        return words.say("Today is the last day to answer.")
    if left == 0:
        return words.say("Today is the last working day before the last day to answer.")
    if calendar.add_working_days(today, 1) == follow_up_round.deadline:
        return words.say("The next working day is the last day to answer.")
    if left > WEEK_OF_WORK:
        return words.say(
            "It is time to tell how your activities are going, for the {occasion}.",
            occasion=rounds.occasion_in_sentence(follow_up_round.occasion, words),
        )
    return words.count(
        "There is {n} working day left to answer.", "There are {n} working days left to answer.", left
    )
