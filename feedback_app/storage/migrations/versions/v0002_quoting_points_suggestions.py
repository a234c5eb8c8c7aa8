"""Whether words may be quoted, which point a text was tagged with, and suggested changes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Words stored before nobody was asked about quoting, so none of them may be quoted."""
    op.add_column("words", sa.Column("may_quote", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "point",
        sa.Column("words_hash", sa.LargeBinary, primary_key=True),
        sa.Column("survey", sa.String, nullable=False),
        sa.Column("finding", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "suggestion",
        sa.Column("receipt_hash", sa.LargeBinary, primary_key=True),
        sa.Column("page", sa.String, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
