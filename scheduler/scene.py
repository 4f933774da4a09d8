"""Everything that a batch of messages needs to be judged and drawn, read in one short transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.contact import ContactPoint
from domain.deliveries import DeliveryId, DeliveryKind
from domain.directory import Checked
from domain.drafts import Draft
from domain.inquiries import Inquiry
from domain.installations import Installation
from domain.matters import Dossier, MatterId
from domain.people import OrgUnitId, Person, PersonId
from domain.plan import MunicipalGroup, OrgUnit, PlanActivityId
from domain.reminders import OwnDeadline
from domain.rounds import FollowUpRound, FollowUpRoundId
from domain.summary.compiled import Summary
from domain.white_spots import PlanOutline
from domain.worklist import WorkItem, Worklist
from scheduler import inquiring
from storage import contacts as contact_store
from storage import (
    deadlines,
    directory,
    dossiers,
    drafts,
    groups,
    inquiries,
    installations,
    living,
    pending,
    plan_outlines,
    worklist_batches,
    worklists,
)
from storage import matters as matter_store
from storage import people as people_store
from storage import rounds as round_store
from storage.claims import Delivery
from storage.database import TenantSession
from storage.living import LivingMessage
from storage.pending import NOTHING, Pending
from storage.summary import loading as summaries

# What is drawn from the whole round and not from one person's part of it.
ABOUT_EVERYBODY = frozenset({DeliveryKind.ESCALATION, DeliveryKind.PREFLIGHT})
# What says or is that a manager is told.
ABOUT_MANAGERS = frozenset({DeliveryKind.REMINDER, DeliveryKind.ESCALATION})
# What names people who are in nobody’s batch.
OF_ALL_PEOPLE = frozenset({DeliveryKind.ESCALATION, DeliveryKind.PREFLIGHT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One round as it stands now, with those whom the batch is about and where they can be reached.

    `names` are those of whoever asked for a reminder. `items` are the people's, or the whole round's when an
    escalation or a pre-flight is among the messages. `outline`, `directory` and `installations` are for the
    last, and `summary` for a summary.
    `inquiries` are what managers are asked, by message.
    `led` are the units that have a manager, in a round in which managers are told.
    """

    group: MunicipalGroup
    follow_up_round: FollowUpRound
    people: Mapping[PersonId, Person]
    names: Mapping[PersonId, str]
    contacts: Mapping[PersonId, ContactPoint]
    items: tuple[WorkItem, ...]
    by_owner: Mapping[PersonId, tuple[WorkItem, ...]]
    own_deadlines: Mapping[PersonId, OwnDeadline]
    dossiers: Mapping[MatterId, Dossier] = field(default_factory=dict)
    pending: Mapping[PersonId, Pending] = field(default_factory=dict)
    living: Sequence[LivingMessage] = ()
    drafts: Sequence[tuple[PersonId, Draft]] = ()
    outline: PlanOutline | None = None
    summary: Summary | None = None
    directory: Mapping[PersonId, Checked] = field(default_factory=dict)
    installations: Mapping[PersonId, Installation] = field(default_factory=dict)
    led: Collection[OrgUnitId] = frozenset()
    inquiries: Mapping[DeliveryId, Inquiry] = field(default_factory=dict)

    @property
    def org_units(self) -> set[OrgUnit]:
        """The units whose items these are."""
        return {item.org_unit for item in self.items}

    @property
    def open_forms(self) -> Mapping[tuple[PersonId, str], Draft]:
        """The forms that stand open, by whose chat and which message."""
        return {(person_id, each.message_id): each for person_id, each in self.drafts if each.message_id}

    def drafted(self, person: Person) -> set[PlanActivityId]:
        """The plan activities for which the person has typed something that is not saved."""
        theirs = (each for person_id, each in self.drafts if person_id == person.person_id)
        return {each.plan_activity_id for each in theirs if each.fields}

    def occupied_until(self, update: Delivery) -> datetime | None:
        """Until when the recipient is taken to be writing in another card that stands in the message."""
        ends = (each.occupied_until for each in self.living if each.message_id == update.message_id)
        return max((end for end in ends if end is not None), default=None)

    def has_newer_than(self, update: Delivery) -> bool:
        """Whether what is to be redrawn is an old message, and the list has a newer one in that chat."""
        recipient_id = update.recipient_id or update.person_id
        in_chat = [each for each in self.living if each.recipient_id == recipient_id]
        is_living = any(each.message_id == update.message_id for each in in_chat)
        return not is_living and any(each.person_id == update.person_id for each in in_chat)

    def is_led(self, view: Worklist) -> bool:
        """Whether anything that is left on a list belongs to a unit that has a manager to tell."""
        return any(item.org_unit.org_unit_id in self.led for item in view.outstanding)

    def outstanding_of(self, owner: Person) -> int:
        """How many plan activities one person owns or co-owns that have no answer."""
        return sum([item.answer is None for item in self.by_owner.get(owner.person_id, ())])

    def worklist_of(self, owner: Person) -> Worklist:
        """What one person owns or co-owns in the round."""
        theirs = self.by_owner.get(owner.person_id, ())
        own = self.own_deadlines.get(owner.person_id)
        waits_for = self.pending.get(owner.person_id, NOTHING)
        return Worklist(
            owner=owner,
            follow_up_round=self.follow_up_round,
            items=theirs,
            deadline=own.day if own else None,
            asked_until=waits_for.asked_until,
            handed_to=waits_for.handed_to,
        )


async def scenes(session: TenantSession, deliveries: Sequence[Delivery]) -> dict[FollowUpRoundId, Scene]:
    """The scene of each round that the deliveries are about."""
    group = await groups.of_tenant(session)
    people = await _people(session, deliveries)
    contacts = await contact_store.of_people(session, people)
    # Whoever asked may have left the plan since.
    asked_by = {each.requested_by for each in deliveries if each.requested_by is not None}
    names = await people_store.names(session, asked_by) if asked_by else {}
    about = await _dossiers(session, deliveries)
    found: dict[FollowUpRoundId, Scene] = {}
    for follow_up_round_id in {delivery.follow_up_round_id for delivery in deliveries}:
        follow_up_round = await round_store.find(session, follow_up_round_id)
        if follow_up_round is not None:
            theirs = [each for each in deliveries if each.follow_up_round_id == follow_up_round_id]
            owners = _owners(theirs)
            items = await _items(session, follow_up_round, owners)
            found[follow_up_round_id] = Scene(
                group=group,
                follow_up_round=follow_up_round,
                people=people,
                names=names,
                contacts=contacts,
                items=items,
                by_owner=_by_owner(items),
                own_deadlines=await deadlines.own(session, follow_up_round, owners),
                dossiers=about,
                pending=await pending.of(session, follow_up_round_id, people),
                living=await living.in_chats(session, follow_up_round_id, _chats_redrawn(theirs)),
                drafts=await drafts.of_people(session, follow_up_round_id, people),
                outline=await _outline(session, follow_up_round, theirs),
                summary=await _summary(session, follow_up_round, theirs),
                directory=await directory.checked(session) if _has_preflight(theirs) else {},
                installations=await installations.every(session) if _has_preflight(theirs) else {},
                led=await _led(session, follow_up_round, theirs),
                inquiries=await _inquiries(session, follow_up_round, theirs),
            )
    return found


async def _people(session: TenantSession, deliveries: Sequence[Delivery]) -> dict[PersonId, Person]:
    """Those whom the batch is about; everybody where somebody reads of all the others."""
    if any(delivery.kind in OF_ALL_PEOPLE for delivery in deliveries):
        return await people_store.everybody(session)
    return await people_store.some(session, _involved(deliveries))


async def _items(
    session: TenantSession, follow_up_round: FollowUpRound, owners: Collection[PersonId] | None
) -> tuple[WorkItem, ...]:
    if owners is None:
        return await worklists.items(session, follow_up_round)
    return await worklist_batches.items(session, follow_up_round, owners)


async def _led(
    session: TenantSession, follow_up_round: FollowUpRound, deliveries: Sequence[Delivery]
) -> Collection[OrgUnitId]:
    is_told = follow_up_round.escalation and any(each.kind in ABOUT_MANAGERS for each in deliveries)
    return await people_store.led_units(session) if is_told else frozenset()


async def _inquiries(
    session: TenantSession, follow_up_round: FollowUpRound, deliveries: Sequence[Delivery]
) -> Mapping[DeliveryId, Inquiry]:
    asked = [each.delivery_id for each in deliveries if each.kind is DeliveryKind.INQUIRY]
    keys = await inquiries.keys_of(session, asked) if asked else {}
    return {each: await inquiring.about(session, follow_up_round, key) for each, key in keys.items()}


async def _outline(
    session: TenantSession, follow_up_round: FollowUpRound, deliveries: Sequence[Delivery]
) -> PlanOutline | None:
    if not _has_preflight(deliveries):
        return None
    return await plan_outlines.of_plan(session, follow_up_round.plan_id)


async def _summary(
    session: TenantSession, follow_up_round: FollowUpRound, deliveries: Sequence[Delivery]
) -> Summary | None:
    is_among = any(delivery.kind is DeliveryKind.SUMMARY for delivery in deliveries)
    return await summaries.of_round(session, follow_up_round) if is_among else None


def _has_preflight(deliveries: Sequence[Delivery]) -> bool:
    return any(delivery.kind is DeliveryKind.PREFLIGHT for delivery in deliveries)


async def _dossiers(session: TenantSession, deliveries: Sequence[Delivery]) -> dict[MatterId, Dossier]:
    wanted = {each.matter_id for each in deliveries if each.matter_id is not None}
    if not wanted:
        return {}
    return await dossiers.of(session, (await matter_store.some(session, wanted)).values())


def _chats_redrawn(deliveries: Sequence[Delivery]) -> set[PersonId]:
    """In whose chats lists are to be redrawn."""
    updates = [each for each in deliveries if each.kind is DeliveryKind.CARD_UPDATE]
    return {each.recipient_id or each.person_id for each in updates if each.matter_id is None}


def _involved(deliveries: Sequence[Delivery]) -> set[PersonId]:
    involved = {
        person_id for delivery in deliveries for person_id in (delivery.person_id, delivery.recipient_id)
    }
    return {person_id for person_id in involved if person_id is not None}


def _owners(deliveries: Sequence[Delivery]) -> set[PersonId] | None:
    """Whose items are needed; everybody's (None) as soon as one message is about everybody."""
    if any(delivery.kind in ABOUT_EVERYBODY for delivery in deliveries):
        return None
    return {delivery.person_id for delivery in deliveries if delivery.matter_id is None}


def _by_owner(items: tuple[WorkItem, ...]) -> dict[PersonId, tuple[WorkItem, ...]]:
    found: dict[PersonId, list[WorkItem]] = {}
    for item in items:
        owner_id = item.plan_activity.owner_id
        found.setdefault(owner_id, []).append(item)
        for person_id in item.plan_activity.co_owner_ids:
            if person_id != owner_id:
                found.setdefault(person_id, []).append(item)
    return {person_id: tuple(theirs) for person_id, theirs in found.items()}
