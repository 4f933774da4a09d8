"""The names of one unit or measure: who has what left, who cannot be reached, who is done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cards import authorship, reach, rounds, standing_words
from cards.card import Card, JsonValue
from cards.finding import AboutSearch
from cards.message import Button
from cards.paging import page_of
from cards.payloads import AboutUnit, AboutWorklist, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.render import render
from cards.turning import page_buttons, page_words
from cards.verbs import Verb
from cards.words import Words
from domain.findings import LONGEST_SEARCH
from domain.overview import Overview, PersonStanding, Standing
from domain.people import OrgUnitId
from domain.plan import Measure, MeasureId
from domain.rounds import FollowUpRound

PEOPLE_ON_A_PAGE = 20
# So much of what somebody has left is told by name; the rest is on their own list.
MOST_TITLES = 3
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One owner as the template wants it; `reason` is empty for those who can be reached.

    `by_letter` says that a letter reaches them instead of Teams.
    A tap on the row leads to answering for the person; `tooltip` says so.
    """

    name: str
    left: str
    titles: str
    reason: str
    tooltip: str
    data: dict[str, JsonValue]
    by_letter: str = ""


def unit(view: Overview, org_unit_id: OrgUnitId, words: Words, *, key: str, page: int = 0) -> Card:
    """The names of one unit, outstanding ones first. `key` is new for every card."""
    standing = view.unit(org_unit_id)
    about = AboutUnit(
        follow_up_round_id=view.follow_up_round.follow_up_round_id,
        org_unit_id=org_unit_id,
        key=key,
        page=page,
    )
    heading = excerpt(standing.org_unit.name, LONGEST_NAME) if standing else words.say("No activities")
    return _names(view, standing, about, words, heading)


def measure(view: Overview, measure_id: MeasureId, words: Words, *, key: str, page: int = 0) -> Card:
    """The names behind one measure, in all the units that carry it out."""
    standing = view.measure(measure_id)
    about = AboutUnit(
        follow_up_round_id=view.follow_up_round.follow_up_round_id,
        measure_id=measure_id,
        key=key,
        page=page,
    )
    heading = title_of(standing.measure, words) if standing else words.say("No activities")
    return _names(view, standing, about, words, heading)


def title_of(measure: Measure, words: Words) -> str:
    """What a measure is called, with its number."""
    return f"{words.number(measure.number)} {excerpt(measure.title, LONGEST_NAME)}"


def _names(view: Overview, standing: Standing | None, about: AboutUnit, words: Words, heading: str) -> Card:
    verb = Verb.SHOW_MEASURE if about.measure_id else Verb.SHOW_UNIT
    people = _in_order(standing)
    shown = page_of(people, about.page, PEOPLE_ON_A_PAGE)
    is_over = not view.follow_up_round.is_open
    return render(
        "unit",
        words,
        summary=f"{heading}: {_answered(standing, words)}",
        occasion=rounds.title(view.follow_up_round, words),
        heading=heading,
        answered=_answered(standing, words),
        how=authorship.how(standing.unchanged, standing.on_behalf, words) if standing else "",
        waits=standing_words.details(replace(standing, unchanged=0), words, is_over=is_over)
        if standing
        else "",
        is_open=view.follow_up_round.is_open,
        rows=[_row(each, view.follow_up_round, words) for each in shown.items if each.outstanding],
        done=_done(shown.items, words),
        page_of=page_words(shown, words),
        buttons=[
            *page_buttons(replace(about, page=0), verb, shown, words),
            *_buttons(view, people, replace(about, page=0), words),
        ],
    )


def _answered(standing: Standing | None, words: Words) -> str:
    if standing is None:
        return words.say("The unit has no activities in this follow-up.")
    return standing_words.answered(standing.answered, standing.outstanding, words)


def _in_order(standing: Standing | None) -> tuple[PersonStanding, ...]:
    people = standing.people if standing else ()
    done = tuple(each for each in people if not each.outstanding)
    mailed = tuple(each for each in people if each.is_mailed)
    return reach.lost(people) + mailed + reach.reachable(people) + done


def _row(standing: PersonStanding, follow_up_round: FollowUpRound, words: Words) -> Row:
    theirs = AboutWorklist(
        follow_up_round_id=follow_up_round.follow_up_round_id, owner_id=standing.person.person_id
    )
    return Row(
        name=reach.name(standing),
        left=_left(standing, words),
        titles=_titles(standing, words),
        reason="" if standing.is_mailed else reach.reason(standing, words),
        tooltip=words.say("Answer for {name}", name=reach.name(standing)),
        data=data_of(theirs),
        by_letter=reach.by_letter(standing, words),
    )


def _left(standing: PersonStanding, words: Words) -> str:
    total = standing.answered + standing.outstanding
    left = words.say(
        "{left} of {total} left", left=words.number(standing.outstanding), total=words.number(total)
    )
    return f"{left} · {words.say('Has asked for more time')}" if standing.has_asked_for_time else left


def _titles(standing: PersonStanding, words: Words) -> str:
    """What the person has left, by name."""
    named = [excerpt(item.plan_activity.title, LONGEST_TITLE) for item in standing.left[:MOST_TITLES]]
    more = len(standing.left) - len(named)
    if more:
        named.append(words.count("{n} more", "{n} more", more))
    return " · ".join(named)


def _done(standings: Sequence[PersonStanding], words: Words) -> str:
    names = [reach.name(each) for each in standings if not each.outstanding]
    return "✔ " + words.say("Done: {names}", names=words.listed(names)) if names else ""


def _buttons(
    view: Overview, people: Sequence[PersonStanding], about: AboutUnit, words: Words
) -> list[Button]:
    whole = replace(about, org_unit_id=None, measure_id=None, by_measure=about.measure_id is not None)
    back = Button(title=words.say("Back"), verb=Verb.SHOW_OVERVIEW, data=data_of(whole))
    others = [*_amend(view, about, words), back]
    waiting = len(reach.reachable(people))
    if not view.follow_up_round.is_open or not waiting:
        return others
    number = words.number(waiting)
    title = (
        words.say("Remind about the measure ({number})", number=number)
        if about.measure_id
        else words.say("Remind the unit ({number})", number=number)
    )
    return [Button(title=title, verb=Verb.ASK_NUDGE, data=data_of(about), is_main=True), *others]


def _amend(view: Overview, about: AboutUnit, words: Words) -> list[Button]:
    """To the activities of the unit or measure, each of which can be changed in the plan from there."""
    unit = view.unit(about.org_unit_id) if about.org_unit_id else None
    measure = view.measure(about.measure_id) if about.measure_id else None
    name = unit.org_unit.name if unit else measure.measure.title if measure else ""
    if not name:
        return []
    search = AboutSearch(
        follow_up_round_id=view.follow_up_round.follow_up_round_id, searched=name[:LONGEST_SEARCH]
    )
    return [Button(title=words.say("Find an activity to change"), verb=Verb.SEARCH, data=search.data)]
