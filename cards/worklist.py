"""The owner's card: what is left to answer, what is answered, and one tap for what is unchanged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cards import progress, rounds
from cards.card import Card, JsonValue
from cards.message import Button
from cards.paging import page_of
from cards.payloads import AboutItem, AboutWorklist, Verb, data_of
from cards.plain_text import excerpt
from cards.progress import State
from cards.render import render
from cards.words import Words
from domain.answers import Answer, Statement, may_repeat
from domain.people import Person
from domain.rounds import RoundState
from domain.worklist import WorkItem, Worklist

ITEMS_ON_A_PAGE = 5
LONGEST_TITLE = 200
LONGEST_EXCERPT = 140
LONGEST_GREETING = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One plan activity as the template wants it."""

    title: str
    place: str
    last_time: str
    state: State | None
    said: list[str]
    saved: str
    is_answered: bool
    can_repeat: bool
    data: dict[str, JsonValue]


def worklist(
    view: Worklist,
    words: Words,
    *,
    key: str,
    today: date,
    page: int = 0,
    greeting: str = "",
    notice: str = "",
    standing_in_for: Sequence[Person] = (),
) -> Card:
    """One person's list in a round, `ITEMS_ON_A_PAGE` at a time.

    `key` is new for every card. `greeting` opens a reminder; `notice` says why nothing was saved.
    `standing_in_for` are those whose lists the reader answers today besides their own.
    """
    shown = page_of(view.in_order, page, ITEMS_ON_A_PAGE)
    about = _about(view, shown.number)
    return render(
        "worklist",
        words,
        summary=excerpt(notification(view, words, greeting), LONGEST_GREETING),
        heading=rounds.title(view.follow_up_round, words),
        standing=standing(view, words),
        deadline=deadline(view, words, today),
        is_late=view.follow_up_round.is_open and today > view.follow_up_round.deadline,
        is_open=view.follow_up_round.is_open,
        is_closed=view.follow_up_round.state is RoundState.CLOSED,
        no_answer=progress.label(None, words),
        greeting=excerpt(greeting, LONGEST_GREETING),
        notice=excerpt(notice, LONGEST_GREETING),
        rows=[_row(item, about, words, key, today) for item in shown.items],
        others=[_other(each, about, words) for each in standing_in_for],
        page=shown,
        page_of=words.say("Page {page} of {pages}", page=shown.number + 1, pages=shown.pages),
        previous_data=data_of(replace(about, page=max(0, shown.number - 1))),
        next_data=data_of(replace(about, page=shown.number + 1)),
    )


def _about(view: Worklist, page: int) -> AboutWorklist:
    return AboutWorklist(
        follow_up_round_id=view.follow_up_round.follow_up_round_id,
        owner_id=view.owner.person_id,
        page=page,
    )


def _other(owner: Person, about: AboutWorklist, words: Words) -> Button:
    return Button(
        title=words.say("Answer for {name}", name=owner.name),
        verb=Verb.SHOW_WORKLIST,
        data=data_of(replace(about, owner_id=owner.person_id, page=0)),
    )


def standing(view: Worklist, words: Words) -> str:
    """How far the person has come: 3 av 5 klara."""
    if not view.items:
        return words.say("You own no activities in this follow-up")
    if not view.outstanding:
        return words.count("Your activity is answered", "All {n} activities are answered", len(view.items))
    return words.say(
        "{answered} of {total} answered",
        answered=words.number(len(view.answered)),
        total=words.number(len(view.items)),
    )


def deadline(view: Worklist, words: Words, today: date) -> str:
    """What time there is, truthfully for every state of the round."""
    follow_up_round = view.follow_up_round
    if not follow_up_round.is_open and today > follow_up_round.deadline:
        return words.say("The follow-up is closed. Contact the environment office to correct an answer.")
    if not follow_up_round.is_open:
        return words.say("Opens on {day}", day=words.moment(follow_up_round.opens_at))
    if today > follow_up_round.deadline:
        return words.say(
            "The last day was {day}. You can still answer until {closing}.",
            day=words.day(follow_up_round.deadline),
            closing=words.moment(follow_up_round.closes_at),
        )
    if not view.outstanding:
        return words.say(
            "Thank you! You can change your answers until {closing}.",
            closing=words.moment(follow_up_round.closes_at),
        )
    return words.say("Answer by {day}", day=words.day(follow_up_round.deadline))


def notification(view: Worklist, words: Words, greeting: str) -> str:
    """The sentence in the toast."""
    if greeting:
        return f"{greeting} {standing(view, words)}."
    return f"{rounds.title(view.follow_up_round, words)}: {standing(view, words)}"


def _row(item: WorkItem, about: AboutWorklist, words: Words, key: str, today: date) -> Row:
    answer = item.answer
    payload = AboutItem(
        worklist=about,
        plan_activity_id=item.plan_activity.plan_activity_id,
        based_on=answer.answer_id if answer else 0,
        key=key,
    )
    return Row(
        title=excerpt(f"{item.plan_activity.number} {item.plan_activity.title}", LONGEST_TITLE),
        place=words.say(
            "Measure {number}: {title}",
            number=item.measure.number,
            title=excerpt(item.measure.title, LONGEST_TITLE),
        ),
        last_time="" if answer else _last_time(item.previous, words),
        state=progress.state(answer.statement, words) if answer else None,
        said=_said(answer.statement, words) if answer else [],
        saved=_saved(item, answer, words) if answer else "",
        is_answered=item.is_answered,
        can_repeat=may_repeat(item.previous, today),
        data=data_of(payload),
    )


def _said(statement: Statement, words: Words) -> list[str]:
    """All that the director will see, in a few lines; the form has it in full."""
    obstacle = statement.obstacle
    lines = [
        excerpt(statement.comment, LONGEST_EXCERPT),
        words.say(
            "Obstacle: {kind}. {text}",
            kind=progress.obstacle_word(obstacle.kind, words),
            text=excerpt(obstacle.text, LONGEST_EXCERPT),
        ).rstrip()
        if obstacle
        else "",
        words.say("Next step: {step}", step=excerpt(statement.next_step, LONGEST_EXCERPT))
        if statement.next_step
        else "",
        f"◆ {words.say('Needs a decision')}" if statement.needs_decision else "",
    ]
    return [line for line in lines if line]


def _last_time(previous: Answer | None, words: Words) -> str:
    if previous is None:
        return words.say("Not followed up before")
    short = progress.in_short(previous.statement, words)
    comment = excerpt(previous.statement.comment, LONGEST_EXCERPT)
    return words.say("Last time: {short}", short=short) + (f" – {comment}" if comment else "")


def _saved(item: WorkItem, answer: Answer, words: Words) -> str:
    saved = words.say(
        "Saved {when} by {name}",
        when=words.moment(answer.answered_at),
        name=excerpt(item.answered_by_name, LONGEST_EXCERPT),
    )
    return words.say("Unchanged") + " · " + saved if answer.unchanged else saved
