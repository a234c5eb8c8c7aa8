"""The four tables of the store: no time, no order, no address, and no column that joins one to another."""

from sqlalchemy import Boolean, Column, LargeBinary, MetaData, String, Table, Text

METADATA = MetaData()

# WITHOUT ROWID everywhere: a hidden row number would give away the order in which people answered.
INVITATION = Table(
    "invitation",
    METADATA,
    Column("code_hmac", LargeBinary, primary_key=True),
    Column("wave", String, nullable=False),
    Column("used", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""One-time codes as keyed hashes, and whether each was used; never by whom or for which reply."""

REPLY = Table(
    "reply",
    METADATA,
    Column("receipt_hash", LargeBinary, primary_key=True),
    Column("survey", String, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Ticked answers of one reply, as JSON with sorted keys."""

WORDS = Table(
    "words",
    METADATA,
    Column("words_hash", LargeBinary, primary_key=True),
    Column("survey", String, nullable=False),
    Column("question", String, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Free text, one row a question; found again only by someone who holds the receipt."""

RELEASE = Table(
    "release",
    METADATA,
    Column("asking", String, primary_key=True),
    Column("summary", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The one release of each asking, as its summary file."""
