"""the director's report: sealed versions, the documents made of them, and whose a plan activity was.

Only adds columns that are empty or have defaults, and tables, so the version before this one can go on
working beside it.
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import storage.instants

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None

TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    with op.batch_alter_table("follow_up_round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("diary_number", TEXT(), server_default="", nullable=False))
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("fk_answer_owner_id_person", "person", ["owner_id"], ["id"])
    _seals()
    _documents()


def _seals() -> None:
    op.create_table(
        "seal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("follow_up_round_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sha256", TEXT(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("reason", TEXT(), nullable=False),
        sa.Column("sealed_by", sa.Integer(), nullable=False),
        sa.Column("sealed_by_name", TEXT(), nullable=False),
        sa.Column("sealed_at", storage.instants.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.ForeignKeyConstraint(["follow_up_round_id"], ["follow_up_round.id"]),
        sa.ForeignKeyConstraint(["sealed_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("tenant_id", "follow_up_round_id", "version"),
    )
    op.create_index("ix_seal_follow_up_round_id", "seal", ["follow_up_round_id"])


def _documents() -> None:
    op.create_table(
        "report_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenant_id", TEXT(length=36), nullable=False),
        sa.Column("follow_up_round_id", sa.Integer(), nullable=False),
        sa.Column("seal_id", sa.Integer(), nullable=True),
        sa.Column("sha256", TEXT(length=64), nullable=False),
        sa.Column("data_sha256", TEXT(length=64), nullable=False),
        sa.Column("format", TEXT(length=16), nullable=False),
        sa.Column("language", TEXT(length=2), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", storage.instants.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["municipal_group.tenant_id"]),
        sa.ForeignKeyConstraint(["follow_up_round_id"], ["follow_up_round.id"]),
        sa.ForeignKeyConstraint(["seal_id"], ["seal.id"]),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("tenant_id", "sha256"),
    )
    op.create_index("ix_report_document_follow_up_round_id", "report_document", ["follow_up_round_id"])
    op.create_index("ix_report_document_seal_id", "report_document", ["seal_id"])


def downgrade() -> None:
    op.drop_table("report_document")
    op.drop_table("seal")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_constraint("fk_answer_owner_id_person", type_="foreignkey")
        batch_op.drop_column("owner_id")
    with op.batch_alter_table("follow_up_round", schema=None) as batch_op:
        batch_op.drop_column("diary_number")
