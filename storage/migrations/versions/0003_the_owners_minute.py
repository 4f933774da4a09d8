"""the owner's minute: fuller answers, drafts, matters, own working hours; and fewer indexes to keep.

Only adds columns with defaults, adds tables and swaps indexes, so the version before this one can go on
working beside it.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import storage.instants

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    _answers()
    _people()
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("follow_up_round_id", sa.Integer(), nullable=False),
        sa.Column("plan_activity_id", sa.Integer(), nullable=False),
        sa.Column("fields", TEXT(), nullable=False),
        sa.Column("message_id", TEXT(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("updated_at", storage.instants.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["follow_up_round_id"], ["follow_up_round.id"]),
        sa.ForeignKeyConstraint(["plan_activity_id"], ["plan_activity.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("tenant_id", "person_id", "follow_up_round_id", "plan_activity_id"),
    )
    op.create_index("ix_draft_follow_up_round_id", "draft", ["follow_up_round_id"])
    op.create_index("ix_draft_plan_activity_id", "draft", ["plan_activity_id"])
    _matters()
    _living_messages()
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("matter_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_delivery_matter_id"), ["matter_id"])
        batch_op.create_foreign_key("fk_delivery_matter_id_matter", "matter", ["matter_id"], ["id"])


def _answers() -> None:
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("new_end", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("indicator_value", sa.Numeric(), nullable=True))
        batch_op.add_column(sa.Column("evidence", TEXT(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("promise", TEXT(), nullable=True))
        batch_op.add_column(sa.Column("answered_for", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("reason", TEXT(), server_default="", nullable=False))
        batch_op.create_foreign_key("fk_answer_answered_for_person", "person", ["answered_for"], ["id"])
        batch_op.drop_index("ix_answer_latest")
        batch_op.create_index(
            "ix_answer_latest", ["tenant_id", "plan_activity_id", "follow_up_round_id", "id"]
        )
        batch_op.drop_index(batch_op.f("ix_answer_tenant_id"))
        batch_op.drop_index(batch_op.f("ix_answer_follow_up_round_id"))
        batch_op.drop_index(batch_op.f("ix_answer_answered_by"))


def _people() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hours_from", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("hours_to", sa.Time(), nullable=True))
        batch_op.add_column(
            sa.Column("wants_only_the_deadline", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.create_index("ix_co_owner_person_id", "co_owner", ["person_id"])


def _matters() -> None:
    op.create_table(
        "matter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("key", TEXT(length=120), nullable=False),
        sa.Column("kind", TEXT(), nullable=False),
        sa.Column("state", TEXT(), nullable=False),
        sa.Column("follow_up_round_id", sa.Integer(), nullable=False),
        sa.Column("plan_activity_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("counterpart_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", storage.instants.Instant(timezone=True), nullable=False),
        sa.Column("reason", TEXT(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("respond_by", storage.instants.Instant(timezone=True), nullable=True),
        sa.Column("reply", TEXT(), nullable=False),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_at", storage.instants.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.ForeignKeyConstraint(["follow_up_round_id"], ["follow_up_round.id"]),
        sa.ForeignKeyConstraint(["plan_activity_id"], ["plan_activity.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["counterpart_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("tenant_id", "key"),
    )
    for column in ("follow_up_round_id", "plan_activity_id", "person_id", "counterpart_id"):
        op.create_index(f"ix_matter_{column}", "matter", [column])
    op.create_index("ix_matter_round", "matter", ["tenant_id", "follow_up_round_id", "kind", "state"])


def _living_messages() -> None:
    op.create_table(
        "living_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("follow_up_round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("message_id", TEXT(), nullable=False),
        sa.Column("since", storage.instants.Instant(timezone=True), nullable=False),
        sa.Column("occupied_until", storage.instants.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.ForeignKeyConstraint(["follow_up_round_id"], ["follow_up_round.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["recipient_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("tenant_id", "follow_up_round_id", "person_id", "recipient_id"),
    )
    op.create_index("ix_living_message_follow_up_round_id", "living_message", ["follow_up_round_id"])
    # Until now it was the latest reminder that reached somebody.
    op.execute(
        "INSERT INTO living_message"
        " (tenant_id, follow_up_round_id, person_id, recipient_id, message_id, since)"
        " SELECT tenant_id, follow_up_round_id, person_id, recipient_id, message_id, created_at"
        " FROM delivery WHERE tenant_id IN (SELECT tenant_id FROM municipal_group) AND id IN"
        " (SELECT max(id) FROM delivery WHERE kind = 'reminder' AND fate = 'sent' AND message_id <> ''"
        " AND recipient_id IS NOT NULL AND tenant_id IN (SELECT tenant_id FROM municipal_group)"
        " GROUP BY tenant_id, follow_up_round_id, person_id, recipient_id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_constraint("fk_delivery_matter_id_matter", type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_delivery_matter_id"))
        batch_op.drop_column("matter_id")
    op.drop_table("living_message")
    op.drop_table("matter")
    op.drop_table("draft")
    op.drop_index("ix_co_owner_person_id", table_name="co_owner")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("wants_only_the_deadline")
        batch_op.drop_column("hours_to")
        batch_op.drop_column("hours_from")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_constraint("fk_answer_answered_for_person", type_="foreignkey")
        for column in ("reason", "answered_for", "promise", "evidence", "indicator_value", "new_end"):
            batch_op.drop_column(column)
        batch_op.drop_index("ix_answer_latest")
        batch_op.create_index(
            "ix_answer_latest", ["tenant_id", "follow_up_round_id", "plan_activity_id", "id"]
        )
        batch_op.create_index(batch_op.f("ix_answer_tenant_id"), ["tenant_id"])
        batch_op.create_index(batch_op.f("ix_answer_follow_up_round_id"), ["follow_up_round_id"])
        batch_op.create_index(batch_op.f("ix_answer_answered_by"), ["answered_by"])
