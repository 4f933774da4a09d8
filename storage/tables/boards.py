"""Where the overview hangs for all strategists to see: channels that the bot has been added to, as rows."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.instants import Instant
from storage.tables.keys import primary, unindexed, unindexed_tenant


class NoticeBoardRow(SQLModel, table=True):
    """A channel of a team. `message_id` is our card there, about `follow_up_round_id`; "" before any.

    `posts_begun` is how often a card about that round has begun to be posted without anybody writing down
    how it went: a process has died in between.
    """

    __tablename__ = "notice_board"
    __table_args__ = (UniqueConstraint("tenant_id", "conversation_id"),)
    id: int | None = primary()
    tenant_id: str = unindexed_tenant()
    conversation_id: str = Field(max_length=200)
    service_url: str
    bot_id: str = ""
    team_name: str = ""
    added_by: int = unindexed("person.id")
    added_at: datetime = Field(sa_type=Instant)
    state: str = "active"
    follow_up_round_id: int | None = unindexed("follow_up_round.id", required=False)
    message_id: str = ""
    drawn_at: datetime | None = Field(default=None, sa_type=Instant)
    posts_begun: int = 0
