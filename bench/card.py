"""The card that all senders send: our own reminder to an owner."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import orjson

from bench import town_texts
from bench.processes import CACHE
from bench.town import ANSWERED_LAST_TIME, ITEMS
from cards import worklist as worklist_card
from cards.card import Card
from cards.words import Words
from domain.answers import Answer, AnswerId, Progress, Statement
from domain.calendar import WorkCalendar
from domain.people import Language, OrgUnitId, Person, PersonId, Role
from domain.plan import Measure, MeasureId, OrgUnit, OrgUnitKind, PlanActivity, PlanActivityId, PlanId
from domain.rounds import FollowUpRoundId, Occasion, RoundState, usual_round
from domain.worklist import WorkItem, Worklist

TODAY = date(2023, 9, 5)
OWNER = PersonId(4711)


def write(items: int = ITEMS) -> Path:
    """Write the card to a file that the senders read; returns the file."""
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / f"card-{items}.json"
    path.write_bytes(orjson.dumps(drawn(items).content, default=dict))
    return path


def drawn(items: int = ITEMS) -> Card:
    """The card of an owner with so many plan activities."""
    current = usual_round(PlanId(1), Occasion.INTERIM_ACCOUNTS, date(2023, 8, 31), WorkCalendar())
    owner = Person(
        person_id=OWNER,
        name="Ägare 4711",
        email="agare4711@bankkoping.example",
        org_unit_id=OrgUnitId(1),
        roles=frozenset({Role.OWNER}),
        language=Language.SWEDISH,
    )
    current = replace(current, state=RoundState.OPEN)
    view = Worklist(owner=owner, follow_up_round=current, items=tuple(map(item, range(items))))
    greeting = "Hej! Nu är det dags att berätta hur det går. Sista svarsdag är tisdag 12 september."
    return worklist_card.worklist(
        view, Words(language=Language.SWEDISH), key="0123456789abcdef", today=TODAY, greeting=greeting
    )


def item(position: int) -> WorkItem:
    """One of them, with what was said last time."""
    plan_activity_id = PlanActivityId(OWNER * ITEMS + position)
    return WorkItem(
        plan_activity=PlanActivity(
            plan_activity_id=plan_activity_id,
            number=f"{position + 1}.{OWNER}",
            title=town_texts.titles(OWNER, position + 1)[position],
            description="",
            measure_id=MeasureId(1),
            org_unit_id=OrgUnitId(1),
            owner_id=OWNER,
            start=date(2023, 1, 1),
            end=date(2023, 12, 31),
        ),
        measure=Measure(
            measure_id=MeasureId(1), number=1, title=town_texts.MEASURES[position], description=""
        ),
        org_unit=OrgUnit(org_unit_id=OrgUnitId(1), name=town_texts.UNITS[0][0], kind=OrgUnitKind.SECTOR),
        previous=Answer(
            answer_id=AnswerId(1),
            follow_up_round_id=FollowUpRoundId(1),
            plan_activity_id=plan_activity_id,
            statement=Statement(
                progress=Progress.ON_TRACK,
                percent=40,
                comment=town_texts.comment(plan_activity_id),
                next_step=town_texts.NEXT_STEP,
            ),
            answered_by=OWNER,
            answered_at=ANSWERED_LAST_TIME,
        ),
    )
