"""A question about the summary in one's own words: “hur går det för återvinningen?”."""

import asyncio
from dataclasses import replace

from cards.card import Card
from cards.message import Button, message
from cards.plain_text import excerpt
from cards.summary.payloads import AboutSummary, Screen, Stop
from cards.summary.view import to
from dialogs.desk import Turn
from dialogs.summary import screens
from dialogs.turn import Reply, Show
from domain.permissions import READERS_OF_SUMMARY, has_any
from domain.rounds import FollowUpRound, to_summarise
from domain.summary.searching import Found, Named, found
from storage import rounds as round_store
from storage.database import TenantSession
from storage.summary import asking, naming

LONGEST_QUESTION = 200
LONGEST_NAME = 60


async def asked(turn: Turn, text: str) -> Reply | None:
    """The answers to it, or up to five things that it may be about; None when it is about nothing here."""
    if not has_any(turn.person, READERS_OF_SUMMARY) or len(text) > LONGEST_QUESTION:
        return None
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = to_summarise(await round_store.every(session))
        if follow_up_round is None:
            return None
        outcome = await _found(session, follow_up_round, text)
        if not outcome.candidates:
            return None
        about = AboutSummary(follow_up_round_id=follow_up_round.follow_up_round_id)
        if not outcome.is_certain:
            return Show(_candidates(turn, about, outcome))
        stop = Stop(screen=Screen.ANSWERS, selection=outcome.candidates[0].selection)
        card = await screens.drawn(session, turn, follow_up_round, replace(about, stop=stop))
    return Show(card) if card else None


async def _found(session: TenantSession, follow_up_round: FollowUpRound, text: str) -> Found:
    """Measures and units first; plan activities, of which there are many, when it is none of them."""
    names = await naming.names(session, follow_up_round.plan_id)
    outcome = found(text, asking.measures_and_units(names))
    if outcome.candidates:
        return outcome
    plan_activities = await asking.plan_activities(session, follow_up_round.plan_id)
    # A large plan takes a while to go through, and others are not kept waiting for it.
    return await asyncio.to_thread(found, text, plan_activities)


def _candidates(turn: Turn, about: AboutSummary, outcome: Found) -> Card:
    say = turn.words.say
    return message(
        turn.words,
        say("What do you mean?"),
        [say("This is what I found that is like what you wrote.")],
        buttons=[_button(about, each) for each in outcome.candidates],
    )


def _button(about: AboutSummary, named: Named) -> Button:
    return to(about.to(Screen.ANSWERS, named.selection), excerpt(named.name, LONGEST_NAME))
