"""The tables of the store: no time, no order, no address, and no column that joins one to another.

Only words about a page name the month they came in, as part of what they belong to (`retention.page_words_key`).

How an older file comes to this shape is in `migrations/`; a test compares the two.
"""

import hashlib

from sqlalchemy import Boolean, Column, LargeBinary, MetaData, String, Table, Text, false

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
    Column("may_quote", Boolean, nullable=False, server_default=false()),
    sqlite_with_rowid=False,
)
"""Free text, one row a question, and whether it may be quoted; found again only by someone who holds the receipt."""

RELEASE = Table(
    "release",
    METADATA,
    Column("asking", String, primary_key=True),
    Column("summary", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The one release of each survey run, as its summary file."""

POINT = Table(
    "point",
    METADATA,
    Column("words_hash", LargeBinary, primary_key=True),
    Column("survey", String, nullable=False),
    Column("finding", String, nullable=False),
    sqlite_with_rowid=False,
)
"""Which finding of an outcome a text became part of; outlives the text, so that its receipt still finds the answer."""

SUGGESTION = Table(
    "suggestion",
    METADATA,
    Column("receipt_hash", LargeBinary, primary_key=True),
    Column("page", String, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("answer", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""A change somebody suggests to a page, and what the service has decided about it."""


def columns_by_table() -> dict[str, tuple[str, ...]]:
    """The columns of each table, by its name."""
    return {table.name: tuple(column.name for column in table.columns) for table in METADATA.sorted_tables}


def receipt_hash(receipt: str) -> bytes:
    """The key of a reply. Eighty random bits need no salt."""
    return hashlib.sha256(f"reply\n{receipt}".encode()).digest()


def words_hash(receipt: str, question: str) -> bytes:
    """The key of one text. It cannot be worked out from the reply's key, only from the receipt itself."""
    return hashlib.sha256(f"words\n{question}\n{receipt}".encode()).digest()


def equality_hash(receipt: str) -> bytes:
    """The key of the answers to equality questions. Only the receipt connects them with the reply."""
    return hashlib.sha256(f"apart\n{receipt}".encode()).digest()


def suggestion_hash(receipt: str) -> bytes:
    """The key of a suggestion, which differs from those of replies and texts even with the same receipt."""
    return hashlib.sha256(f"suggestion\n{receipt}".encode()).digest()
