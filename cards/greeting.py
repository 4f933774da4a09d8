"""The first sentence of a reminder: why it comes now, and on whose behalf."""

from datetime import date

from cards import rounds
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
) -> str:
    """One or two sentences. `asked_by` is the strategist's name when it is a nudge."""
    if recipient.person_id != owner.person_id and owner.absence is not None:
        return words.say(
            "Hello {name}! {owner} is away until {day} and you stand in.",
            name=recipient.first_name,
            owner=owner.name,
            day=words.day(owner.absence.last_day),
        )
    if asked_by:
        return words.say(
            "Hello {name}! {asked_by} at the environment office asks for your answers.",
            name=recipient.first_name,
            asked_by=asked_by,
        )
    return f"{words.say('Hello {name}!', name=recipient.first_name)} " + _why_now(
        follow_up_round, words, today, calendar
    )


def _why_now(follow_up_round: FollowUpRound, words: Words, today: date, calendar: WorkCalendar) -> str:
    left = _working_days_between(today, follow_up_round.deadline, calendar)
    if today > follow_up_round.deadline:
        return words.say("The last day to answer has passed, but there is still time.")
    if left == 0:
        return words.say("Today is the last day to answer.")
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


def _working_days_between(start: date, end: date, calendar: WorkCalendar) -> int:
    count, day = 0, start
    while day < end:
        day = calendar.add_working_days(day, 1)
        count += 1
    return count
