"""The owner's list as it is met: folded, all done, late, with drafts, and with the lists of others."""

from dataclasses import replace
from datetime import timedelta

from cards import repetition, worklist
from cards.card import Card
from cards.payloads import AboutWorklist
from cards.words import Words
from domain.answers import Progress
from domain.plan import PlanActivityId
from domain.worklist import WorkItem, Worklist
from tests.cards import givens

KEY = "0123456789abcdef"
LATE = givens.DEADLINE + timedelta(days=1)


def worklists(words: Words, text: str, many: int) -> dict[str, Card]:
    """Each of them with that text in every place."""
    left = givens.worklist(items(text, many, answered=0))
    folded = givens.worklist(items(text, many + 2, answered=min(many, 5)))
    done = givens.worklist(items(text, many, answered=many))
    others = [givens.person(number, text) for number in range(2, 4)]
    drafted = [PlanActivityId(number) for number in range(1, many + 1)]
    return {
        "nothing answered": _list(left, words, greeting=text),
        "last page": _list(left, words, page=many),
        "list with drafts": _list(left, words, drafted=drafted),
        "folded list": _list(folded, words),
        "all done": _list(done, words, drafted=drafted),
        "late list": worklist.worklist(left, words, key=KEY, today=LATE),
        "more time": _list(replace(left, deadline=LATE), words),
        "list with a receipt": _list(folded, words, receipt=text[:200], notice=text),
        "unchanged for the rest": _rest(
            givens.worklist(items(text, many * 2, answered=0, ended=many)), words
        ),
        "retired list": worklist.retired(left, words),
        "list with questions": _list(_asking(left, text), words),
        "others' lists": _list(folded, words, standing_in_for=others),
    }


def items(text: str, many: int, *, answered: int, ended: int = 0) -> tuple[WorkItem, ...]:
    """`many` plan activities, the first of them answered, and the last of them ended last time."""
    owner = givens.person(1, text)
    before = givens.statement(Progress.ON_TRACK, text)
    now = givens.statement(Progress.DELAYED, text, needs_decision=True)
    return tuple(
        givens.item(
            number,
            now if number <= answered else None,
            owner=owner,
            belongs_to=givens.measure(number, text),
            previous=before if number <= many - ended else givens.statement(Progress.DONE, text),
            text=text,
        )
        for number in range(1, many + 1)
    )


def _list(view: Worklist, words: Words, **drawn: object) -> Card:
    return worklist.worklist(view, words, key=KEY, today=givens.TODAY, **drawn)  # type: ignore[arg-type]


def _rest(view: Worklist, words: Words) -> Card:
    about = AboutWorklist(
        follow_up_round_id=view.follow_up_round.follow_up_round_id, owner_id=view.owner.person_id
    )
    rest = worklist.repeatable(view, givens.TODAY)
    return repetition.ask(view, rest, about, words, key=KEY, today=givens.TODAY)


def _asking(view: Worklist, text: str) -> Worklist:
    """Somebody is asked to take over each of them, and there is a request for more time."""
    asked = {item.plan_activity.plan_activity_id: text for item in view.items}
    return replace(view, handed_to=asked, asked_until=LATE)
