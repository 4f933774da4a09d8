"""The cards that steer a round, with one text in every place that people fill in."""

from dataclasses import replace

from cards.card import Card
from cards.steering import changing, one, standing
from cards.steering.effects import Effects
from cards.words import Words
from domain.round_changes import steps_to_come
from domain.rounds import RoundState
from tests.cards import givens
from tests.domain.examples import CALENDAR

KEY = "0123456789abcdef"
DAY = "2023-09-20"


def cards_about_steering(words: Words, text: str, many: int) -> dict[str, Card]:
    """Where a round stands in each state, and each question with its preview and receipt."""
    found = givens.follow_up_round()
    closed = replace(found, state=RoundState.CLOSED, closings=1)
    again = replace(found, reopened_because=text)
    effects = Effects(
        withdrawn=many,
        steps=steps_to_come(found, found.opens_at, CALENDAR),
        redrawn=many,
        next_open=found.closes_at,
    )
    done = replace(effects, is_done=True, steps=())
    faults = {"day": text, "reason": text}
    return {
        **_standings(words, text),
        "longer for all?": changing.ask_extend(
            found, words, key=KEY, day=DAY, earliest=givens.TODAY, fault=text, notice=text
        ),
        "longer for all, previewed": changing.preview_extend(found, again, effects, words, key=KEY),
        "longer for all, done": changing.extended(again, done, words),
        "close now?": changing.ask_close(
            found, closed, effects, words, waiting=[text] * many, outstanding=many, key=KEY
        ),
        "closed now": changing.closed(closed, done, words),
        "open again?": changing.ask_reopen(
            closed,
            words,
            key=KEY,
            day=DAY,
            reason=text,
            earliest=givens.TODAY,
            redrawn=many,
            faults=faults,
            notice=text,
        ),
        "open again": changing.reopened(again, done, words),
        "longer for one?": _for_one(words, text, many),
    }


def _standings(words: Words, text: str) -> dict[str, Card]:
    views = {state: givens.overview(state=state) for state in RoundState}
    return {
        f"a round that is {state}": standing.standing(
            replace(view, follow_up_round=replace(view.follow_up_round, reopened_because=text)),
            words,
            today=givens.TODAY,
            key=KEY,
            notice=text,
        )
        for state, view in views.items()
    }


def _for_one(words: Words, text: str, many: int) -> Card:
    people = [givens.person(number, text) for number in range(1, many + 1)]
    return one.ask_extend_one(
        givens.follow_up_round(),
        people,
        {person.org_unit_id: text for person in people},
        words,
        key=KEY,
        nearest=people[0].org_unit_id,
        last=givens.TODAY,
        searched=text,
        faults={"person": text, "day": text},
    )
