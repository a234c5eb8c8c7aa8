"""Codes, replies, words and releases: the store as it was first made."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "invitation",
        sa.Column("code_hmac", sa.LargeBinary, primary_key=True),
        sa.Column("wave", sa.String, nullable=False),
        sa.Column("used", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reply",
        sa.Column("receipt_hash", sa.LargeBinary, primary_key=True),
        sa.Column("survey", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "words",
        sa.Column("words_hash", sa.LargeBinary, primary_key=True),
        sa.Column("survey", sa.String, nullable=False),
        sa.Column("question", sa.String, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "release",
        sa.Column("asking", sa.String, primary_key=True),
        sa.Column("summary", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
