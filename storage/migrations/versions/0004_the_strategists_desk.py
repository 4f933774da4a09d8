"""the strategist's desk: the year's dates, escalation, notice boards, files in the chat, roles by group.

Only adds columns that are empty or have defaults, and tables, so the version before this one can go on
working beside it.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import storage.instants

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    _rounds()
    _people()
    _notice_boards()
    _chat_files()
    _installations()
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sentence", TEXT(), server_default="", nullable=False))
    with op.batch_alter_table("plan_activity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("continues_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_plan_activity_continues_id"), ["continues_id"])
        batch_op.create_foreign_key(
            "fk_plan_activity_continues_id_plan_activity", "plan_activity", ["continues_id"], ["id"]
        )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("next_year", TEXT(), nullable=True))
        batch_op.add_column(sa.Column("next_year_note", TEXT(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("taps", sa.Integer(), nullable=True))


def _rounds() -> None:
    with op.batch_alter_table("follow_up_round", schema=None) as batch_op:
        for day in ("meeting_on", "dispatch_on", "director_by", "strategists_by", "managers_by"):
            batch_op.add_column(sa.Column(day, sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("escalation_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("escalation_at", sa.Time(), nullable=True))
        batch_op.add_column(
            sa.Column("deadline_since", storage.instants.Instant(timezone=True), nullable=True)
        )
        batch_op.add_column(sa.Column("closings", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("reopened_because", TEXT(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="0", nullable=False))


def _people() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("directory_state", TEXT(), nullable=True))
        batch_op.add_column(
            sa.Column("directory_checked_at", storage.instants.Instant(timezone=True), nullable=True)
        )
    with op.batch_alter_table("contact_point", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name", TEXT(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("ignored_at", storage.instants.Instant(timezone=True), nullable=True))
    op.create_table(
        "group_role",
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("entra_object_id", TEXT(length=64), nullable=False),
        sa.Column("role", TEXT(), nullable=False),
        sa.Column("since", storage.instants.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.PrimaryKeyConstraint("tenant_id", "entra_object_id", "role"),
    )


def _notice_boards() -> None:
    op.create_table(
        "notice_board",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("conversation_id", TEXT(length=200), nullable=False),
        sa.Column("service_url", TEXT(), nullable=False),
        sa.Column("bot_id", TEXT(), nullable=False),
        sa.Column("team_name", TEXT(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", storage.instants.Instant(timezone=True), nullable=False),
        sa.Column("state", TEXT(), nullable=False),
        sa.Column("follow_up_round_id", sa.Integer(), nullable=True),
        sa.Column("message_id", TEXT(), nullable=False),
        sa.Column("drawn_at", storage.instants.Instant(timezone=True), nullable=True),
        sa.Column("posts_begun", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["follow_up_round_id"], ["follow_up_round.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("tenant_id", "conversation_id"),
    )


def _chat_files() -> None:
    op.create_table(
        "chat_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("key", TEXT(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", TEXT(), nullable=False),
        sa.Column("name", TEXT(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("facts", TEXT(), nullable=False),
        sa.Column("state", TEXT(), nullable=False),
        sa.Column("created_at", storage.instants.Instant(timezone=True), nullable=False),
        sa.Column("expires_at", storage.instants.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("tenant_id", "key"),
    )
    op.create_index("ix_chat_file_person_id", "chat_file", ["person_id"])


def _installations() -> None:
    op.create_table(
        "installation",
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", TEXT(), nullable=False),
        sa.Column("refusal", TEXT(), nullable=True),
        sa.Column("code", TEXT(), nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=False),
        sa.Column("requested_at", storage.instants.Instant(timezone=True), nullable=False),
        sa.Column("request_key", TEXT(length=64), nullable=False),
        sa.Column("not_before", storage.instants.Instant(timezone=True), nullable=False),
        sa.Column("lease", TEXT(), nullable=False),
        sa.Column("leased_until", storage.instants.Instant(timezone=True), nullable=True),
        sa.Column("settled_at", storage.instants.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["requested_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("tenant_id", "person_id"),
    )


def downgrade() -> None:
    with op.batch_alter_table("answer", schema=None) as batch_op:
        for column in ("taps", "next_year_note", "next_year"):
            batch_op.drop_column(column)
    with op.batch_alter_table("plan_activity", schema=None) as batch_op:
        batch_op.drop_constraint("fk_plan_activity_continues_id_plan_activity", type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_plan_activity_continues_id"))
        batch_op.drop_column("continues_id")
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_column("sentence")
    for table in ("installation", "chat_file", "notice_board", "group_role"):
        op.drop_table(table)
    with op.batch_alter_table("contact_point", schema=None) as batch_op:
        batch_op.drop_column("ignored_at")
        batch_op.drop_column("name")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("directory_checked_at")
        batch_op.drop_column("directory_state")
    with op.batch_alter_table("follow_up_round", schema=None) as batch_op:
        for column in (
            "revision",
            "reopened_because",
            "closings",
            "deadline_since",
            "escalation_at",
            "escalation_days",
        ):
            batch_op.drop_column(column)
        for day in ("managers_by", "strategists_by", "director_by", "dispatch_on", "meeting_on"):
            batch_op.drop_column(day)
