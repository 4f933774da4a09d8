"""The owner's card: what is left to answer, what is answered, and one tap for what is unchanged."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from cards import due, progress, rounds
from cards.card import Card, JsonValue
from cards.payloads import AboutItem, AboutUnit, AboutWorklist, data_of
from cards.plain_text import LONGEST_NAME, excerpt
from cards.render import render
from cards.verbs import Verb
from cards.words import Words
from cards.worklist_page import Leaf, leaf_of
from cards.worklist_row import DoneRow, LeftRow, Sight, done_row, left_row
from domain.answers import may_repeat
from domain.people import Person
from domain.plan import PlanActivityId
from domain.rounds import RoundState
from domain.worklist import WorkItem, Worklist

LONGEST_GREETING = 600
LONGEST_NOTICE = 1_000
# The most that Teams recommends; what does not fit among them goes into the card's "…" menu.
MOST_BUTTONS = 6
FEWEST_TO_REPEAT_TOGETHER = 2


class Choice(NamedTuple):
    """A button under the list; one that is not `is_plain` stands in the "…" menu."""

    title: str
    verb: Verb
    data: Mapping[str, JsonValue]
    is_plain: bool = True


def worklist(
    view: Worklist,
    words: Words,
    *,
    key: str,
    today: date,
    page: int = 0,
    greeting: str = "",
    notice: str = "",
    receipt: str = "",
    standing_in_for: Sequence[Person] = (),
    drafted: Collection[PlanActivityId] = frozenset(),
    on_behalf: bool = False,
    others: AboutItem | None = None,
) -> Card:
    """One person's list in a round: what is left a few at a time, then what is done, folded.

    `key` is new for every card. `greeting` opens a reminder; `notice` says why nothing was saved, and
    `receipt` what was.
    `standing_in_for` are those whose lists the reader answers today besides their own, and `drafted` the
    plan activities for which the reader has typed something that is not saved. A strategist reads it
    `on_behalf` of its owner. `others` is what has just been saved, when others have answered about the same.
    """
    leaf = leaf_of(view, page)
    data, handed = data_of(_about(view, leaf.number)), view.handed_to
    sight = Sight(
        data=data, words=words, key=key, today=today, drafted=drafted, handed_to=handed, on_behalf=on_behalf
    )
    return render(
        "worklist",
        words,
        summary=excerpt(notification(view, words, greeting), LONGEST_GREETING),
        greeting=excerpt(greeting, LONGEST_GREETING),
        notice=excerpt(notice, LONGEST_NOTICE),
        receipt=receipt,
        others=data_of(others) if others else None,
        **_top(view, sight),
        **_rows(view, leaf, sight, standing_in_for),
    )


def _top(view: Worklist, sight: Sight) -> dict[str, object]:
    """What the list is, whose it is when it is not the reader's, and how far it has come."""
    follow_up_round, words, today = view.follow_up_round, sight.words, sight.today
    in_one_line = due.counted(view, words) if sight.on_behalf else due.in_one_line(view, words, today)
    return {
        "heading": rounds.title(follow_up_round, words),
        "on_behalf": _on_behalf(view, words) if sight.on_behalf else "",
        "standing": in_one_line,
        "remark": due.of_another(view, words) if sight.on_behalf else due.remark(view, words, today),
        "is_late": due.is_late(view, today),
        "is_open": follow_up_round.is_open,
        "is_closed": follow_up_round.state is RoundState.CLOSED,
        "no_answer": progress.label(None, words),
    }


def _rows(view: Worklist, leaf: Leaf, sight: Sight, standing_in_for: Sequence[Person]) -> dict[str, object]:
    """What is on the page, and the buttons that there is room for."""
    words, left = sight.words, _left(leaf, sight)
    repeated = sum([row.can_repeat for row in left])
    rest = 0 if sight.on_behalf else _rest(view, leaf, repeated, sight.today)
    room = MOST_BUTTONS - repeated - bool(rest)
    others = [_other(each, view, words) for each in standing_in_for]
    seldom = [_to_the_unit(view, words)] if sight.on_behalf else _seldom(view, sight)
    return {
        "about": sight.data,
        "left": left,
        "rest": rest,
        "done": _done(leaf, sight),
        "is_folded": leaf.is_folded,
        "fold_title": _fold_title(view, words) if leaf.is_folded or leaf.leads_to_done else "",
        "done_data": data_of(_about(view, leaf.first_of_done)) if leaf.leads_to_done else None,
        "page_of": _page_of(leaf, words),
        "choices": [*_within(room, [*_turning(leaf, view, words), *others]), *seldom],
    }


def _rest(view: Worklist, leaf: Leaf, on_the_page: int, today: date) -> int:
    """How many can be repeated together; 0 when each has its button anyway, or none can be."""
    if not (view.follow_up_round.is_open and leaf.left):
        return 0
    is_all = len(leaf.left) == len(view.outstanding)
    many = on_the_page if is_all else len(repeatable(view, today))
    return many if many >= FEWEST_TO_REPEAT_TOGETHER else 0


def retired(view: Worklist, words: Words) -> Card:
    """What is left of a list that has a newer message in the same chat: one line."""
    title = rounds.title(view.follow_up_round, words)
    note = f"{title}: {words.say('there is a newer list further down')} ↓"
    return render("retired", words, summary=note, note=note)


def repeatable(view: Worklist, today: date) -> list[WorkItem]:
    """What is left to answer and may be answered with "unchanged", in the plan's order."""
    return [item for item in view.outstanding if may_repeat(item.previous, today)]


def notification(view: Worklist, words: Words, greeting: str) -> str:
    """The sentence in the toast."""
    if greeting:
        return f"{greeting} {due.standing(view, words)}."
    return f"{rounds.title(view.follow_up_round, words)}: {due.standing(view, words)}"


def _about(view: Worklist, page: int) -> AboutWorklist:
    return AboutWorklist(
        follow_up_round_id=view.follow_up_round.follow_up_round_id,
        owner_id=view.owner.person_id,
        page=page,
    )


def _left(leaf: Leaf, sight: Sight) -> list[LeftRow]:
    return [left_row(number, item, sight) for number, item in leaf.left]


def _done(leaf: Leaf, sight: Sight) -> list[DoneRow]:
    return [done_row(number, item, item.answer, sight) for number, item in leaf.done if item.answer]


def _fold_title(view: Worklist, words: Words) -> str:
    return words.count("Show the answered one", "Show the {n} answered", len(view.answered))


def _page_of(leaf: Leaf, words: Words) -> str:
    page, pages = leaf.place
    if pages == 1:
        return ""
    return words.say("Page {page} of {pages}", page=words.number(page), pages=words.number(pages))


def _within(room: int, wanted: Sequence[Choice]) -> list[Choice]:
    """So many are seen at once, the others stand in the "…" menu."""
    return [each if place < room else each._replace(is_plain=False) for place, each in enumerate(wanted)]


def _turning(leaf: Leaf, view: Worklist, words: Words) -> list[Choice]:
    steps = []
    if leaf.coming:
        steps.append((words.count("Show {n} more", "Show {n} more", leaf.coming), leaf.number + 1))
    if leaf.is_of_done and leaf.first_of_done:
        steps.append((words.say("To what is left"), 0))
    if leaf.number not in {0, leaf.first_of_done}:
        steps.append((words.say("Previous"), leaf.number - 1))
    return [
        Choice(title=title, verb=Verb.SHOW_WORKLIST, data=data_of(_about(view, page)))
        for title, page in steps
    ]


def _other(owner: Person, view: Worklist, words: Words) -> Choice:
    about = AboutWorklist(
        follow_up_round_id=view.follow_up_round.follow_up_round_id, owner_id=owner.person_id
    )
    return Choice(
        title=words.say("Answer for {name}", name=excerpt(owner.name, LONGEST_NAME)),
        verb=Verb.SHOW_WORKLIST,
        data=data_of(about),
    )


def _on_behalf(view: Worklist, words: Words) -> str:
    name = excerpt(view.owner.name, LONGEST_NAME)
    if not view.follow_up_round.is_open:
        return name
    return words.say("You answer for {name}, who is told about each answer.", name=name)


def _to_the_unit(view: Worklist, words: Words) -> Choice:
    """Back to where the strategist came from."""
    unit = view.items[0].org_unit.org_unit_id if view.items else None
    about = AboutUnit(follow_up_round_id=view.follow_up_round.follow_up_round_id, org_unit_id=unit)
    verb = Verb.SHOW_UNIT if unit else Verb.SHOW_OVERVIEW
    return Choice(title=words.say("Back"), verb=verb, data=data_of(about))


def _seldom(view: Worklist, sight: Sight) -> list[Choice]:
    if not (view.follow_up_round.is_open and view.items):
        return []
    words, data = sight.words, sight.data
    away = Choice(title=words.say("I am away"), verb=Verb.ASK_ABSENCE, data=data, is_plain=False)
    if not view.outstanding:
        return [away]
    more = words.say("I need more time")
    return [Choice(title=more, verb=Verb.ASK_MORE_TIME, data=data, is_plain=False), away]
