"""outbox in batches: urgency, withdrawn reminders, and indexes over what is still on its way.

Only adds columns with defaults and swaps indexes, so the version before this one can go on working beside it.
"""

import sqlalchemy as sa
from alembic import op

import storage.instants

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

WAITING = sa.text("fate = 'waiting'")
CLAIMED = sa.text("fate = 'claimed'")


def upgrade() -> None:
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", storage.instants.Instant(timezone=True), nullable=True))
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("urgency", sa.Integer(), server_default="1", nullable=False))
        batch_op.drop_index("ix_delivery_due")
        batch_op.drop_index(batch_op.f("ix_delivery_tenant_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_person_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_recipient_id"))
        batch_op.create_index("ix_delivery_matter", ["person_id", "follow_up_round_id"])
        batch_op.create_index(
            "ix_delivery_waiting",
            ["tenant_id", "urgency", "not_before", "id"],
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        )
        batch_op.create_index(
            "ix_delivery_claimed",
            ["tenant_id", "leased_until"],
            sqlite_where=CLAIMED,
            postgresql_where=CLAIMED,
        )
    op.execute(
        "UPDATE delivery SET urgency = 0 WHERE kind = 'card_update'"
        " AND tenant_id IN (SELECT tenant_id FROM municipal_group)"
    )


def downgrade() -> None:
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_delivery_claimed")
        batch_op.drop_index("ix_delivery_waiting")
        batch_op.drop_index("ix_delivery_matter")
        batch_op.create_index(batch_op.f("ix_delivery_recipient_id"), ["recipient_id"])
        batch_op.create_index(batch_op.f("ix_delivery_person_id"), ["person_id"])
        batch_op.create_index(batch_op.f("ix_delivery_tenant_id"), ["tenant_id"])
        batch_op.create_index("ix_delivery_due", ["tenant_id", "fate", "not_before"])
        batch_op.drop_column("urgency")
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_at")
