"""What becomes of one answer that another system brings: the card's rules, and what was brought before."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from cards.payloads import AboutItem, AboutWorklist
from dialogs.desk import Author
from dialogs.places import Place
from dialogs.saving import add
from domain.answer_form import FieldFault, FormFields, check, prefilled, says_the_same
from domain.answers import Statement, Way
from domain.brought import (
    Brought,
    BroughtFault,
    Conflict,
    ConflictKind,
    Doubted,
    NotOpen,
    Outcome,
    Refused,
    SameAsBefore,
    Saved,
    Service,
    UnknownPlanActivity,
    UnknownRound,
    fingerprint,
    merged,
    own_faults,
    submission_key,
    why_not_now,
)
from domain.calendar import WorkCalendar
from domain.doubts import doubts
from domain.people import Person, PersonId, TenantId
from domain.permissions import may_answer, may_answer_for_others
from domain.plan import PlanActivityId
from domain.rounds import FollowUpRound, FollowUpRoundId
from domain.worklist import WorkItem, Worklist
from storage import brought as brought_store
from storage import people as people_store
from storage import worklists
from storage.brought import Remembered
from storage.database import TenantSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What a system brings in one go about one round."""

    tenant_id: TenantId
    service: Service
    follow_up_round_id: FollowUpRoundId
    answers: tuple[Brought, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Bringing:
    """A batch on its way in; `saved` is what has been saved so far, with who gave each."""

    session: TenantSession
    calendar: WorkCalendar
    batch: Batch
    follow_up_round: FollowUpRound | None
    plan_activity_ids: Mapping[str, PlanActivityId]
    saved: list[tuple[Author, Place]] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The local day."""
        return self.calendar.local_day(self.batch.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One answer with what it is about; `form` is all of it, and `person` who gave it, if one is named.

    The `involved` own what it is about.
    """

    brought: Brought
    form: FormFields
    follow_up_round: FollowUpRound
    item: WorkItem
    involved: Mapping[PersonId, Person]
    person: Person | None
    on_behalf: bool


async def outcome(bringing: Bringing, brought: Brought) -> Outcome:
    """Whether it is saved now, was before, or why it is not; what is about it must be held."""
    faults = own_faults(brought, bringing.batch.at)
    follow_up_round = bringing.follow_up_round
    if follow_up_round is None:
        return UnknownRound()
    if "external_id" not in faults and (before := await _before(bringing, brought)):
        return before
    if not follow_up_round.is_open:
        return NotOpen(state=follow_up_round.state)
    plan_activity_id = bringing.plan_activity_ids.get(brought.number)
    item = (
        await worklists.item(bringing.session, follow_up_round, plan_activity_id)
        if plan_activity_id is not None
        else None
    )
    if item is None:
        return UnknownPlanActivity()
    return await _of_item(bringing, brought, follow_up_round, item, faults)


async def _before(bringing: Bringing, brought: Brought) -> Outcome | None:
    """What became of it when it was brought before; None when it was not."""
    batch = bringing.batch
    known = await brought_store.find(bringing.session, batch.service, brought.external_id)
    if known is None:
        return None
    if known.fingerprint == fingerprint(brought, batch.follow_up_round_id):
        return SameAsBefore(answer_id=known.answer_id)
    return Conflict(kind=ConflictKind.EXTERNAL_ID_TAKEN, answer_id=known.answer_id)


async def _of_item(
    bringing: Bringing,
    brought: Brought,
    follow_up_round: FollowUpRound,
    item: WorkItem,
    faults: dict[str, FieldFault | BroughtFault],
) -> Outcome:
    form, latest = merged(brought, item.answer), item.answer
    if why := why_not_now(brought, latest, bringing.batch.at):
        return Conflict(kind=why, answer_id=latest.answer_id if latest else None)
    if brought.unless_same and latest and says_the_same(replace(form, reason=""), prefilled(latest)):
        return SameAsBefore(answer_id=latest.answer_id)
    about = item.plan_activity
    involved = await people_store.some(bringing.session, {about.owner_id, *about.co_owner_ids})
    person, fault = await _person(bringing, brought, item, involved)
    if fault is not None:
        faults["answered_by"] = fault
    if item.previous and brought.given_at and brought.given_at < item.previous.said_at:
        faults["given_at"] = BroughtFault.BEFORE_LAST_TIME
    on_behalf = person is not None and not may_answer(person, about, bringing.today, involved)
    case = _Case(
        brought=brought,
        form=form,
        follow_up_round=follow_up_round,
        item=item,
        involved=involved,
        person=person,
        on_behalf=on_behalf,
    )
    return await _checked(bringing, case, faults)


async def _checked(
    bringing: Bringing, case: _Case, faults: Mapping[str, FieldFault | BroughtFault]
) -> Outcome:
    """The form's own rules, and then what it would have asked about before it saved."""
    statement = check(
        case.form,
        _asked_about(case),
        bringing.today,
        on_behalf=case.on_behalf,
        asks_next_year=case.follow_up_round.asks_next_year,
    )
    if not isinstance(statement, Statement):
        return Refused(faults={**statement, **faults})
    if faults:
        return Refused(faults=faults)
    latest = case.item.answer
    if case.brought.unless_same and latest and latest.statement == statement:
        return SameAsBefore(answer_id=latest.answer_id)
    asked = () if case.brought.acknowledged else doubts(case.form)
    return Doubted(doubts=asked) if asked else await _save(bringing, case, statement)


def _asked_about(case: _Case) -> WorkItem:
    """Without what was promised last time, where the system has no place to say what became of that."""
    knows = case.brought.knows
    is_unknown = knows is not None and "promise" not in knows and not case.form.promise
    return replace(case.item, previous=None) if is_unknown else case.item


async def _person(
    bringing: Bringing, brought: Brought, item: WorkItem, involved: Mapping[PersonId, Person]
) -> tuple[Person | None, BroughtFault | None]:
    """Who is said to have answered; they must be known here, and one of those who may."""
    if not brought.answered_by:
        return None, None
    is_text = brought.answered_by.isprintable()
    person = await people_store.named(bringing.session, brought.answered_by) if is_text else None
    if person is None:
        return None, BroughtFault.UNKNOWN_PERSON
    if may_answer_for_others(person) or may_answer(person, item.plan_activity, bringing.today, involved):
        return person, None
    return None, BroughtFault.NOT_THEIRS


async def _save(bringing: Bringing, case: _Case, statement: Statement) -> Outcome:
    session, batch = bringing.session, bringing.batch
    author, place = _author(batch, case), _place(case)
    if place is None:
        return UnknownPlanActivity()
    external_id = case.brought.external_id
    key = submission_key(batch.service, external_id)
    saved = await add(session, author, place, statement, key, unchanged=False)
    if saved is place or saved.item.answer is None:
        # Somebody else brought it in the very same moment, about something else.
        return await _before(bringing, case.brought) or UnknownPlanActivity()
    answer_id = saved.item.answer.answer_id
    mark = fingerprint(case.brought, batch.follow_up_round_id)
    remembered = Remembered(answer_id=answer_id, fingerprint=mark)
    await brought_store.remember(session, batch.service, external_id, batch.follow_up_round_id, remembered)
    bringing.saved.append((author, saved))
    return Saved(answer_id=answer_id)


def _author(batch: Batch, case: _Case) -> Author:
    person = case.person
    return Author(
        at=batch.at,
        person_id=person.person_id if person else None,
        name=person.name if person else batch.service.name,
        way=Way(source=batch.service.name, given_at=case.brought.given_at),
        client_id=batch.service.client_id,
    )


def _place(case: _Case) -> Place | None:
    """Where the answer belongs: on the owner's list, of which nothing else is needed here."""
    about, answer = case.item.plan_activity, case.item.answer
    owner = case.involved.get(about.owner_id)
    if owner is None:
        return None
    return Place(
        about=AboutItem(
            worklist=AboutWorklist(
                follow_up_round_id=case.follow_up_round.follow_up_round_id, owner_id=owner.person_id
            ),
            plan_activity_id=about.plan_activity_id,
            based_on=answer.answer_id if answer else 0,
        ),
        view=Worklist(owner=owner, follow_up_round=case.follow_up_round, items=(case.item,)),
        item=case.item,
        on_behalf_of=owner.person_id if case.on_behalf else None,
        reason=case.form.reason if case.on_behalf else "",
    )
