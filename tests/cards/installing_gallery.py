"""Installing the app for people, with one text wherever people and the plan fill in."""

from datetime import timedelta

from cards import installing
from cards.card import Card
from cards.installing import AboutInstalling
from cards.words import Words
from domain.installations import Installation, InstallationState, Refusal
from domain.people import PersonId
from tests.cards import givens

KEY = "0123456789abcdef"
AT = givens.follow_up_round().opens_at


def cards_about_installing(words: Words, text: str, many: int) -> dict[str, Card]:
    """The list, its last page and one that has changed; that it has begun; and that there is nobody."""
    round_id = givens.follow_up_round().follow_up_round_id
    people = [givens.person(number, text) for number in range(1, many + 1)]
    units = {each.org_unit_id: text for each in people}
    about = AboutInstalling(follow_up_round_id=round_id, key=KEY, mark=KEY)
    last = AboutInstalling(follow_up_round_id=round_id, key=KEY, mark=KEY, page=99)
    asked = [installation(PersonId(number)) for number in range(1, many + 1)]
    before = installing.asked_before(asked, text, words)
    return {
        "installing": installing.question(people, units, about, words),
        "installing, last page": installing.question(people, units, last, words),
        "installing, changed": installing.question(people, units, about, words, notice=before),
        "installing, begun": installing.begun(many, round_id, words),
        "installing, nobody": installing.nobody([before] * 3, round_id, words),
    }


def installation(
    person_id: PersonId,
    state: InstallationState = InstallationState.WAITING,
    refusal: Refusal | None = None,
    code: str = "",
) -> Installation:
    """Somebody asked for it, and it came to that."""
    return Installation(
        person_id=person_id,
        state=state,
        requested_by=PersonId(1),
        requested_at=AT,
        refusal=refusal,
        code=code,
        settled_at=AT + timedelta(minutes=1),
    )
