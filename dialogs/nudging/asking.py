"""Before a nudge is sent: whom it is for, and the card that shows exactly that."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from cards import sending as sending_card
from cards.card import Card
from cards.nudging import choosing
from cards.nudging.payloads import AboutNudge, nudge_of, picked_of, typed_of
from cards.nudging.question import Telling, Typed, ask_nudge
from dialogs import overview, sendings, standings
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.nudging import JUST_NOW, Nudging, Place, places
from domain.overview import Overview
from domain.people import PersonId
from storage import people as people_store
from storage import reminded
from storage.database import TenantSession

# What comes by itself within this time is told before one asks for more.
SOON = timedelta(days=1)


async def ask(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Show exactly who would be reminded, before anything is sent."""
    about = nudge_of(submitted.data)
    view = await overview.view_of(turn, about.about.follow_up_round_id)
    if view is None:
        return Refuse(standings.unknown(turn))
    if not view.follow_up_round.is_open:
        return Refuse(standings.not_open(turn))
    everybody = asked(view, replace(about, chosen=frozenset()))
    if everybody is None:
        return Refuse(standings.unknown(turn))
    if about.picked_from is not None:
        about = _picked(about, everybody, submitted)
        if not about.chosen:
            fault = turn.words.say("Choose at least one person.")
            return Replace(choosing.choose(everybody, about, turn.words, fault=fault))
    sentence, even_them = typed_of(submitted.data)
    return Replace(await question(turn, view, about, Typed(sentence=sentence, even_them=even_them)))


async def choose(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The list of people to choose among, and its other pages."""
    about = nudge_of(submitted.data)
    view = await overview.view_of(turn, about.about.follow_up_round_id)
    if view is None:
        return Refuse(standings.unknown(turn))
    if not view.follow_up_round.is_open:
        return Refuse(standings.not_open(turn))
    everybody = asked(view, replace(about, chosen=frozenset()))
    if everybody is None:
        return Refuse(standings.unknown(turn))
    number = about.about.page
    if about.picked_from is not None:
        about = _picked(about, everybody, submitted)
    at_rest = replace(about, about=replace(about.about, page=0), picked_from=None)
    return Replace(choosing.choose(everybody, at_rest, turn.words, number=number))


async def question(turn: Turn, view: Overview, about: AboutNudge, given: Typed) -> Card:
    """The card that shows whom it is for, with what has been typed in it so far."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        return await drawn(session, turn, view, about, given)


async def drawn(session: TenantSession, turn: Turn, view: Overview, about: AboutNudge, given: Typed) -> Card:
    """The same within a transaction."""
    nudging = await nudging_of(session, turn, view, about)
    upcoming = sendings.next_reminder(view.follow_up_round, turn)
    telling = Telling(
        when=sending_card.beforehand(sendings.postponed(turn), turn.desk.undo, turn.words),
        asker=turn.person.name,
        names=await people_store.names(session),
        next_reminder=upcoming if upcoming and upcoming <= turn.at + SOON else None,
    )
    # A press on a button of an older card is a press too: what is sent belongs to this card alone.
    anew = replace(about, about=replace(about.about, key=turn.new_key()))
    return ask_nudge(view, nudging, anew, turn.words, telling, given=given)


async def nudging_of(session: TenantSession, turn: Turn, view: Overview, about: AboutNudge) -> Nudging:
    """Whom it is for, with the reminders that they have had today."""
    return Nudging(
        places=asked(view, about) or (),
        at=turn.at,
        reminded=await reminded.since(session, about.about.follow_up_round_id, _earliest(turn)),
    )


def asked(view: Overview, about: AboutNudge) -> tuple[Place, ...] | None:
    """Everybody it is for; None when the unit or the measure is no longer there."""
    return places(
        view,
        org_unit_id=about.about.org_unit_id,
        measure_id=about.about.measure_id,
        chosen=about.chosen,
    )


def _earliest(turn: Turn) -> datetime:
    midnight = turn.desk.calendar.instant(turn.today, time())
    return min(midnight, turn.at - JUST_NOW)


def _picked(about: AboutNudge, everybody: tuple[Place, ...], submitted: CardSubmitted) -> AboutNudge:
    """Those who were picked on that page, besides those who were on the others."""
    page = choosing.page_of_people(everybody, about.picked_from or 0)
    on_page: frozenset[PersonId] = frozenset(standing.person.person_id for _, standing in page.items)
    chosen = (about.chosen - on_page) | (picked_of(submitted.data) & on_page)
    return replace(about, chosen=chosen, picked_from=None)
