"""Every card about matters, drawn with one text in every place that people fill in."""

from dataclasses import replace
from datetime import date

from cards import handover, more_time
from cards.card import Card
from cards.handover import REASON, Candidates
from cards.matter import matter
from cards.more_time import UNTIL, Typed
from cards.payloads import AboutItem, AboutWorklist
from cards.todo import FROM_HERE
from cards.words import Words
from domain.answers import Progress
from domain.matters import Dossier, Extension, Matter, MatterId, MatterKind, MatterState
from domain.people import OrgUnitId, Person, PersonId, Role
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRoundId, RoundState
from tests.cards import givens

OWNER, SUCCESSOR, STRATEGIST, DEPUTY = (PersonId(number) for number in (1, 2, 3, 4))
LAST = date(2023, 9, 19)
LIST = AboutWorklist(follow_up_round_id=FollowUpRoundId(7), owner_id=OWNER)
ITEM = AboutItem(worklist=LIST, plan_activity_id=PlanActivityId(3), based_on=9, key="0123456789abcdef")
STATES = {
    MatterKind.HANDOVER: [
        MatterState.ASKED,
        MatterState.WITH_STRATEGIST,
        MatterState.ACCEPTED,
        MatterState.DECLINED,
        MatterState.DECIDED,
        MatterState.KEPT,
        MatterState.WITHDRAWN,
    ],
    MatterKind.MORE_TIME: [
        MatterState.ASKED,
        MatterState.GRANTED,
        MatterState.REFUSED,
        MatterState.WITHDRAWN,
    ],
    MatterKind.CO_OWNER: [MatterState.TOLD],
    MatterKind.ANSWERED_FOR: [MatterState.TOLD],
    MatterKind.STANDS_IN: [MatterState.TOLD, MatterState.WITHDRAWN],
    MatterKind.RECOGNISED: [MatterState.TOLD],
    MatterKind.REOPENED: [MatterState.TOLD],
    MatterKind.APPROVED: [MatterState.TOLD],
    MatterKind.QUESTION: [
        MatterState.ASKED,
        MatterState.WITH_STRATEGIST,
        MatterState.REPLIED,
        MatterState.WITHDRAWN,
    ],
}


ASKS_SOMEBODY = {MatterKind.HANDOVER, MatterKind.CO_OWNER, MatterKind.QUESTION}


def cards_about_matters(words: Words, text: str, many: int = 3) -> dict[str, Card]:
    """All of them by name; `many` times ten are the people who may be chosen."""
    return _questions(words, text, many) | {
        f"{kind.value} {state.value} to {name}": matter(
            dossier(kind, state, text),
            reader,
            words,
            on=givens.TODAY,
            last=LAST,
            notice=text,
            typed=Typed(until="2023-09-15", reason=text, faults={REASON: text, UNTIL: text}),
        )
        for kind, states in STATES.items()
        for state in states
        for name, reader in readers(text).items()
    }


def _questions(words: Words, text: str, many: int) -> dict[str, Card]:
    item = givens.item(1, givens.statement(Progress.DELAYED, text), text=text, owner=givens.person(1, text))
    candidates = Candidates(
        people=[givens.person(number, text, number % 3) for number in range(1, many * 10)],
        units={OrgUnitId(number): text for number in range(3)},
        chosen="4",
        searched=text,
        reason=text,
        notes={PersonId(number): "kan inte nås i Teams" for number in range(1, many * 10)},
        faults={"person": text, REASON: text},
    )
    view = givens.worklist((item,))
    longer = [Extension(days=days, until=date(2023, 9, 12 + days)) for days in (1, 2, 5)]
    typed = Typed(until="2023-09-14", reason=text, faults={REASON: text, UNTIL: text})
    waiting = [dossier(kind, state, text) for kind, state in _for_strategists()] * many
    return {
        "hand over?": handover.ask_handover(
            item, candidates, words, about=ITEM, respond_by=givens.CLOSES_AT, is_own=False, notice=text
        ),
        "co-owner?": handover.ask_co_owner(item, candidates, words, about=ITEM, notice=text),
        "choose an owner": handover.choose_owner(waiting[0], candidates, words),
        "more time?": more_time.ask_more_time(
            view, longer, words, about=LIST, on=givens.TODAY, typed=typed, notice=text
        ),
        "more time from the list": matter(
            dossier(MatterKind.MORE_TIME, MatterState.ASKED, text),
            readers(text)["a strategist"],
            words,
            on=givens.TODAY,
            last=LAST,
            notice=text,
            kept={FROM_HERE: True, "page": 2},
        ),
        "no more time": more_time.no_more_time(view, words, about=LIST),
    }


def _for_strategists() -> list[tuple[MatterKind, MatterState]]:
    return [
        (MatterKind.HANDOVER, MatterState.WITH_STRATEGIST),
        (MatterKind.MORE_TIME, MatterState.ASKED),
    ]


def readers(text: str = "Namn") -> dict[str, Person]:
    """Somebody of every part."""
    strategist = replace(givens.person(STRATEGIST, text), roles=frozenset({Role.STRATEGIST}))
    return {
        "the owner": givens.person(OWNER, text),
        "whoever is asked": givens.person(SUCCESSOR, text),
        "a strategist": strategist,
        "a deputy": givens.person(DEPUTY, text),
        "another": givens.person(9, text),
    }


def dossier(
    kind: MatterKind,
    state: MatterState,
    text: str = "Hon leder projektet.",
    *,
    round_state: RoundState = RoundState.OPEN,
    **changes: object,
) -> Dossier:
    """A matter of that kind in that state, asked by the owner's deputy."""
    asked = Matter(
        matter_id=MatterId(5),
        kind=kind,
        state=state,
        follow_up_round_id=FollowUpRoundId(7),
        plan_activity_id=PlanActivityId(1),
        person_id=OWNER,
        counterpart_id=SUCCESSOR if kind in ASKS_SOMEBODY else None,
        asked_by=DEPUTY,
        asked_at=givens.ANSWERED_AT,
        reason=text,
        days=2,
        until=date(2023, 9, 14),
        respond_by=givens.CLOSES_AT,
        reply=text,
        settled_by=STRATEGIST,
        settled_at=givens.ANSWERED_AT,
    )
    return Dossier(
        matter=replace(asked, **changes),  # type: ignore[arg-type]
        follow_up_round=givens.follow_up_round(round_state),
        item=givens.item(1, previous=givens.statement(Progress.DELAYED, text), text=text),
        names={person_id: f"{text} {person_id}" for person_id in (OWNER, SUCCESSOR, STRATEGIST, DEPUTY)},
        outstanding=3,
    )
