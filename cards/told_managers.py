"""The escalation in the delivery ledger: which managers were told and when, or why not, and who could be."""

from datetime import datetime

from cards import delivery_words, unled
from cards.ledger_row import Row, Section, to_deputy, why
from cards.payloads import AboutUnit, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.verbs import Verb
from cards.words import Words
from domain.contact import ContactState
from domain.ledger import LedgerEntry, Place
from domain.rounds import FollowUpRound, RoundState
from domain.tellings import Tellings, ToldManager

MOST_MANAGERS = 8


def sections(view: Tellings, follow_up_round: FollowUpRound, words: Words, at: datetime) -> list[Section]:
    """What there is to tell about it; nothing in a round that tells no managers."""
    found = []
    if view.told or view.at is not None:
        found.append(
            Section(
                heading=words.say("To the units’ managers"),
                lines=_lines(view, follow_up_round, words, at),
                rows=[_row(each, follow_up_round, words, at) for each in view.told[:MOST_MANAGERS]],
            )
        )
    if view.unled and follow_up_round.state is not RoundState.CLOSED:
        found.append(_unled(view, words))
    return found


def _lines(view: Tellings, follow_up_round: FollowUpRound, words: Words, at: datetime) -> list[str]:
    say, lines = words.say, []
    if view.at is not None and not view.has_come(at) and follow_up_round.state is not RoundState.CLOSED:
        lines.append(say("They are told on {moment} of what is missing then.", moment=words.moment(view.at)))
    elif not view.told:
        lines.append(say("No manager has been told of anything."))
    if view.untold and view.has_come(at) and follow_up_round.is_open:
        names = unled.names([each.name for each in view.untold], words)
        lines.append(say("Not told: {names}. Nothing in their units is late yet.", names=names))
    more = len(view.told) - MOST_MANAGERS
    return [*lines, words.count("{n} more", "{n} more", more)] if more > 0 else lines


def _row(told: ToldManager, follow_up_round: FollowUpRound, words: Words, at: datetime) -> Row:
    about = AboutUnit(follow_up_round_id=follow_up_round.follow_up_round_id, org_unit_id=told.org_unit_id)
    is_open, unit = follow_up_round.is_open, excerpt(told.entry.org_unit, LONGEST_NAME)
    left = [_left(told.left, words)] if is_open else []
    return Row(
        name=excerpt(told.entry.person, LONGEST_NAME),
        unit=unit,
        why=[*_became(told.entry, words, at, is_open=is_open), *to_deputy(told.entry, words), *left],
        tap=words.say("Show ›"),
        tooltip=words.say("Show what {unit} has left", unit=unit),
        verb=Verb.SHOW_ESCALATION,
        data=data_of(about) if is_open and told.org_unit_id and told.left else {},
    )


def _became(entry: LedgerEntry, words: Words, at: datetime, *, is_open: bool) -> list[str]:
    if entry.place is Place.NOT_REACHED:
        # Nothing is sent to managers a second time, so it is not told that an obstacle is gone.
        first, *rest = why(entry, words, at, is_open=is_open, contact=ContactState.BLOCKED)
        return ["⚠ " + first, *rest]
    soon = delivery_words.due(entry.not_before, at, words)
    match entry.place:
        case Place.HELD_UP:
            return ["⚠ " + words.say("Could not be told yet. Next attempt {when}.", when=soon)]
        case Place.WAITING:
            return [words.say("Is told {when}.", when=soon)]
        case Place.SENT:
            today = at.astimezone(words.time_zone).date()
            when = delivery_words.time_of(entry.settled_at or entry.not_before, today, words)
            return [words.say("Was told {when}.", when=when)]
        case Place.ON_THE_WAY:
            return [words.say("Is being told now.")]
        case _:
            return [words.say("Was not told: it was not needed any longer.")]


def _left(left: int, words: Words) -> str:
    if not left:
        return words.say("The unit has answered everything.")
    return words.count("The unit has {n} activity left now.", "The unit has {n} activities left now.", left)


def _unled(view: Tellings, words: Words) -> Section:
    heading = words.say("Units without a manager")
    return Section(
        heading=f"⚠ {heading} ({words.number(len(view.unled))})",
        lines=[
            unled.names([each.name for each in view.unled], words),
            words.say("Nobody is told of what is missing there."),
            unled.remedy(words),
        ],
    )
