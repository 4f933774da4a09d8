"""Finding people and activities in a round: a field to write in, and where what it finds stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cards import progress, reach, rounds
from cards.amendment import AboutAmendment
from cards.card import Card, JsonValue
from cards.fields import PayloadError, number_of, text_of
from cards.message import Button
from cards.paging import page_of
from cards.payloads import AboutUnit, AboutWorklist, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.render import render
from cards.turning import page_words, turn_buttons
from cards.verbs import Verb
from cards.words import Words
from domain.findings import LONGEST_SEARCH, Finding, Findings
from domain.overview import Overview, PersonStanding
from domain.people import PersonId
from domain.rounds import FollowUpRoundId
from domain.worklist import WorkItem

FOUND_ON_A_PAGE = 15
FIND = "find"
LONGEST_TYPED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutSearch:
    """What is searched for in which round, and the page of what was found."""

    follow_up_round_id: FollowUpRoundId
    searched: str = ""
    page: int = 0

    @property
    def data(self) -> dict[str, JsonValue]:
        """What a button carries; what stands in the field takes the place of what was searched for."""
        return {"round": self.follow_up_round_id, FIND: self.searched, "page": self.page}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A person or an activity; a tap leads to the owner's list, with no `data` there is none to go to.

    An activity can be changed in the plan as well: `amend` is what that button carries. `by_letter` says that
    a letter reaches the person instead of Teams.
    """

    name: str
    stands: str
    reason: str
    tooltip: str
    data: dict[str, JsonValue]
    by_letter: str = ""
    amend_tooltip: str = ""
    amend: dict[str, JsonValue] = field(default_factory=dict)


def search_of(data: Mapping[str, JsonValue]) -> AboutSearch:
    """Parse what a search has sent."""
    searched = text_of(data, FIND)
    if len(searched) > LONGEST_TYPED:
        raise PayloadError(FIND)
    return AboutSearch(
        follow_up_round_id=FollowUpRoundId(number_of(data, "round")),
        searched=" ".join(searched.split())[:LONGEST_SEARCH],
        page=number_of(data, "page", default=0),
    )


def finding(view: Overview, findings: Findings, about: AboutSearch, words: Words) -> Card:
    """The field, and what was found for what stands in it."""
    shown = page_of(findings.every, about.page, FOUND_ON_A_PAGE)
    return render(
        "finding",
        words,
        summary=words.say("Search among people and activities"),
        occasion=rounds.title(view.follow_up_round, words),
        longest=LONGEST_SEARCH,
        searched=about.searched,
        search=replace(about, searched="", page=0).data,
        outcome=_outcome(findings, about, words),
        rows=[_row(each, view, words) for each in shown.items],
        is_open=view.follow_up_round.is_open,
        page_of=page_words(shown, words),
        buttons=[
            *turn_buttons(shown, Verb.SEARCH, words, lambda number: replace(about, page=number).data),
            _back(about, words),
        ],
    )


def _outcome(findings: Findings, about: AboutSearch, words: Words) -> str:
    if not about.searched:
        return ""
    if not findings.every:
        return words.say("Nothing was found. Try a shorter part of the name.")
    people = words.count("{n} person", "{n} people", len(findings.people))
    items = words.count("{n} activity", "{n} activities", len(findings.items))
    return words.say("Found: {people} and {activities}", people=people, activities=items)


def _row(each: Finding, view: Overview, words: Words) -> Row:
    match each:
        case PersonStanding():
            return _person(each, view, words)
        case WorkItem():
            return _item(each, view, words)


def _person(standing: PersonStanding, view: Overview, words: Words) -> Row:
    left = words.say(
        "{left} of {total} left",
        left=words.number(standing.outstanding),
        total=words.number(standing.answered + standing.outstanding),
    )
    is_open = view.follow_up_round.is_open
    return Row(
        name=reach.name(standing),
        stands=left if standing.outstanding else "✔ " + words.say("Everything is answered"),
        reason=reach.reason(standing, words) if standing.is_lost and is_open else "",
        by_letter=reach.by_letter(standing, words) if is_open else "",
        tooltip=words.say("Answer for {name}", name=reach.name(standing)),
        data=_to_list(standing.person.person_id, view),
    )


def _item(item: WorkItem, view: Overview, words: Words) -> Row:
    stands = progress.label(item.answer.statement.progress if item.answer else None, words)
    owner = excerpt(item.owner_name, LONGEST_NAME)
    told = [stands, excerpt(item.org_unit.name, LONGEST_NAME), owner]
    return Row(
        name=f"{item.plan_activity.number} {excerpt(item.plan_activity.title, LONGEST_NAME)}",
        stands=" · ".join(part for part in told if part),
        reason="",
        tooltip=words.say("Answer for {name}", name=owner),
        data=_to_list(item.plan_activity.owner_id, view),
        amend_tooltip=words.say("Change {number} in the plan", number=item.plan_activity.number),
        amend=AboutAmendment(plan_activity_id=item.plan_activity.plan_activity_id).data,
    )


def _to_list(owner_id: PersonId, view: Overview) -> dict[str, JsonValue]:
    if not view.follow_up_round.is_open:
        return {}
    return data_of(
        AboutWorklist(follow_up_round_id=view.follow_up_round.follow_up_round_id, owner_id=owner_id)
    )


def _back(about: AboutSearch, words: Words) -> Button:
    data = data_of(AboutUnit(follow_up_round_id=about.follow_up_round_id))
    return Button(title=words.say("Back"), verb=Verb.SHOW_OVERVIEW, data=data)
