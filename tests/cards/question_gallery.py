"""Everything about questions back, drawn with one text in every place that people fill in."""

from dataclasses import replace
from datetime import timedelta

from cards.card import Card
from cards.history import history
from cards.paging import Page
from cards.question.form import Post, Written, ask_question, button
from cards.question.listing import ROWS_ON_A_PAGE, questions
from cards.question.matter import Look, question
from cards.question.payloads import AboutQuestion, AboutQuestions
from cards.summary import answers
from cards.summary.payloads import Screen
from cards.words import Words
from domain.answers import Progress
from domain.history import with_questions
from domain.matters import Dossier, MatterKind, MatterState
from domain.people import Absence, Person
from domain.plan import PlanActivityId
from domain.questions import Addressee, Exchange, fitting
from domain.rounds import FollowUpRoundId
from domain.worklist import WorkItem
from tests.cards import givens
from tests.cards.matter_gallery import DEPUTY, ITEM, OWNER, STATES, STRATEGIST, SUCCESSOR, dossier, readers
from tests.cards.summary_gallery import view

ABOUT_LIST = AboutQuestions(page=1, follow_up_round_id=FollowUpRoundId(7))


def cards_about_questions(words: Words, text: str, many: int) -> dict[str, Card]:
    """The form, the question to its owner, full pages of the list, and questions among the answers."""
    item, shown = delayed(text), view(givens.items(2, 2, text=text), Screen.ANSWERS, text=text)
    about = AboutQuestion(
        summary=shown.about, plan_activity_id=PlanActivityId(1), key="0123456789abcdef", warned=True
    )
    written = Written(ready=fitting(item)[0].value, text=text, fault=text, doubt=text)
    asked = [exchange(state, text) for state in (MatterState.REPLIED, MatterState.ASKED)]
    return (
        {
            "ask the owner": ask_question(item, post(text), words, about=about),
            "ask the owner again": ask_question(item, post(text, many), words, about=about, written=written),
            "history with questions": history(
                item, with_questions((), asked), words, about=ITEM, may_answer=True
            ),
            "answers with questions": _answers(words, text, 8),
            "answer with questions": _answers(words, text, 1),
        }
        | _to_the_owner(words, text)
        | _lists(words, text, many)
    )


def _to_the_owner(words: Words, text: str) -> dict[str, Card]:
    """In every state; with a fault, to whoever stands in; and where somebody else was first."""
    owner = givens.person(SUCCESSOR, text)
    plain = Look(reader=owner, on=givens.TODAY)
    typed = Look(
        reader=givens.person(STRATEGIST, text),
        on=givens.TODAY,
        in_place_of=owner,
        notice=text,
        reply=text,
        fault=text,
        warned=True,
        kept=ABOUT_LIST.data,
    )
    asked, replied = questioned(MatterState.ASKED, text), questioned(MatterState.REPLIED, text)
    return {
        f"question {state.value} to its owner": question(questioned(state, text), plain, words)
        for state in STATES[MatterKind.QUESTION]
    } | {
        "reply with a fault": question(asked, typed, words),
        "somebody else was first": question(replied, replace(typed, fault="", notice=""), words),
    }


def _lists(words: Words, text: str, many: int) -> dict[str, Card]:
    full = page(text, many)
    nothing: Page[Dossier] = Page(items=(), number=0, pages=1)
    own = AboutQuestions()
    return {
        "questions": questions(full, words, about=ABOUT_LIST, reader=DEPUTY, answerable={5}, notice=text),
        "own questions": questions(full, words, about=own, reader=DEPUTY, answerable=()),
        "no questions": questions(nothing, words, about=own, reader=DEPUTY, answerable=()),
    }


def questioned(state: MatterState, text: str, **changes: object) -> Dossier:
    """A question in that state from the deputy, who is a director here, to the successor."""
    found = dossier(MatterKind.QUESTION, state, text, person_id=DEPUTY, counterpart_id=SUCCESSOR)
    assert found.item is not None
    theirs = replace(found.item.plan_activity, owner_id=SUCCESSOR)
    return replace(
        found,
        matter=replace(found.matter, **changes),  # type: ignore[arg-type]
        item=replace(found.item, plan_activity=theirs),
    )


def delayed(text: str) -> WorkItem:
    """What the form is about."""
    statement = replace(givens.statement(Progress.DELAYED, text), new_end=givens.TODAY + timedelta(days=90))
    return givens.item(1, statement, text=text, owner=givens.person(OWNER, text))


def post(text: str, many: int = 1) -> Post:
    """To somebody at once, to others later, to one who stands in, and to one who cannot be reached."""
    at = givens.ANSWERED_AT
    away = replace(
        givens.person(SUCCESSOR, text),
        absence=Absence(first_day=givens.TODAY, last_day=givens.TODAY + timedelta(days=9), deputy_id=DEPUTY),
    )
    later = at + timedelta(hours=20)

    def to(person: Person, *, when: bool = False, lost: bool = False, instead: bool = False) -> Addressee:
        return Addressee(
            person=person,
            stands_in_for=away if instead else None,
            from_when=later if when else at,
            is_reachable=not lost,
        )

    people = [givens.person(number, text) for number in range(1, many + 1)]
    return Post(
        addressees=[
            *(to(each) for each in people),
            to(givens.person(DEPUTY, text), when=True, instead=True),
            to(givens.person(STRATEGIST, text), lost=True),
        ],
        at=at,
        before=[exchange(state, text) for state in (MatterState.REPLIED, MatterState.WITH_STRATEGIST)],
    )


def exchange(state: MatterState, text: str) -> Exchange:
    """A question with its reply."""
    asked = questioned(state, text)
    return Exchange(
        matter=asked.matter,
        asked_by=text,
        asked_of=text,
        replied_by=text,
        follow_up_round=asked.follow_up_round,
    )


def page(text: str, many: int) -> Page[Dossier]:
    """A page with questions in every state."""
    states = (MatterState.ASKED, MatterState.WITH_STRATEGIST, MatterState.REPLIED)
    some = [questioned(states[number % 3], text) for number in range(min(many, ROWS_ON_A_PAGE))]
    return Page(items=tuple(some), number=1, pages=many)


def _answers(words: Words, text: str, many: int) -> Card:
    items = givens.items(4, 2, text=text)[:many]
    shown = Page(items=items[: answers.ITEMS_ON_A_PAGE], number=0, pages=2)
    about = view(items, Screen.ANSWERS, text=text)
    everything = [exchange(state, text) for state in (MatterState.REPLIED, MatterState.ASKED)]
    return answers.answers(
        about,
        shown,
        words,
        buttons_of=lambda item: button(item, about.about, readers()["another"].person_id, words),
        asked={each.plan_activity.plan_activity_id: everything for each in items},
        notice=text,
    )
