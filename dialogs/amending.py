"""The strategist amends one plan activity: asked for by its number or from an answer form, saved at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cards import amendment as amendment_card
from cards.amendment import AmendmentForm, about_amendment, fault_words, form_of
from cards.card import Card, JsonValue
from cards.fields import text_of
from cards.handover import Candidates
from dialogs import choosing, matters, takeover
from dialogs.desk import Turn
from dialogs.turn import CardSubmitted, Refuse, Replace, Reply, Say, Show
from domain.amendments import AmendedField, Amendment, amended, faults_of, mark_of
from domain.matters import MatterKind, MatterState
from domain.new_year.shift import plan_in_mind
from domain.people import OrgUnitId, PersonId
from domain.plan import PlanActivityId, PlanId
from domain.rounds import FollowUpRound, in_mind
from domain.typed import day_of
from domain.worklist import WorkItem
from storage import answers as answer_store
from storage import audit, plan_activities, plans, worklists
from storage import matters as matter_store
from storage import rounds as round_store
from storage.database import TenantSession

LONGEST_TYPED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendable:
    """A plan activity, the round in which it is followed up, and whom and which units there are to choose."""

    item: WorkItem
    follow_up_round: FollowUpRound
    candidates: Candidates
    adopters: frozenset[OrgUnitId]

    @property
    def plan_activity_id(self) -> PlanActivityId:
        """Which one it is."""
        return self.item.plan_activity.plan_activity_id


async def asked(turn: Turn, number: str) -> Reply:
    """`redigera 1.2`: the form for the plan activity with that number in the plan that people mean today."""
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        row_id = await _numbered(session, turn, number)
        found = await _found(session, turn, row_id, {}) if row_id else None
    if found is None:
        return Say(turn.words.say("There is no activity {number} in the plan.", number=number))
    return Show(_form(turn, found, form_of(found.item.plan_activity)))


async def _numbered(session: TenantSession, turn: Turn, number: str) -> PlanActivityId | None:
    """In the plan that people mean today, else in the latest that has that number."""
    every = await plans.every(session)
    meant = plan_in_mind(every, await round_store.every(session), turn.today)
    for plan in [*([meant] if meant else []), *reversed(every)]:
        row_id = await plan_activities.numbered(session, plan.plan_id, number)
        if row_id is not None:
            return row_id
    return None


async def ask(turn: Turn, submitted: CardSubmitted) -> Reply:
    """The form, as it was typed when somebody has only searched in it."""
    about = about_amendment(submitted.data)
    async with turn.desk.database.reading(turn.contact.tenant_id) as session:
        found = await _found(session, turn, about.plan_activity_id, submitted.data)
    if found is None:
        return Refuse(_gone(turn))
    return Replace(_form(turn, found, _typed(submitted.data, found)))


async def save(turn: Turn, submitted: CardSubmitted) -> Reply:
    """Store what was typed with all that follows; the same press twice stores it once."""
    about = about_amendment(submitted.data)
    async with turn.desk.database.writing(turn.contact.tenant_id) as session:
        found = await _held(session, turn, about.plan_activity_id, submitted.data)
        if found is None:
            return Refuse(_gone(turn))
        form = _typed(submitted.data, found)
        wanted, faults = await _wanted(session, turn, found, form)
        if faults:
            return Replace(_form(turn, found, replace(form, faults=faults)))
        before = found.item.plan_activity
        if amended(before, wanted) != before:
            if about.mark != mark_of(before):
                return Replace(_form(turn, found, form, await _overtaken(session, turn, found)))
            await _amend(session, turn, found, wanted)
        after = await worklists.item(session, found.follow_up_round, before.plan_activity_id)
    turn.desk.wake()
    return Replace(amendment_card.amended(found.item, after or found.item, turn.words))


async def _amend(session: TenantSession, turn: Turn, found: Amendable, wanted: Amendment) -> None:
    before = found.item.plan_activity
    after = amended(before, wanted)
    if replace(after, owner_id=before.owner_id) != before:
        await plan_activities.amend(session, before, after)
        await _record(session, turn, found, wanted)
    concerned = {before.owner_id, wanted.owner_id, *before.co_owner_ids}
    if wanted.owner_id != before.owner_id:
        await _give(session, turn, found, wanted.owner_id)
    await matters.redraw_lists(session, turn, found.follow_up_round.follow_up_round_id, concerned)


async def _give(session: TenantSession, turn: Turn, found: Amendable, successor_id: PersonId) -> None:
    """As when the strategists decide about a question of who is to own it; an open one is settled so."""
    plan_activity = found.item.plan_activity
    matter = await matter_store.open_handover(session, plan_activity.plan_activity_id)
    if matter is None:
        number = await matter_store.number_of_handovers(session, plan_activity.plan_activity_id)
        matter_id = await matter_store.put(
            session,
            key=f"handover:{plan_activity.plan_activity_id}:{number}",
            kind=MatterKind.HANDOVER,
            state=MatterState.WITH_STRATEGIST,
            follow_up_round_id=found.follow_up_round.follow_up_round_id,
            plan_activity_id=plan_activity.plan_activity_id,
            person_id=plan_activity.owner_id,
            counterpart_id=successor_id,
            asked_by=turn.person.person_id,
            at=turn.at,
        )
        matter = await matter_store.find(session, matter_id) if matter_id else None
    if matter is None:
        raise LookupError("the plan activity is held, so nobody else can have asked")
    await takeover.give(session, turn, matter, successor_id, MatterState.DECIDED)


async def _held(
    session: TenantSession, turn: Turn, plan_activity_id: PlanActivityId, data: Mapping[str, JsonValue]
) -> Amendable | None:
    """What `_found` finds, held still: nobody else changes it until this is done."""
    place = await _placed(session, turn, plan_activity_id)
    if place is None:
        return None
    await answer_store.hold(session, place[0].follow_up_round_id, plan_activity_id)
    return await _found(session, turn, plan_activity_id, data)


async def _found(
    session: TenantSession, turn: Turn, plan_activity_id: PlanActivityId, data: Mapping[str, JsonValue]
) -> Amendable | None:
    place = await _placed(session, turn, plan_activity_id)
    if place is None:
        return None
    follow_up_round, item = place
    return Amendable(
        item=item,
        follow_up_round=follow_up_round,
        candidates=await choosing.candidates(session, turn, data, frozenset()),
        adopters=await plan_activities.adopters(session, item.measure.measure_id),
    )


async def _placed(
    session: TenantSession, turn: Turn, plan_activity_id: PlanActivityId
) -> tuple[FollowUpRound, WorkItem] | None:
    """The round in which the plan activity is followed up, in the plan that it belongs to."""
    every = await round_store.every(session)
    plans: dict[PlanId, list[FollowUpRound]] = {}
    for each in every:
        plans.setdefault(each.plan_id, []).append(each)
    for of_plan in plans.values():
        follow_up_round = in_mind(of_plan, turn.at) or of_plan[-1]
        item = await worklists.item(session, follow_up_round, plan_activity_id)
        if item is not None:
            return follow_up_round, item
    return None


def _typed(data: Mapping[str, JsonValue], found: Amendable) -> AmendmentForm:
    """What was typed; as it stands in the plan when the form is opened from elsewhere."""
    if AmendedField.TITLE not in data:
        return form_of(found.item.plan_activity)
    typed = {each: text_of(data, each)[:LONGEST_TYPED] for each in AmendedField}
    return AmendmentForm(
        title=" ".join(typed[AmendedField.TITLE].split()),
        start=typed[AmendedField.START],
        end=typed[AmendedField.END],
        unit=typed[AmendedField.UNIT],
        person=found.candidates.chosen,
        searched=found.candidates.searched,
    )


async def _wanted(
    session: TenantSession, turn: Turn, found: Amendable, form: AmendmentForm
) -> tuple[Amendment, dict[str, str]]:
    """What the form asks for, and what is wrong with it, by field."""
    owner_id, faults = found.item.plan_activity.owner_id, dict[str, str]()
    if form.person or form.searched:
        chosen = await choosing.chosen(session, turn, found.candidates, needs_reason=False)
        if isinstance(chosen, Candidates):
            faults.update(chosen.faults)
        else:
            owner_id = chosen
    units = {str(each): each for each in {found.item.plan_activity.org_unit_id, *found.adopters}}
    wanted = Amendment(
        title=form.title,
        start=day_of(form.start),
        end=day_of(form.end),
        org_unit_id=units.get(form.unit),
        owner_id=owner_id,
    )
    wrong = faults_of(wanted, found.item.plan_activity, found.adopters)
    return wanted, faults | {each.value: fault_words(fault, turn.words) for each, fault in wrong.items()}


async def _overtaken(session: TenantSession, turn: Turn, found: Amendable) -> str:
    """That somebody has amended it since the form was drawn: who and when."""
    latest = await plan_activities.latest_amendment(session, found.plan_activity_id)
    if latest is None:
        return turn.words.say("The activity has changed meanwhile. What you typed is not saved yet.")
    return turn.words.say(
        "{name} changed the activity {when}. What you typed is not saved yet.",
        name=latest.name,
        when=turn.words.moment(latest.at),
    )


async def _record(session: TenantSession, turn: Turn, found: Amendable, wanted: Amendment) -> None:
    before = found.item.plan_activity
    after = amended(before, wanted)
    names = ("title", "start", "end", "org_unit_id")
    was = {f"{name}_before": getattr(before, name) for name in names}
    await audit.record(
        session,
        deed=plan_activities.AMENDED,
        subject=f"plan_activity:{before.plan_activity_id}",
        at=turn.at,
        actor_id=turn.person.person_id,
        **was,
        **{name: getattr(after, name) for name in names},
    )


def _form(turn: Turn, found: Amendable, form: AmendmentForm, notice: str = "") -> Card:
    return amendment_card.ask_amend(
        found.item,
        form,
        turn.words,
        people=found.candidates.people,
        units=found.candidates.units,
        choosable=found.adopters,
        notes=found.candidates.notes,
        notice=notice,
    )


def _gone(turn: Turn) -> str:
    return turn.words.say("That activity is not in the plan any longer.")
