"""Before a reminder is sent again: exactly who gets it, and who is left out and why."""

from collections.abc import Sequence
from itertools import groupby

from cards import reach
from cards.card import Card
from cards.message import Button, message
from cards.paging import page_of
from cards.payloads import AboutUnit, data_of
from cards.turning import page_buttons, page_words
from cards.verbs import Verb
from cards.words import Words
from domain.again import Again
from domain.overview import PersonStanding
from domain.rounds import FollowUpRoundId

PEOPLE_ON_A_PAGE = 120


def ask_again(
    found: Again,
    follow_up_round_id: FollowUpRoundId,
    words: Words,
    *,
    key: str,
    when: str,
    page: int = 0,
) -> Card:
    """What a press on send will do; `when` says when the reminders go. `key` is new for every card."""
    about = AboutUnit(follow_up_round_id=follow_up_round_id, key=key)
    shown = page_of([*found.people, *found.left_out], page, PEOPLE_ON_A_PAGE)
    send = Button(title=words.say("Send"), verb=Verb.SEND_AGAIN, data=data_of(about))
    back = Button(title=words.say("Back"), verb=Verb.SHOW_DELIVERIES, data=data_of(about))
    number = page_words(shown, words)
    return message(
        words,
        _question(found, words),
        [*_how(found, when, words), *([number] if number else [])],
        facts=_facts(shown.items, words),
        buttons=[
            *page_buttons(about, Verb.ASK_AGAIN, shown, words),
            *([send] if found.people else []),
            back,
        ],
    )


def _question(found: Again, words: Words) -> str:
    if not found.people:
        return words.say("Nobody to send to again")
    return words.count("Send again to {n} person?", "Send again to {n} people?", len(found.people))


def _how(found: Again, when: str, words: Words) -> list[str]:
    if found.people:
        return [words.say("Each gets a card with what they have not answered yet."), when]
    if found.left_out:
        return [words.say("None of those who were not reached can be reached yet.")]
    return [words.say("All who were not reached have nothing left to answer.")]


def _facts(standings: Sequence[PersonStanding], words: Words) -> list[tuple[str, str]]:
    people = [reach.name(each) for each in standings if not each.is_unreachable]
    facts = [(words.say("Get the reminder"), words.listed(people))] if people else []
    lost = sorted(reach.unreachable(standings), key=lambda each: (str(each.contact), each.person.name))
    for _, group in groupby(lost, key=lambda each: each.contact):
        several = list(group)
        facts.append((f"⚠ {reach.reason(several[0], words)}", words.listed([*map(reach.name, several)])))
    return facts
