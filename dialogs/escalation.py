"""A manager asks how their unit stands after the deadline."""

from cards import escalation as escalation_card
from cards import payloads
from cards.verbs import Verb
from dialogs import refusals, standings
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply
from domain.escalation import escalation
from domain.people import OrgUnitId
from domain.permissions import STRATEGISTS, has_any, may_see_unit
from storage import deadlines, plan_outlines, worklists
from storage import people as people_store
from storage import rounds as round_store


async def show(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The unit as it is now, for its managers, whoever stands in for one of them, and the strategists."""
    about = payloads.unit_of(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        follow_up_round = await round_store.find(session, about.follow_up_round_id)
        org_units = await plan_outlines.org_units(session)
        org_unit = org_units.get(about.org_unit_id or OrgUnitId(0))
        people = await people_store.everybody(session)
        if follow_up_round is None or org_unit is None:
            return Refuse(standings.unknown(turn))
        is_theirs = may_see_unit(turn.person, org_unit.org_unit_id, turn.today, people)
        view = escalation(
            follow_up_round,
            org_unit,
            await worklists.left(session, follow_up_round, [org_unit.org_unit_id]) if is_theirs else (),
            people=people,
            contacts=await standings.reached(session, turn, people),
            own_deadlines=await deadlines.own(session, follow_up_round),
            on=turn.today,
        )
    if not is_theirs:
        await refusals.of_person(turn, f"verb:{Verb.SHOW_ESCALATION.value}:unit:{org_unit.org_unit_id}")
        return Refuse(turn.words.say("Only the unit’s own manager can see that."))
    is_strategist = has_any(turn.person, STRATEGISTS)
    return Replace(
        escalation_card.escalation(view, turn.words, page=about.page, for_strategist=is_strategist)
    )
