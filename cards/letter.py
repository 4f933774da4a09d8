"""The letter to whoever Teams cannot reach: how many activities wait, and where to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cards import rounds
from cards.plain_text import LONGEST_NAME, excerpt
from cards.words import Words
from domain.people import Person
from domain.worklist import Worklist


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWords:
    """Everything the letter says; `before` and `after` are paragraphs around the button."""

    subject: str
    before: Sequence[str]
    button: str
    after: Sequence[str]
    text: str


def letter(
    view: Worklist, recipient: Person, address: str, words: Words, *, until: datetime, can_reply: bool
) -> LetterWords:
    """The letter. It names no activity: whoever else reads the mailbox has no need of them."""
    number = len(view.outstanding)
    subject = words.count(
        "Action plan: {n} activity waits for your answer",
        "Action plan: {n} activities wait for your answer",
        number,
    )
    before = _before(view, recipient, words, number)
    button = words.say("Answer here, without logging in")
    after = _after(words, until, can_reply=can_reply)
    text = "\n\n".join([*before, f"{button}:\n{address}", *after]) + "\n"
    return LetterWords(subject=subject, before=before, button=button, after=after, text=text)


def _before(view: Worklist, recipient: Person, words: Words, number: int) -> list[str]:
    title = rounds.title(view.follow_up_round, words)
    left = words.count(
        "{n} activity of yours has no answer yet in {round}. The last day to answer is {day}.",
        "{n} activities of yours have no answer yet in {round}. The last day to answer is {day}.",
        number,
        round=title,
        day=words.day(view.due_by),
    )
    lines = [
        words.say("Hello {name},", name=excerpt(recipient.first_name, LONGEST_NAME)),
        words.say("Lägeskoll cannot reach you in Teams, so you get this letter instead."),
        left,
    ]
    if view.owner.person_id != recipient.person_id:
        owner = excerpt(view.owner.name, LONGEST_NAME)
        lines.append(words.say("You answer for {name}, who is away.", name=owner))
    return lines


def _after(words: Words, until: datetime, *, can_reply: bool) -> list[str]:
    ask = (
        words.say("If you are the wrong person or want no such letters, reply to this one.")
        if can_reply
        else words.say("If you are the wrong person or want no such letters, contact the environment office.")
    )
    return [
        words.say(
            "The link is yours alone: whoever has it can answer as you. Do not pass it on. "
            "It is good until {when}.",
            when=words.moment(until),
        ),
        words.say("Would you rather answer in Teams? Ask IT to install Lägeskoll for you, or unblock it."),
        ask,
    ]
