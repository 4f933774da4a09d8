"""Withdrawing the link in a letter: what it means, before it is done and afterwards."""

from cards.card import Card
from cards.message import Button, message
from cards.payloads import AboutUnit, AboutWorklist, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.verbs import Verb
from cards.words import Words
from domain.rounds import FollowUpRoundId


def ask_withdraw(about: AboutWorklist, name: str, words: Words) -> Card:
    """What follows, before anything is withdrawn; `name` is that of whoever the list is about."""
    who = excerpt(name, LONGEST_NAME)
    withdraw = Button(
        title=words.say("Withdraw the link"), verb=Verb.WITHDRAW_LINK, data=data_of(about), is_main=True
    )
    return message(
        words,
        words.say("Withdraw the link to {name}?", name=who),
        [
            words.say("The link in the e-mail then opens nothing. What has been answered already stays."),
            _what_comes(words),
        ],
        buttons=[withdraw, _back(about.follow_up_round_id, words)],
    )


def withdrawn(about: AboutWorklist, name: str, words: Words, *, number: int) -> Card:
    """What has become of it; `number` is how many links or letters it was."""
    who = excerpt(name, LONGEST_NAME)
    back = [_back(about.follow_up_round_id, words)]
    if not number:
        heading = words.say("There is no link to {name} to withdraw", name=who)
        return message(words, heading, [words.say("It has been withdrawn already, or has never gone.")], back)
    heading = "✔ " + words.say("The link to {name} is withdrawn", name=who)
    return message(words, heading, [words.say("It opens nothing any longer."), _what_comes(words)], back)


def _what_comes(words: Words) -> str:
    return words.say("The next reminder that Teams cannot deliver goes by e-mail again, with a new link.")


def _back(follow_up_round_id: FollowUpRoundId, words: Words) -> Button:
    about = AboutUnit(follow_up_round_id=follow_up_round_id)
    return Button(title=words.say("To the deliveries"), verb=Verb.SHOW_DELIVERIES, data=data_of(about))
