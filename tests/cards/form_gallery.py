"""The form as it opens, comes back and cannot be saved, with one text in every place that people fill in."""

from dataclasses import replace
from decimal import Decimal

from cards.answer_form import Remarks, answer_form
from cards.card import Card
from cards.payloads import AboutItem, AboutWorklist
from cards.typed_back import typed_back
from cards.words import Words
from domain.answer_form import FieldFault, FormFields
from domain.answers import Progress
from domain.doubts import doubts
from domain.people import PersonId
from domain.plan import Indicator, PlanActivityId
from domain.rounds import FollowUpRoundId
from domain.worklist import WorkItem
from tests.cards import givens

ITEM = AboutItem(
    worklist=AboutWorklist(follow_up_round_id=FollowUpRoundId(7), owner_id=PersonId(1)),
    plan_activity_id=PlanActivityId(3),
    based_on=9,
    key="0123456789abcdef",
)
LATEST = Decimal("312.5")
FAULTS = {
    "promise": FieldFault.MISSING,
    "progress": FieldFault.MISSING,
    "percent_other": FieldFault.NOT_A_PERCENTAGE,
    "comment": FieldFault.TOO_LONG,
    "indicator_value": FieldFault.AMBIGUOUS_NUMBER,
    "next_step": FieldFault.TOO_LONG,
    "evidence": FieldFault.NOT_A_LINK,
    "obstacle_kind": FieldFault.MISSING,
    "obstacle_text": FieldFault.MISSING,
    "new_end": FieldFault.MISSING,
    "new_end_other": FieldFault.IN_THE_PAST,
    "reason": FieldFault.MISSING,
    "next_year": FieldFault.UNKNOWN_CHOICE,
    "next_year_note": FieldFault.MISSING,
}


def counted(text: str, latest: Decimal | None = LATEST) -> WorkItem:
    """An activity with a promise and an indicator, with its latest value."""
    before = replace(givens.statement(Progress.ON_TRACK, text), indicator_value=latest)
    item = givens.item(1, previous=before, text=text)
    indicator = Indicator(name=text, unit=text, target=Decimal(400), target_year=2026)
    return replace(item, plan_activity=replace(item.plan_activity, indicator=indicator))


def typed(text: str) -> FormFields:
    """The same text in every field that takes any."""
    return FormFields(
        promise="moved",
        progress="delayed",
        percent="40",
        percent_other=text,
        comment=text,
        indicator_value=text,
        next_step=text,
        evidence=text,
        obstacle_kind="money",
        obstacle_text=text,
        new_end="2024-03-01",
        new_end_other="2023-03-01",
        reason=text,
        next_year="change",
        next_year_note=text,
    )


def forms(words: Words, text: str) -> dict[str, Card]:
    """The form in every guise."""
    form, item = typed(text), counted(text)
    asked = doubts(FormFields(comment="ok", next_step="850709-9805", obstacle_text="070-123 45 67"))
    guises = {
        "form": Remarks(),
        "form with faults": Remarks(faults=FAULTS, notice=text),
        "form with questions": Remarks(doubts=asked),
        "form with a draft": Remarks(typed_at=givens.ANSWERED_AT, notice=text),
    }
    drawn = {
        name: answer_form(
            item,
            text[:100],
            form,
            words,
            payload=ITEM,
            today=givens.TODAY,
            remarks=remarks,
            on_behalf_of=text,
            asks_next_year=True,
        )
        for name, remarks in guises.items()
    }
    closed = Remarks(notice=text)
    return drawn | {
        "closed form": answer_form(
            item, text[:100], form, words, payload=ITEM, today=givens.TODAY, remarks=closed, can_save=False
        ),
        "what was typed": typed_back(form, words, own=ITEM.worklist),
    }
