"""Sending a nudge: once for each press, to nobody twice within the hour, with words that have been seen."""

from dataclasses import replace

from cards.card import Card
from cards.nudging.payloads import AboutNudge, nudge_of, typed_of
from cards.nudging.question import Typed
from cards.nudging.recent import by_whom
from dialogs import sendings, standings
from dialogs.desk import Turn
from dialogs.nudging.asking import asked, drawn, nudging_of
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain import reminders
from domain.nudging import LONGEST_SENTENCE, Nudging, sentence_of
from domain.overview import Overview
from domain.personal_data import has_identity_number
from storage import people as people_store
from storage import reminded
from storage import rounds as round_store
from storage import sendings as sending_store
from storage.database import TenantSession


async def send(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Remind them. The same press twice reminds once and gets the same receipt."""
    about, given = nudge_of(submitted.data), _given(turn, submitted)
    round_id = about.about.follow_up_round_id
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        await reminded.hold(session, round_id)
        follow_up_round = await round_store.find(session, round_id)
        if follow_up_round is None or not follow_up_round.is_open:
            return Refuse(_not_open(turn, given))
        view = await standings.of_round(session, turn, follow_up_round)
        if asked(view, about) is None:
            # A unit that has left the plan must never come to mean everybody.
            return Refuse(standings.unknown(turn))
        if given.fault or (given.preview and given.sentence != sentence_of(about.seen)):
            return Replace(await drawn(session, turn, view, about, given))
        card = await _sent(session, turn, view, about, given)
    turn.desk.wake()
    return Replace(card)


async def _sent(session: TenantSession, turn: Turn, view: Overview, about: AboutNudge, given: Typed) -> Card:
    key = reminders.nudge_key(turn.person.person_id, about.about.key)
    nudging = await nudging_of(session, turn, view, about)
    before = await sending_store.find(session, view.follow_up_round.follow_up_round_id, key)
    notice = "" if before or given.even_them else await _spared(session, turn, nudging)
    return await sendings.set_going(
        session,
        turn,
        view.follow_up_round,
        key=key,
        people=nudging.people(even_them=given.even_them),
        deed="reminder.nudged",
        unreachable=[each.person.name for _, each in nudging.places if each.is_unreachable],
        sentence=given.sentence,
        notice=notice,
    )


async def _spared(session: TenantSession, turn: Turn, nudging: Nudging) -> str:
    """Who had reminded some of them in the meantime or just before, so that they are left out."""
    recent = nudging.just_reminded
    if not recent:
        return ""
    names = await people_store.names(session)
    told = by_whom(recent, turn.at, names, turn.words)
    return " ".join([*told, turn.words.say("They got no reminder this time.")])


def _given(turn: Turn, submitted: CardSubmitted) -> Typed:
    text, even_them = typed_of(submitted.data)
    sentence = sentence_of(text)
    given = Typed(sentence=sentence, even_them=even_them, preview=bool(sentence))
    if len(sentence) > LONGEST_SENTENCE:
        fault = turn.words.say(
            "Shorten it to {most} characters; now it is {number}.",
            most=turn.words.number(LONGEST_SENTENCE),
            number=turn.words.number(len(sentence)),
        )
        return replace(given, sentence=text, fault=fault, preview=False)
    if has_identity_number(sentence):
        doubt = turn.words.say("It looks like a personal identity number. Take it away if it is one.")
        return replace(given, doubt=doubt)
    return given


def _not_open(turn: Turn, given: Typed) -> str:
    """What was written is given back: it may have taken a while to find the words."""
    said = standings.not_open(turn)
    if not given.sentence:
        return said
    return f"{said} {turn.words.say('You wrote: {sentence}', sentence=given.sentence)}"
