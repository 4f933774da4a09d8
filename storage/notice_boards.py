"""Channels where the overview hangs, remembered since a strategist added the bot to a team."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlmodel import col

from domain.contact import ContactPoint
from domain.people import PersonId
from domain.rounds import FollowUpRoundId
from storage.database import TenantSession, table_of
from storage.tables import AnswerRow
from storage.tables.boards import NoticeBoardRow

board = table_of(NoticeBoardRow)
answer = table_of(AnswerRow)

ACTIVE, GONE = "active", "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeBoard:
    """One channel. `message_id` is our card there, "" before any; `drawn_at` is when it was drawn.

    `posts_begun` is how many cards about the round may stand there that nobody knows the message of.
    """

    notice_board_id: int
    place: ContactPoint
    follow_up_round_id: FollowUpRoundId | None
    message_id: str
    drawn_at: datetime | None
    posts_begun: int = 0

    def shows(self, follow_up_round_id: FollowUpRoundId) -> bool:
        """Whether our card about that round stands in a message that we know."""
        return bool(self.message_id) and self.follow_up_round_id == follow_up_round_id

    def begun_for(self, follow_up_round_id: FollowUpRoundId) -> int:
        """How many cards about that round have begun to be posted, and nobody knows how it went."""
        return self.posts_begun if self.follow_up_round_id == follow_up_round_id else 0


async def put(
    session: TenantSession, place: ContactPoint, team_name: str, by: PersonId, at: datetime
) -> bool:
    """Remember the channel; one that was there before is taken into use again. False when it is in use."""
    added = await session.insert_new(
        NoticeBoardRow,
        [
            {
                "conversation_id": place.conversation_id,
                "service_url": place.service_url,
                "bot_id": place.bot_id,
                "team_name": team_name,
                "added_by": by,
                "added_at": at,
                "state": ACTIVE,
                "follow_up_round_id": None,
                "message_id": "",
                "drawn_at": None,
                "posts_begun": 0,
            }
        ],
    )
    if added:
        return True
    again = await session.execute(
        update(board)
        .where(
            board.c.tenant_id == session.tenant_id,
            board.c.conversation_id == place.conversation_id,
            board.c.state == GONE,
        )
        .values(state=ACTIVE, added_by=by, added_at=at, message_id="", drawn_at=None, posts_begun=0)
        .returning(board.c.id)
    )
    return again.first() is not None


async def take_down(session: TenantSession, conversation_id: str) -> bool:
    """The bot is no longer in the channel; False when it was not known to be."""
    taken = await session.execute(
        update(board)
        .where(
            board.c.tenant_id == session.tenant_id,
            board.c.conversation_id == conversation_id,
            board.c.state == ACTIVE,
        )
        .values(state=GONE)
        .returning(board.c.id)
    )
    return taken.first() is not None


async def every(session: TenantSession) -> list[NoticeBoard]:
    """Every channel in use."""
    found = await session.execute(
        select(board)
        .where(board.c.tenant_id == session.tenant_id, board.c.state == ACTIVE)
        .order_by(board.c.id)
    )
    return [_to_domain(row) for row in found]


async def claim(
    session: TenantSession, seen: NoticeBoard, follow_up_round_id: FollowUpRoundId, at: datetime
) -> bool:
    """Take it upon oneself to draw the card now; False when somebody else has since it was `seen`.

    When it is to be posted, that is noted before it is: whoever finds the note afterwards knows that a card
    may stand in the channel already.
    """
    begun = {
        "follow_up_round_id": follow_up_round_id,
        "message_id": "",
        "posts_begun": seen.begun_for(follow_up_round_id) + 1,
    }
    unchanged = board.c.drawn_at.is_(None) if seen.drawn_at is None else board.c.drawn_at == seen.drawn_at
    claimed = await session.execute(
        update(board)
        .where(
            board.c.tenant_id == session.tenant_id,
            board.c.id == seen.notice_board_id,
            board.c.state == ACTIVE,
            unchanged,
        )
        .values(drawn_at=at, **({} if seen.shows(follow_up_round_id) else begun))
        .returning(board.c.id)
    )
    return claimed.first() is not None


async def hangs(
    session: TenantSession, notice_board_id: int, follow_up_round_id: FollowUpRoundId, message_id: str
) -> None:
    """The card about that round stands in that message."""
    await session.change(
        NoticeBoardRow,
        col(NoticeBoardRow.id) == notice_board_id,
        follow_up_round_id=follow_up_round_id,
        message_id=message_id,
        posts_begun=0,
    )


async def was_not_posted(session: TenantSession, seen: NoticeBoard, at: datetime) -> None:
    """The card that was to be posted at that time was refused, so that none more stands there."""
    mine = (col(NoticeBoardRow.id) == seen.notice_board_id, col(NoticeBoardRow.drawn_at) == at)
    await session.change(NoticeBoardRow, *mine, posts_begun=board.c.posts_begun - 1)


async def is_answered_since(
    session: TenantSession, follow_up_round_id: FollowUpRoundId, since: datetime
) -> bool:
    """Whether anything has been answered in the round since then."""
    found = await session.execute(
        select(func.count())
        .select_from(answer)
        .where(
            answer.c.tenant_id == session.tenant_id,
            answer.c.follow_up_round_id == follow_up_round_id,
            answer.c.answered_at >= since,
        )
    )
    return bool(found.scalar())


def _to_domain(row: Row[Any]) -> NoticeBoard:
    return NoticeBoard(
        notice_board_id=row.id,
        # A channel is nobody's own chat, so there is no user in it.
        place=ContactPoint(
            tenant_id=row.tenant_id,
            entra_object_id="",
            service_url=row.service_url,
            conversation_id=row.conversation_id,
            bot_id=row.bot_id,
        ),
        follow_up_round_id=row.follow_up_round_id,
        message_id=row.message_id,
        drawn_at=row.drawn_at,
        posts_begun=row.posts_begun,
    )
