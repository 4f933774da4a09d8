"""What is told of letters and asked because of them, with one text wherever people and the plan fill in."""

from dataclasses import replace

from cards import deliveries, inquiry, letter_link
from cards.card import Card
from cards.payloads import AboutWorklist
from cards.words import Words
from domain.deliveries import Fate
from domain.inquiries import AskedStep, Inquiry, Unreached
from domain.ledger import Place
from domain.mail import Mailed, MailFailure
from domain.people import PersonId
from domain.rounds import FollowUpRoundId
from tests.cards import givens, ledger_givens
from tests.cards.ledger_givens import FIVE_PAST, NINE

KEY = "0123456789abcdef"


def cards_about_letters(words: Words, text: str, many: int) -> dict[str, Card]:
    """The ledger, withdrawing a link, and what a manager is asked."""
    unreached = tuple(
        Unreached(person=givens.person(number, text), outstanding=number) for number in range(1, many + 1)
    )
    view = Inquiry(follow_up_round=givens.follow_up_round(), unreached=unreached)
    about = AboutWorklist(follow_up_round_id=FollowUpRoundId(7), owner_id=PersonId(1))
    return {
        "deliveries by letter": _ledger(words, text, many),
        "inquiry": inquiry.inquiry(view, words),
        "inquiry to a deputy": inquiry.inquiry(view, words, stands_in_for=givens.person(1, text)),
        "withdraw the link?": letter_link.ask_withdraw(about, text, words),
        "withdrawn link": letter_link.withdrawn(about, text, words, number=1),
        "no link to withdraw": letter_link.withdrawn(about, text, words, number=0),
    }


def _ledger(words: Words, text: str, many: int) -> Card:
    lost = [ledger_givens.entry(number, Place.NOT_REACHED, person=text) for number in range(many)]
    mailed = [ledger_givens.entry(100 + number, Place.MAILED, person=text) for number in range(many)]
    bounced = Mailed(fate=Fate.GIVEN_UP, at=NINE, failure=MailFailure.BOUNCED)
    view = ledger_givens.ledger([*lost, *mailed])
    asked = [
        AskedStep(name=text, by_mail=False, fate=Fate.GIVEN_UP, at=NINE),
        AskedStep(name="", by_mail=True, fate=Fate.SENT, at=FIVE_PAST),
    ]
    return deliveries.deliveries(
        replace(
            view,
            letters={each.person_id: bounced for each in lost}
            | {each.person_id: Mailed(fate=Fate.SENT, at=FIVE_PAST) for each in mailed},
            asked={each.person_id: asked for each in lost},
            links=frozenset(each.person_id for each in mailed),
        ),
        words,
        key=KEY,
        at=FIVE_PAST,
    )
