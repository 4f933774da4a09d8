"""What became of a letter by e-mail, in a sentence for the ledger."""

from collections.abc import Sequence
from datetime import datetime

from cards import delivery_words
from cards.plain_text import LONGEST_NAME, excerpt
from cards.words import Words
from domain.deliveries import Fate
from domain.inquiries import AskedStep
from domain.mail import Mailed, MailFailure


def told(mailed: Mailed, at: datetime, words: Words) -> str:
    """Where the letter is, seen from `at`; "" when none was wanted in the end."""
    say = words.say
    if mailed.withdrawn_at is not None:
        when = delivery_words.time_of(mailed.withdrawn_at, words.local_day(at), words)
        return say("The link in the e-mail was withdrawn {when}.", when=when)
    match mailed.fate:
        case Fate.SENT:
            return say(
                "E-mail sent {when}.", when=delivery_words.time_of(mailed.at, words.local_day(at), words)
            )
        case Fate.WAITING | Fate.CLAIMED if mailed.failure:
            when = delivery_words.due(mailed.at, at, words)
            return say("The mail server did not take the e-mail. Next attempt {when}.", when=when)
        case Fate.WAITING | Fate.CLAIMED:
            return say("An e-mail goes {when}.", when=delivery_words.due(mailed.at, at, words))
        case Fate.GIVEN_UP:
            return _given_up(mailed, words)
        case _:
            return ""


def asked(steps: Sequence[AskedStep], at: datetime, words: Words) -> list[str]:
    """Who has been asked at the unit since the letter did not get through either, a sentence each."""
    return [told for told in (_asked(each, at, words) for each in steps) if told]


def _asked(step: AskedStep, at: datetime, words: Words) -> str:
    say, name = words.say, excerpt(step.name, LONGEST_NAME)
    when = delivery_words.time_of(step.at, words.local_day(at), words)
    match step.fate:
        case Fate.SENT if not name:
            return say("The coordinator was asked by e-mail {when}.", when=when)
        case Fate.SENT if step.by_mail:
            return say("The unit was asked by e-mail {when}: {name}.", when=when, name=name)
        case Fate.SENT:
            return say("The unit was asked {when}: {name}.", when=when, name=name)
        case Fate.WAITING | Fate.CLAIMED:
            soon = delivery_words.due(step.at, at, words)
            if not name:
                return say("The coordinator is asked by e-mail {when}.", when=soon)
            return say("The unit is asked {when}: {name}.", when=soon, name=name)
        case Fate.GIVEN_UP if not name:
            return say("The coordinator’s e-mail bounced. Tell IT.")
        case Fate.GIVEN_UP:
            return say("{name} at the unit cannot be reached either.", name=name)
        case _:
            return ""


def _given_up(mailed: Mailed, words: Words) -> str:
    match mailed.failure:
        case MailFailure.BOUNCED:
            return words.say("The e-mail bounced: the address does not work. Mend it in the plan.")
        case MailFailure.REJECTED:
            return words.say("The mail server refused the e-mail. Tell IT.")
        case _:
            return words.say("The e-mail could not be sent, however often we tried. Tell IT.")
