"""What the strategist's home leads to: what is done every day is seen at once, the rest is behind “…”."""

from dataclasses import replace

from cards import reach
from cards.message import Button
from cards.payloads import AboutUnit, data_of
from cards.verbs import Verb
from cards.words import Words
from domain.overview import Overview
from domain.rounds import RoundState

# As many as Teams recommends; those that there is no room for are folded.
MOST_SEEN = 6


def buttons(
    view: Overview, about: AboutUnit, words: Words, turning: list[Button], *, has_ledger: bool
) -> list[Button]:
    """All of them; `turning` are those that turn pages, `about` is the round as it is shown now."""
    whole = replace(about, page=0, by_measure=False)
    everyday = [
        *turning,
        *_main(view, whole, words),
        _other_way(about, words),
        Button(title=words.say("Search"), verb=Verb.ASK_SEARCH, data=data_of(whole)),
        *_to_deliveries(whole, words, has_ledger=has_ledger),
        Button(title=words.say("Summary"), verb=Verb.SHOW_SUMMARY, data=data_of(whole)),
    ]
    seen, no_room = everyday[:MOST_SEEN], everyday[MOST_SEEN:]
    return seen + [replace(each, is_folded=True) for each in [*no_room, *_neighbours(view, whole, words)]]


def _main(view: Overview, about: AboutUnit, words: Words) -> list[Button]:
    waiting = len(reach.reachable(view.waiting_for))
    if view.follow_up_round.is_open and waiting:
        title = words.say("Remind all who are left ({number})", number=words.number(waiting))
        return [Button(title=title, verb=Verb.ASK_NUDGE, data=data_of(about), is_main=True)]
    if view.follow_up_round.state is RoundState.PLANNED:
        title = words.say("Open the follow-up now")
        return [Button(title=title, verb=Verb.ASK_OPEN_ROUND, data=data_of(about), is_main=True)]
    return []


def _other_way(about: AboutUnit, words: Words) -> Button:
    title = words.say("Show by unit") if about.by_measure else words.say("Show by measure")
    turned = replace(about, page=0, by_measure=not about.by_measure)
    return Button(title=title, verb=Verb.SHOW_OVERVIEW, data=data_of(turned))


def _to_deliveries(about: AboutUnit, words: Words, *, has_ledger: bool) -> list[Button]:
    if not has_ledger:
        return []
    return [Button(title=words.say("Deliveries"), verb=Verb.SHOW_DELIVERIES, data=data_of(about))]


def _neighbours(view: Overview, about: AboutUnit, words: Words) -> list[Button]:
    say, follow_up_round = words.say, view.follow_up_round
    is_over = follow_up_round.state is RoundState.CLOSED
    ahead = [(Verb.SHOW_PREFLIGHT, say("Pre-flight")), (Verb.SHOW_REHEARSAL, say("Rehearsal"))]
    places = [
        (Verb.SHOW_ROUND, say("Manage the follow-up")),
        (Verb.SHOW_TODO, say("To do")),
        *([] if is_over else ahead),
        (Verb.SHOW_WHITE_SPOTS, say("White spots")),
        (Verb.SHOW_RESPONSES, say("Response figures")),
        *([(Verb.NEXT_YEAR, say("Next year’s plan"))] if follow_up_round.asks_next_year else []),
        (Verb.SHOW_YEAR, say("The year’s follow-ups")),
    ]
    return [Button(title=title, verb=verb, data=data_of(about)) for verb, title in places]
