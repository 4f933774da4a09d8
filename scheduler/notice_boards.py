"""The overviews in channels follow what is answered: one message is redrawn, once a minute at the most."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cards.card import Card
from cards.notice_board import notice_board
from cards.words import Words
from domain.calendar import WorkCalendar
from domain.overview import Overview, overview
from domain.people import Language, TenantId
from domain.rounds import FollowUpRound, in_mind
from scheduler.deeds import Deed
from scheduler.messenger import DeliveryError, Messenger
from scheduler.tenants import for_each
from storage import contacts as contact_store
from storage import notice_boards, worklists
from storage import people as people_store
from storage import rounds as round_store
from storage.database import Database, TenantSession
from storage.notice_boards import NoticeBoard

log = logging.getLogger(__name__)

SELDOM = timedelta(minutes=1)
# An answer bears the time when its turn began, which is this much before it is stored at the most.
LONGEST_TURN = timedelta(seconds=5)
# A card whose posting nobody knows the end of is posted once more; after that one of them stands there.
MOST_POSTS = 2


@dataclass(slots=True, kw_only=True)
class NoticeBoards:
    """Draws them. `drawn` has how the round was when each board was drawn, while the process lives."""

    database: Database
    messenger: Messenger
    calendar: WorkCalendar
    language: Language = Language.SWEDISH
    drawn: dict[int, FollowUpRound] = field(default_factory=dict)

    async def run(self, at: datetime) -> list[Deed]:
        """Draw every board on which something has changed."""
        return await for_each(self.database, lambda tenant_id: self._of(tenant_id, at))

    async def _of(self, tenant_id: TenantId, at: datetime) -> list[Deed]:
        async with self.database.reading(tenant_id) as session:
            boards = await notice_boards.every(session)
            follow_up_round = in_mind(await round_store.every(session), at) if boards else None
            if follow_up_round is None:
                return []
            due = [each for each in boards if await self._is_due(session, each, follow_up_round, at)]
            view = await self._view(session, follow_up_round) if due else None
        if view is not None:
            for each in due:
                await self._hang(tenant_id, each, view, at)
        return []

    async def _is_due(
        self, session: TenantSession, board: NoticeBoard, follow_up_round: FollowUpRound, at: datetime
    ) -> bool:
        if board.drawn_at is None:
            return True
        if at < board.drawn_at + SELDOM:
            return False
        round_id = follow_up_round.follow_up_round_id
        if board.begun_for(round_id) >= MOST_POSTS:
            return False
        if not board.shows(round_id) or self.drawn.get(board.notice_board_id) != follow_up_round:
            return True
        return await notice_boards.is_answered_since(session, round_id, board.drawn_at - LONGEST_TURN)

    async def _view(self, session: TenantSession, follow_up_round: FollowUpRound) -> Overview:
        contacts = await contact_store.of_people(session)
        return overview(
            follow_up_round,
            await worklists.now(session, follow_up_round),
            await people_store.everybody(session),
            {person_id: contact.state for person_id, contact in contacts.items()},
        )

    def _card(self, view: Overview, board: NoticeBoard, at: datetime) -> Card:
        return notice_board(
            view,
            Words(language=self.language),
            today=self.calendar.local_day(at),
            at=at,
            bot_id=board.place.bot_id,
        )

    async def _hang(self, tenant_id: TenantId, board: NoticeBoard, view: Overview, at: datetime) -> None:
        """Claim, draw, and write down where it stands; no transaction is open while the network is."""
        round_id = view.follow_up_round.follow_up_round_id
        card, is_same = self._card(view, board, at), board.shows(round_id)
        async with self.database.writing(tenant_id) as session:
            if not await notice_boards.claim(session, board, round_id, at):
                return
        try:
            if is_same:
                await self.messenger.update(board.place, board.message_id, card)
                message_id = board.message_id
            else:
                message_id = await self.messenger.send(board.place, card)
        except DeliveryError as error:
            await self._failed(tenant_id, board, error, at, is_post=not is_same)
            return
        self.drawn[board.notice_board_id] = view.follow_up_round
        if not is_same:
            async with self.database.writing(tenant_id) as session:
                await notice_boards.hangs(session, board.notice_board_id, round_id, message_id)

    async def _failed(
        self, tenant_id: TenantId, board: NoticeBoard, error: DeliveryError, at: datetime, *, is_post: bool
    ) -> None:
        # However it went, the next turn tries what this one did not manage.
        self.drawn.pop(board.notice_board_id, None)
        log.warning("notice board %s could not be drawn: %s", board.notice_board_id, error)
        async with self.database.writing(tenant_id) as session:
            if is_post:
                await notice_boards.was_not_posted(session, board, at)
            if error.permanent:
                await notice_boards.take_down(session, board.place.conversation_id)
