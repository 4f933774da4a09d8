"""Earlier answers: who said what about an activity, and when, with corrections and what they corrected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cards import progress, promises, rounds
from cards.authorship import way
from cards.card import Card
from cards.message import Button
from cards.next_year_words import next_year_word
from cards.paging import Page, page_of
from cards.payloads import AboutItem, data_of
from cards.plain_text import LONGEST_NAME, cut_to_fit, excerpt
from cards.progress import State
from cards.question import exchange
from cards.render import render
from cards.turning import leaf_buttons, page_words
from cards.verbs import Verb
from cards.words import Words
from domain.answers import Answer, Statement
from domain.history import Past, PastAnswer
from domain.plan import Indicator
from domain.questions import Exchange
from domain.worklist import WorkItem

ROWS_ON_A_PAGE = 4
LONGEST_TITLE = 300
# More than any of them may have, in JSON.
LONGEST_TEXT = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One answer as the template wants it."""

    occasion: str
    state: State | None
    said: Sequence[str]
    saved: str


def history(
    item: WorkItem, past: Sequence[Past], words: Words, *, about: AboutItem, may_answer: bool
) -> Card:
    """What has been said of one activity, a few rows at a time; with `may_answer` back leads to the form."""
    shown = page_of(past, about.leaf, ROWS_ON_A_PAGE)
    title = excerpt(f"{item.plan_activity.number} {item.plan_activity.title}", LONGEST_TITLE)
    return render(
        "history",
        words,
        summary=words.say("Earlier answers: {title}", title=title),
        heading=words.say("Earlier answers"),
        title=title,
        nothing="" if past else words.say("Nobody has answered yet."),
        rows=[_row(each, item, words) for each in shown.items],
        page_of=page_words(shown, words),
        buttons=_buttons(shown, about, words, may_answer=may_answer),
    )


def _row(said: Past, item: WorkItem, words: Words) -> Row:
    return _answer(said, item, words) if isinstance(said, PastAnswer) else _question(said, words)


def _question(asked: Exchange, words: Words) -> Row:
    return Row(
        occasion=rounds.title(asked.follow_up_round, words),
        state=None,
        said=exchange.in_full(asked, words, LONGEST_TEXT),
        saved="",
    )


def _answer(said: PastAnswer, item: WorkItem, words: Words) -> Row:
    statement = said.answer.statement
    lines = [
        _called_otherwise(said, item, words),
        statement.comment,
        *_off_track(statement, words),
        _value(statement, item.plan_activity.indicator, words),
        words.say("Next step: {step}", step=statement.next_step) if statement.next_step else "",
        _promise(statement, words),
        _next_year(statement, words),
        f"◆ {words.say('Needs a decision')}" if statement.needs_decision else "",
        words.say("Evidence: {link}", link=statement.evidence) if statement.evidence else "",
    ]
    return Row(
        occasion=rounds.title(said.follow_up_round, words),
        state=progress.state(statement, words),
        said=[cut_to_fit(line, LONGEST_TEXT) for line in lines if line],
        saved=_saved(said, said.answer, words),
    )


def _called_otherwise(said: PastAnswer, item: WorkItem, words: Words) -> str:
    """An answer from an earlier plan may be about an activity that was worded in another way."""
    if said.title in {"", item.plan_activity.title}:
        return ""
    return words.say("The activity was then called: {title}", title=excerpt(said.title, LONGEST_TITLE))


def _off_track(statement: Statement, words: Words) -> list[str]:
    found, obstacle = [], statement.obstacle
    if obstacle:
        kind = progress.obstacle_word(obstacle.kind, words)
        found.append(words.say("Obstacle: {kind}. {text}", kind=kind, text=obstacle.text).rstrip())
    if statement.new_end:
        found.append(words.say("New end date: {day}", day=words.full_day(statement.new_end)))
    return found


def _value(statement: Statement, indicator: Indicator | None, words: Words) -> str:
    if statement.indicator_value is None:
        return ""
    number = words.number(statement.indicator_value)
    unit = excerpt(indicator.unit, LONGEST_NAME) if indicator else ""
    return words.say("Indicator: {value}", value=f"{number} {unit}".rstrip())


def _next_year(statement: Statement, words: Words) -> str:
    if statement.next_year is None:
        return ""
    said = words.say("Next year: {choice}", choice=next_year_word(statement.next_year, words).lower())
    return f"{said}. {statement.next_year_note}" if statement.next_year_note else said


def _promise(statement: Statement, words: Words) -> str:
    if statement.promise is None:
        return ""
    return words.say("What was planned before: {fate}", fate=promises.label(statement.promise, words))


def _saved(said: PastAnswer, answer: Answer, words: Words) -> str:
    when, name = _moment(answer.said_at, words), excerpt(said.answered_by_name, LONGEST_NAME)
    who = (
        words.say("Saved {when} by {name}", when=when, name=name)
        if answer.answered_for is None
        else words.say(
            "Answered {when} by {name} for {owner}",
            when=when,
            name=name,
            owner=excerpt(said.answered_for_name, LONGEST_NAME),
        )
    )
    parts = [
        words.say("Corrected later") if said.is_corrected else "",
        words.say("Correction") if said.corrects else "",
        words.say("Unchanged") if answer.unchanged else "",
        who,
        way(answer, words),
        cut_to_fit(answer.reason, LONGEST_TEXT),
    ]
    return " · ".join(part for part in parts if part)


def _moment(at: datetime, words: Words) -> str:
    """With the year, since answers are from several."""
    day = words.local_day(at)
    return words.say("{day} at {time}", day=words.full_day(day), time=words.clock(at))


def _buttons(page: Page[Past], about: AboutItem, words: Words, *, may_answer: bool) -> list[Button]:
    buttons = leaf_buttons(about, Verb.SHOW_HISTORY, page, words.say("Newer"), words.say("Older"))
    if may_answer:
        form = data_of(replace(about, leaf=0))
        back = Button(title=words.say("Back to the form"), verb=Verb.OPEN_FORM, data=form)
    else:
        back = Button(
            title=words.say("To my activities"), verb=Verb.SHOW_WORKLIST, data=data_of(about.worklist)
        )
    return [back, *buttons]
