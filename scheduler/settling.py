"""Writes back how messages went: everything that has come in meanwhile in one transaction."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta

from domain.deliveries import THE_OPEN_FORM, DeliveryKind, FailureReason, Fate
from domain.people import PersonId, TenantId
from domain.rounds import FollowUpRoundId
from storage import claims, drafts, living, matter_messages, outbox
from storage import contacts as contact_store
from storage import reminders as reminder_store
from storage.claims import Settlement
from storage.database import Database, TenantSession
from storage.living import LivingMessage

log = logging.getLogger(__name__)

# So long is gathered before each transaction: a commit waits for the disk, and one for many costs as little.
# When nobody else is on their way there is nothing to wait for.
GATHER_SECONDS = 0.05
# A tenant whose messages leave at Teams' pace has but two by then. While more are to come and there are fewer
# than these, it is gathered for so many times as long: a transaction costs as much as three messages.
WORTH_WRITING = 32
MOST_TIMES = 4
# A database that is restarted is back by then; if not, what was sent is sent again when the lease runs out.
MOST_TRIES = 30
# When the process is about to stop there is no time for that.
MOST_TRIES_AT_THE_END = 3
# An answer bears the time when its turn began, which is this much before it is stored at the most.
LONGEST_TURN = timedelta(seconds=5)
FIRST_WAIT_SECONDS = 0.1
LONGEST_WAIT_SECONDS = 2.0


class Settler:
    """One tenant's settlements, in groups. `run` it as a task for as long as anything is sent.

    `more_to_come` is asked whether anything is to be sent besides what is on its way, and `on_their_way` how
    many are, with those that wait here.
    """

    def __init__(
        self,
        database: Database,
        tenant_id: TenantId,
        *,
        more_to_come: Callable[[], bool],
        on_their_way: Callable[[], int],
    ) -> None:
        self._database = database
        self._tenant_id = tenant_id
        self._more_to_come = more_to_come
        self._on_their_way = on_their_way
        self._waiting: list[tuple[Settlement, asyncio.Future[None]]] = []
        self._some = asyncio.Event()
        self._all = asyncio.Event()
        self._is_finishing = False

    async def settle(self, settlement: Settlement) -> None:
        """Return when it has been written; what was given up on has been logged."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((settlement, written))
        self._some.set()
        if self._on_their_way() <= len(self._waiting) and not self._more_to_come():
            self._all.set()
        await written

    async def run(self) -> None:
        """Write group after group, until `finish` is called and all is written."""
        while not self._is_finishing:
            await self._some.wait()
            await self._gather()
            self._some.clear()
            self._all.clear()
            while self._waiting:
                await self._write_group()

    def finish(self) -> None:
        """Nothing more will come."""
        self._is_finishing = True
        self._some.set()
        self._all.set()

    async def _gather(self) -> None:
        for _ in range(MOST_TIMES):
            if await self._are_all_here() or len(self._waiting) >= WORTH_WRITING or not self._more_to_come():
                return

    async def _are_all_here(self) -> bool:
        """Whether nobody else is to come; at once if so, else when it has been waited for."""
        with suppress(TimeoutError):
            async with asyncio.timeout(GATHER_SECONDS):
                await self._all.wait()
        return self._all.is_set()

    async def _write_group(self) -> None:
        group, self._waiting = self._waiting, []
        try:
            await self._write([settlement for settlement, _ in group])
        finally:
            for _, written in group:
                if not written.done():
                    written.set_result(None)

    async def _write(self, settlements: Sequence[Settlement]) -> None:
        for attempt in range(MOST_TRIES):
            if self._is_finishing and attempt >= MOST_TRIES_AT_THE_END:
                break
            try:
                async with self._database.writing(self._tenant_id) as session:
                    await _write(session, settlements)
            except Exception as error:  # noqa: BLE001 - whatever the database trips over, what was sent must be noted
                log.warning("%s settlements wait for the database: %s", len(settlements), error)
                await asyncio.sleep(min(FIRST_WAIT_SECONDS * 2**attempt, LONGEST_WAIT_SECONDS))
            else:
                return
        log.error("%s settlements could not be written; those messages may be repeated", len(settlements))


async def _write(session: TenantSession, settlements: Sequence[Settlement]) -> None:
    await _hold(session, settlements)
    await claims.settle(session, settlements)
    sent = [each for each in settlements if each.fate is Fate.SENT and each.message_id]
    for follow_up_round_id, theirs in _by_round(sent, DeliveryKind.REMINDER).items():
        await _take_the_place_of_the_former(session, follow_up_round_id, theirs)
        await _redraw_what_crossed_an_answer(session, follow_up_round_id, theirs)
    for follow_up_round_id, theirs in _by_round(sent, DeliveryKind.CARD_UPDATE).items():
        await _uncover_forms(session, follow_up_round_id, theirs)
    await _redraw_what_crossed_a_decision(session, sent)
    for each in settlements:
        if each.contact is None:
            continue
        if each.contact_state is not None:
            await contact_store.lose(session, each.contact, each.contact_state, each.at)
        elif each.failure is FailureReason.CONVERSATION_GONE:
            await contact_store.move(session, each.contact, "")


async def _hold(session: TenantSession, settlements: Sequence[Settlement]) -> None:
    """More than what is settled is redrawn: all of it is held first, in the order of whoever answers."""
    people: dict[FollowUpRoundId, set[PersonId]] = {}
    for each in settlements:
        people.setdefault(each.delivery.follow_up_round_id, set()).add(each.delivery.person_id)
    for follow_up_round_id in sorted(people):
        await outbox.hold(session, follow_up_round_id, people[follow_up_round_id])


def _by_round(
    settlements: Sequence[Settlement], kind: DeliveryKind
) -> dict[FollowUpRoundId, list[Settlement]]:
    found: dict[FollowUpRoundId, list[Settlement]] = {}
    for each in settlements:
        if each.delivery.kind is kind and each.delivery.matter_id is None:
            found.setdefault(each.delivery.follow_up_round_id, []).append(each)
    return found


async def _take_the_place_of_the_former(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, sent: Sequence[Settlement]
) -> None:
    """The reminder is the living message from now on, and the former one says so."""
    newest: dict[tuple[PersonId, PersonId], LivingMessage] = {}
    retired: list[LivingMessage] = []
    for each in sent:
        place = each.delivery.person_id, _recipient(each)
        if place in newest:
            retired.append(newest[place])
        newest[place] = LivingMessage(person_id=place[0], recipient_id=place[1], message_id=each.message_id)
    at = max(each.at for each in sent)
    retired += await living.put_all(session, follow_up_round_id, list(newest.values()), at)
    await outbox.redraw_last(session, follow_up_round_id, retired, at)


async def _redraw_what_crossed_an_answer(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, sent: Sequence[Settlement]
) -> None:
    """Somebody may have answered while their reminder was on its way; it must not ask for that again."""
    since = min(each.seen_at or each.at for each in sent) - LONGEST_TURN
    people = {each.delivery.person_id for each in sent}
    answered = await reminder_store.answered_since(session, follow_up_round_id, people, since)
    for each in sent:
        if each.delivery.person_id in answered:
            await _put(session, follow_up_round_id, each, page=0)


async def _uncover_forms(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, sent: Sequence[Settlement]
) -> None:
    """A form may have been opened while a list was on its way to the same message, and covered it.

    No form stood open there when the list was drawn, so one that stands open now is brought back.
    """
    lists = [each for each in sent if not each.is_form]
    recipients = {_recipient(each) for each in lists}
    covered = await drafts.open_messages(session, follow_up_round_id, recipients) if lists else set()
    for each in lists:
        if (_recipient(each), each.message_id) in covered:
            await _put(session, follow_up_round_id, each, page=THE_OPEN_FORM)


async def _redraw_what_crossed_a_decision(session: TenantSession, sent: Sequence[Settlement]) -> None:
    """A matter may have been settled while a message about it was on its way."""
    about = {each.delivery.delivery_id: each for each in sent if each.delivery.kind is DeliveryKind.MATTER}
    if not about:
        return
    since = min(each.seen_at or each.at for each in about.values()) - LONGEST_TURN
    for delivery_id in sorted(await matter_messages.crossed(session, about, since)):
        await _put(session, about[delivery_id].delivery.follow_up_round_id, about[delivery_id], page=0)


async def _put(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, sent: Settlement, *, page: int
) -> None:
    await outbox.put_card_update(
        session,
        follow_up_round_id=follow_up_round_id,
        person_id=sent.delivery.person_id,
        recipient_id=_recipient(sent),
        message_id=sent.message_id,
        matter_id=sent.delivery.matter_id,
        at=sent.at,
        page=page,
    )


def _recipient(settlement: Settlement) -> PersonId:
    return settlement.recipient_id or settlement.delivery.recipient_id or settlement.delivery.person_id
