"""One unit's names: who has something left, who cannot be reached and what helps, and who is done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cards import authorship, reach, rounds
from cards.card import Card, JsonValue
from cards.message import Button
from cards.paging import page_of
from cards.payloads import AboutUnit, AboutWorklist, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.render import render
from cards.turning import page_buttons, page_words
from cards.verbs import Verb
from cards.words import Words
from domain.overview import Overview, PersonStanding, UnitStanding
from domain.people import OrgUnitId
from domain.rounds import FollowUpRound

PEOPLE_ON_A_PAGE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One owner as the template wants it; `reason` is empty for those who can be reached.

    A tap on the row leads to answering for the person; `tooltip` says so.
    """

    name: str
    left: str
    reason: str
    tooltip: str
    data: dict[str, JsonValue]


def unit(view: Overview, org_unit_id: OrgUnitId, words: Words, *, key: str, page: int = 0) -> Card:
    """The names of one unit, outstanding ones first. `key` is new for every card."""
    standing = view.unit(org_unit_id)
    about = AboutUnit(
        follow_up_round_id=view.follow_up_round.follow_up_round_id, org_unit_id=org_unit_id, key=key
    )
    people = _in_order(standing)
    shown = page_of(people, page, PEOPLE_ON_A_PAGE)
    heading = excerpt(standing.org_unit.name, LONGEST_NAME) if standing else words.say("No activities")
    return render(
        "unit",
        words,
        summary=f"{heading}: {_answered(standing, words)}",
        occasion=rounds.title(view.follow_up_round, words),
        heading=heading,
        answered=_answered(standing, words),
        how=authorship.how(standing.unchanged, standing.on_behalf, words) if standing else "",
        is_open=view.follow_up_round.is_open,
        rows=[_row(each, view.follow_up_round, words) for each in shown.items if each.outstanding],
        done=_done(shown.items, words),
        page_of=page_words(shown, words),
        buttons=[
            *page_buttons(about, Verb.SHOW_UNIT, shown, words),
            *_buttons(view, people, about, words),
        ],
    )


def _answered(standing: UnitStanding | None, words: Words) -> str:
    if standing is None:
        return words.say("The unit has no activities in this follow-up.")
    return words.say(
        "{answered} of {total} answered",
        answered=words.number(standing.answered),
        total=words.number(standing.answered + standing.outstanding),
    )


def _in_order(standing: UnitStanding | None) -> tuple[PersonStanding, ...]:
    people = standing.people if standing else ()
    done = tuple(each for each in people if not each.outstanding)
    return reach.unreachable(people) + reach.reachable(people) + done


def _row(standing: PersonStanding, follow_up_round: FollowUpRound, words: Words) -> Row:
    total = standing.answered + standing.outstanding
    left = words.say(
        "{left} of {total} left", left=words.number(standing.outstanding), total=words.number(total)
    )
    theirs = AboutWorklist(
        follow_up_round_id=follow_up_round.follow_up_round_id, owner_id=standing.person.person_id
    )
    return Row(
        name=reach.name(standing),
        left=left,
        reason=reach.reason(standing, words),
        tooltip=words.say("Answer for {name}", name=reach.name(standing)),
        data=data_of(theirs),
    )


def _done(standings: Sequence[PersonStanding], words: Words) -> str:
    names = [reach.name(each) for each in standings if not each.outstanding]
    return "✔ " + words.say("Done: {names}", names=words.listed(names)) if names else ""


def _buttons(
    view: Overview, people: Sequence[PersonStanding], about: AboutUnit, words: Words
) -> list[Button]:
    back = Button(
        title=words.say("Back"), verb=Verb.SHOW_OVERVIEW, data=data_of(replace(about, org_unit_id=None))
    )
    waiting = len(reach.reachable(people))
    if not view.follow_up_round.is_open or not waiting:
        return [back]
    title = words.say("Remind the unit ({number})", number=words.number(waiting))
    return [Button(title=title, verb=Verb.ASK_NUDGE, data=data_of(about)), back]
