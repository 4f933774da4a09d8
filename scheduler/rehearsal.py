"""A rehearsal runs the rest of a round with a virtual clock, by the rules of the plan tick and the delivery.

The props are read once; nothing is written and nothing is sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain import reminders
from domain.calendar import WorkCalendar
from domain.deliveries import DeliveryId, DeliveryKind
from domain.escalation import due_managers
from domain.people import OrgUnitId, Person, PersonId
from domain.rehearsal import Rehearsal, RehearsedMessage
from domain.reminders import ReminderKind, WaitUntil
from domain.rounds import FollowUpRound, RoundState, closed_at, next_moment
from domain.summary.readers import readers_at_closing
from scheduler.drawing import Artist, Drawn
from scheduler.judging import Addressed, Unreachable, judged
from scheduler.scene import Scene, scenes
from storage import org_units, rehearsals, worklists
from storage import people as people_store
from storage.claims import Delivery
from storage.database import TenantSession

NOBODY = PersonId(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Props:
    """Everything that the rest of a round depends on, as it is known now."""

    scene: Scene
    outstanding: Mapping[PersonId, int]
    paused: frozenset[PersonId]
    managers: Mapping[OrgUnitId, tuple[Person, ...]]
    decided: frozenset[tuple[PersonId, str]]
    unsent: tuple[tuple[datetime, Delivery], ...]
    units: Mapping[OrgUnitId, str]


async def props_of(session: TenantSession, follow_up_round: FollowUpRound) -> Props:
    """Read them in one short transaction."""
    round_id = follow_up_round.follow_up_round_id
    # A message to a manager is drawn from the whole round and everybody in it, the summary from its counts.
    about_all = [
        message_of(follow_up_round, kind, NOBODY) for kind in (DeliveryKind.ESCALATION, DeliveryKind.SUMMARY)
    ]
    return Props(
        scene=(await scenes(session, about_all))[round_id],
        outstanding=await worklists.outstanding(session, follow_up_round),
        paused=await people_store.paused(session),
        managers=await people_store.managers(session),
        decided=await rehearsals.decided(session, round_id),
        unsent=tuple(await rehearsals.unsent(session, round_id)),
        units=await org_units.names(session),
    )


def rehearse(props: Props, at: datetime, calendar: WorkCalendar) -> Rehearsal:
    """The rest of the round from that moment on, if nobody answers and nothing else changes."""
    stage, moment = _Stage(props, calendar), at
    while True:
        stage.beat(moment)
        following = stage.next_moment(moment)
        if following is None:
            break
        moment = following
    people = props.scene.people
    return Rehearsal(
        follow_up_round=props.scene.follow_up_round,
        at=at,
        messages=tuple(stage.messages),
        names={person_id: each.name for person_id, each in people.items()},
        units={person_id: props.units.get(each.org_unit_id, "") for person_id, each in people.items()},
    )


def drawn(props: Props, message: RehearsedMessage, artist: Artist) -> Drawn | None:
    """The very card that a rehearsed message would be; None when none would come."""
    follow_up_round = _as_of(props.scene.follow_up_round, message)
    delivery = replace(
        message_of(follow_up_round, message.kind, message.person_id),
        reminder_key=message.key,
        reminder_kind=message.reminder_kind,
    )
    scene = replace(props.scene, follow_up_round=follow_up_round)
    found = artist.draw(delivery, scene, message.at)
    return found if isinstance(found, Drawn) else None


def message_of(follow_up_round: FollowUpRound, kind: DeliveryKind, person_id: PersonId) -> Delivery:
    """A message that stands in no outbox."""
    return Delivery(
        delivery_id=DeliveryId(0),
        kind=kind,
        follow_up_round_id=follow_up_round.follow_up_round_id,
        person_id=person_id,
        message_id="",
        page=0,
        attempts=0,
        lease="",
    )


def _as_of(follow_up_round: FollowUpRound, message: RehearsedMessage) -> FollowUpRound:
    if message.kind is DeliveryKind.SUMMARY:
        return closed_at(follow_up_round, message.at)
    return replace(follow_up_round, state=RoundState.OPEN)


class _Stage:
    """Where a rehearsal has come: the round, what is decided, and what waits in its outbox."""

    def __init__(self, props: Props, calendar: WorkCalendar) -> None:
        self._props = props
        self._calendar = calendar
        self._round = props.scene.follow_up_round
        self._decided = set(props.decided)
        self._outbox = list(props.unsent)
        self.messages: list[RehearsedMessage] = []

    def next_moment(self, after: datetime) -> datetime | None:
        """When something happens next: a step, or a message that waits."""
        own = {own.day for own in self._props.scene.own_deadlines.values()}
        moments = [not_before for not_before, _ in self._outbox if not_before > after]
        step = next_moment([self._round], after, self._calendar, {self._round.follow_up_round_id: own})
        return min([*moments, *([step] if step else [])], default=None)

    def beat(self, at: datetime) -> None:
        """What the plan tick and the delivery do at that time, in the same order."""
        self._turn(at)
        if self._round.is_open:
            self._remind(at)
            self._escalate(at)
        self._deliver(at)

    def _turn(self, at: datetime) -> None:
        if self._round.should_close(at):
            for reader in readers_at_closing(self._round, self._props.scene.people.values()):
                self._put(message_of(self._round, DeliveryKind.SUMMARY, reader), self._calendar.next_open(at))
            self._round = closed_at(self._round, at)
        elif self._round.should_open(at):
            self._round = replace(self._round, state=RoundState.OPEN)

    def _remind(self, at: datetime) -> None:
        decisions = reminders.due(
            self._round,
            self._props.outstanding,
            at,
            self._calendar,
            own_deadlines=self._props.scene.own_deadlines,
            paused=self._props.paused,
        )
        for each in decisions:
            if self._is_new(each.person_id, each.key):
                message = replace(
                    message_of(self._round, DeliveryKind.REMINDER, each.person_id),
                    reminder_key=each.key,
                    reminder_kind=each.kind,
                )
                self._put(message, each.not_before)

    def _escalate(self, at: datetime) -> None:
        scene = self._props.scene
        decisions = due_managers(
            self._round,
            scene.items,
            self._props.managers,
            at,
            self._calendar,
            own_deadlines=scene.own_deadlines,
        )
        for each in decisions:
            if self._is_new(each.manager_id, each.key):
                self._put(message_of(self._round, DeliveryKind.ESCALATION, each.manager_id), each.not_before)

    def _is_new(self, person_id: PersonId, key: str) -> bool:
        is_new = (person_id, key) not in self._decided
        self._decided.add((person_id, key))
        return is_new

    def _put(self, delivery: Delivery, not_before: datetime) -> None:
        self._outbox.append((not_before, delivery))

    def _deliver(self, at: datetime) -> None:
        waiting, self._outbox = self._outbox, []
        scene = replace(self._props.scene, follow_up_round=self._round)
        for not_before, delivery in waiting:
            if not_before > at:
                self._put(delivery, not_before)
            elif not delivery.is_withdrawn:
                self._judge(delivery, scene, at)

    def _judge(self, delivery: Delivery, scene: Scene, at: datetime) -> None:
        owner = scene.people.get(delivery.person_id)
        if owner is None:
            return
        judgement = judged(delivery, owner, scene, at, self._calendar)
        if isinstance(judgement, WaitUntil):
            self._put(delivery, judgement.when)
        elif isinstance(judgement, Addressed | Unreachable):
            self.messages.append(_rehearsed(delivery, judgement, at))


def _rehearsed(delivery: Delivery, judgement: Addressed | Unreachable, at: datetime) -> RehearsedMessage:
    reached = judgement if isinstance(judgement, Addressed) else None
    return RehearsedMessage(
        at=at,
        kind=delivery.kind,
        person_id=delivery.person_id,
        key=delivery.reminder_key,
        reminder_kind=delivery.reminder_kind or (ReminderKind.STEP if delivery.reminder_key else None),
        recipient_id=reached.recipient.person_id if reached else None,
        failure=judgement.reason if isinstance(judgement, Unreachable) else None,
    )
