"""What became of a letter by e-mail, in a sentence for the ledger."""

from datetime import datetime

from cards import delivery_words
from cards.words import Words
from domain.deliveries import Fate
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


def _given_up(mailed: Mailed, words: Words) -> str:
    match mailed.failure:
        case MailFailure.BOUNCED:
            return words.say("The e-mail bounced: the address does not work. Mend it in the plan.")
        case MailFailure.REJECTED:
            return words.say("The mail server refused the e-mail. Tell IT.")
        case _:
            return words.say("The e-mail could not be sent, however often we tried. Tell IT.")
