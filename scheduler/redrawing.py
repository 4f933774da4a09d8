"""Redrawing a message in somebody's chat: its list as it is now, or a line that points to a newer one."""

from dataclasses import dataclass
from datetime import date

from cards import rounds
from cards.answer_form import Remarks, answer_form, heading_of
from cards.card import Card
from cards.payloads import AboutItem, AboutWorklist
from cards.words import Words
from cards.worklist import retired, worklist
from domain.answer_form import as_it_opens, typed_in
from domain.deliveries import THE_OPEN_FORM
from domain.drafts import Draft
from domain.people import Person
from domain.permissions import may_answer_for_others, may_see_worklist
from domain.worklist import WorkItem, Worklist
from scheduler.scene import Scene
from storage.claims import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Redrawn:
    """What is to stand in the message; `is_form` when it is the form that stands open in it."""

    card: Card
    is_form: bool = False


def redrawn(
    delivery: Delivery,
    view: Worklist,
    recipient: Person,
    scene: Scene,
    words: Words,
    *,
    key: str,
    today: date,
) -> Redrawn | None:
    """What is to stand in a message that shows a list; None when it is to be left alone.

    Nothing takes the place of a form that stands open, whoever asks: its closing asks for it again.
    """
    form = scene.open_forms.get((recipient.person_id, delivery.message_id))
    if form is not None:
        item = next((each for each in view.items if _id(each) == form.plan_activity_id), None)
        if delivery.page != THE_OPEN_FORM or item is None or not view.follow_up_round.is_open:
            return None
        return Redrawn(card=_form(item, form, view, words, key=key, today=today), is_form=True)
    if scene.has_newer_than(delivery):
        return Redrawn(card=retired(view, words))
    is_own = may_see_worklist(recipient, view.owner, today, scene.people)
    card = worklist(
        view,
        words,
        key=key,
        today=today,
        page=max(0, delivery.page),
        drafted=scene.drafted(recipient),
        on_behalf=not is_own and may_answer_for_others(recipient),
    )
    return Redrawn(card=card)


def _form(item: WorkItem, form: Draft, view: Worklist, words: Words, *, key: str, today: date) -> Card:
    about = AboutItem(
        worklist=AboutWorklist(
            follow_up_round_id=view.follow_up_round.follow_up_round_id,
            owner_id=view.owner.person_id,
            page=form.page,
        ),
        plan_activity_id=form.plan_activity_id,
        based_on=item.answer.answer_id if item.answer else 0,
        key=key,
    )
    return answer_form(
        item,
        heading_of(item, words, rounds.title(view.follow_up_round, words)),
        typed_in(as_it_opens(item, today), form.fields),
        words,
        payload=about,
        today=today,
        remarks=Remarks(typed_at=form.updated_at if form.fields else None),
        asks_next_year=view.follow_up_round.asks_next_year,
    )


def _id(item: WorkItem) -> int:
    return item.plan_activity.plan_activity_id
