"""How the other units have answered about the same measure: for who answers about it, and who compiles it."""

from collections.abc import Sequence
from dataclasses import replace

from cards import others as others_card
from cards import payloads
from cards.payloads import AboutItem
from dialogs import places, worklist
from dialogs.desk import Turn
from dialogs.places import Place
from dialogs.turn import CardSubmitted, Replace, Reply
from domain.others import others
from domain.permissions import READERS_OF_SUMMARY, has_any, may_answer
from domain.worklist import WorkItem
from storage import people as people_store
from storage import rounds as round_store
from storage import worklists
from storage.database import TenantSession


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Where the other units stand with the measure of one plan activity."""
    about = payloads.item_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.worklist.follow_up_round_id)
        if follow_up_round is None:
            return worklist.not_yours(turn)
        item = await worklists.item(session, follow_up_round, about.plan_activity_id)
        if item is None:
            return worklist.not_yours(turn)
        items = await worklists.under(session, follow_up_round, item.measure.measure_id)
        if not await _may_see(session, turn, items):
            return worklist.not_yours(turn)
        may_go_on = (
            follow_up_round.is_open and await places.find(session, turn, about, on_behalf=True) is not None
        )
    view = others(items, item.org_unit.org_unit_id)
    card = others_card.others(
        view, item.measure, follow_up_round, turn.words, about=about, may_answer=may_go_on
    )
    return Replace(card)


async def offered(session: TenantSession, place: Place) -> AboutItem | None:
    """What has just been saved, when there is something to read about how others answered; None otherwise."""
    plan_activity = place.item.plan_activity
    if not await worklists.others_answered(session, place.follow_up_round, plan_activity):
        return None
    return replace(places.based_on_now(place).about, leaf=0, asked="")


async def _may_see(session: TenantSession, turn: Turn, items: Sequence[WorkItem]) -> bool:
    """Who answers about the measure today, and who compiles what is answered."""
    if has_any(turn.person, READERS_OF_SUMMARY):
        return True
    activities = [item.plan_activity for item in items]
    if any(each.is_owned_by(turn.person.person_id) for each in activities):
        return True
    involved = {person_id for each in activities for person_id in (each.owner_id, *each.co_owner_ids)}
    people = await people_store.some(session, involved)
    return any(may_answer(turn.person, each, turn.today, people) for each in activities)
