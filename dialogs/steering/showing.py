"""The strategist asks where a round stands and what can be done with it."""

from cards.card import Card
from cards.steering import standing as standing_card
from cards.steering.payloads import round_of
from dialogs import standings
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.rounds import FollowUpRound
from storage import round_changes
from storage import rounds as round_store
from storage.database import TenantSession


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The round as it is now."""
    about = round_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        if follow_up_round is None:
            return Refuse(standings.unknown(turn))
        return Replace(await card(session, turn, follow_up_round))


async def card(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound, notice: str = "") -> Card:
    """The card, perhaps with why nothing was done."""
    view = await standings.of_round(session, turn, follow_up_round)
    return standing_card.standing(view, turn.words, today=turn.today, key=turn.new_key(), notice=notice)


async def overtaken(session: TenantSession, turn: Turn, follow_up_round: FollowUpRound) -> Reply:
    """Somebody has changed the round since the card was drawn: who and when, and how it is now."""
    latest = await round_changes.latest(session, follow_up_round.follow_up_round_id)
    if latest is None:
        notice = turn.words.say("The follow-up has changed. This is how it is now.")
    elif latest.name == turn.person.name:
        when = turn.words.moment(latest.at)
        notice = turn.words.say("You have changed the follow-up already, {when}.", when=when)
    else:
        notice = turn.words.say(
            "{name} changed the follow-up {when}. Nothing more was done. This is how it is now.",
            name=latest.name,
            when=turn.words.moment(latest.at),
        )
    return Replace(await card(session, turn, follow_up_round, notice))
