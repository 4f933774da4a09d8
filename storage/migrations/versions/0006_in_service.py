"""in service: what a municipality that runs it for years needs.

Only adds columns that are empty or have defaults, tables, and refusals that the version before this one never
meets, and lets an answer be by nobody in particular; so that version can go on working beside it.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import storage.instants
from storage import audit_guard

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    _audit_chain()
    _retention()
    _document_orders()
    _letters()
    _brought_answers()


def _audit_chain() -> None:
    op.create_table(
        "audit_link",
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("audit_event_id", sa.Integer(), nullable=False),
        sa.Column("sha256", TEXT(length=64), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.PrimaryKeyConstraint("tenant_id", "position"),
        sa.UniqueConstraint("tenant_id", "audit_event_id"),
    )
    op.create_table(
        "audit_checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sha256", TEXT(length=64), nullable=False),
        sa.Column("made_at", storage.instants.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("tenant_id", "position"),
    )
    for statement in audit_guard.statements(op.get_bind().dialect.name):
        op.execute(statement)


def _retention() -> None:
    op.create_table(
        "retention_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begun_at", storage.instants.Instant(timezone=True), nullable=False),
        sa.Column("done_at", storage.instants.Instant(timezone=True), nullable=True),
        sa.Column("counts", TEXT(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("tenant_id", "day"),
    )


def _document_orders() -> None:
    with op.batch_alter_table("seal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changes", TEXT(), server_default="", nullable=False))
    op.create_table(
        "document_order",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("key", TEXT(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("follow_up_round_id", sa.Integer(), nullable=False),
        sa.Column("format", TEXT(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", TEXT(length=2), nullable=False),
        sa.Column("plan_activities", sa.Integer(), nullable=False),
        sa.Column("message_id", TEXT(), nullable=False),
        sa.Column("ordered_at", storage.instants.Instant(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", TEXT(), nullable=False),
        sa.Column("leased_until", storage.instants.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["follow_up_round_id"], ["follow_up_round.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("tenant_id", "key"),
        sa.UniqueConstraint("tenant_id", "person_id", "follow_up_round_id", "format", "version", "language"),
    )


def _letters() -> None:
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("by_mail", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("key", TEXT(length=120), nullable=False),
        sa.Column("kind", TEXT(), nullable=False),
        sa.Column("follow_up_round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=True),
        sa.Column("address_mark", TEXT(length=64), nullable=False),
        sa.Column("reason", TEXT(), nullable=False),
        sa.Column("fate", TEXT(), nullable=False),
        sa.Column("not_before", storage.instants.Instant(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", TEXT(), nullable=False),
        sa.Column("leased_until", storage.instants.Instant(timezone=True), nullable=True),
        sa.Column("failure", TEXT(), nullable=True),
        sa.Column("code", TEXT(), nullable=False),
        sa.Column("message_id", TEXT(), nullable=False),
        sa.Column("created_at", storage.instants.Instant(timezone=True), nullable=False),
        sa.Column("settled_at", storage.instants.Instant(timezone=True), nullable=True),
        sa.Column("withdrawn_at", storage.instants.Instant(timezone=True), nullable=True),
        sa.Column("asked_key", TEXT(length=120), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.ForeignKeyConstraint(["follow_up_round_id"], ["follow_up_round.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["recipient_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("tenant_id", "key"),
    )
    op.create_index("ix_letter_follow_up_round_id", "letter", ["follow_up_round_id"])


def _brought_answers() -> None:
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", TEXT(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("given_at", storage.instants.Instant(timezone=True), nullable=True))
        batch_op.alter_column("answered_by", existing_type=sa.Integer(), nullable=True)
    op.create_table(
        "brought_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("client_id", TEXT(length=40), nullable=False),
        sa.Column("external_id", TEXT(length=100), nullable=False),
        sa.Column("fingerprint", TEXT(length=64), nullable=False),
        sa.Column("follow_up_round_id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.ForeignKeyConstraint(["follow_up_round_id"], ["follow_up_round.id"]),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("tenant_id", "client_id", "external_id"),
    )
    op.create_index("ix_brought_answer_answer_id", "brought_answer", ["answer_id"])


def downgrade() -> None:
    op.drop_table("brought_answer")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        # Whoever goes back has taken away what only another system has answered, or is told that it is there.
        batch_op.alter_column("answered_by", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column("given_at")
        batch_op.drop_column("source")
    op.drop_table("letter")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_column("by_mail")
    op.drop_table("document_order")
    with op.batch_alter_table("seal", schema=None) as batch_op:
        batch_op.drop_column("changes")
    op.drop_table("retention_run")
    for statement in audit_guard.undoing(op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_table("audit_checkpoint")
    op.drop_table("audit_link")
