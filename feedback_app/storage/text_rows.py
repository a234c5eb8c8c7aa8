"""SQL statements about single texts, for the person who reads them."""

from sqlalchemy import Connection, delete, select

from feedback_app.responses import KeptText, WrittenText
from feedback_app.storage.tables import SUGGESTION, WORDS

SHOWN = 20
"""Letters of a key by which a text is known while it is kept: enough that no two share them."""


def kept_texts(connection: Connection) -> tuple[KeptText, ...]:
    """Every text of every form and page, in the order of their random keys."""
    columns = select(WORDS.c.words_hash, WORDS.c.survey, WORDS.c.question, WORDS.c.body, WORDS.c.may_quote)
    return tuple(
        KeptText(_name(row.words_hash), row.survey, WrittenText(row.question, row.body, row.may_quote))
        for row in connection.execute(columns.order_by(WORDS.c.words_hash))
    )


def delete_texts(connection: Connection, names: frozenset[str]) -> int:
    """Delete the texts that are known by these names; how many there were."""
    keys = connection.execute(select(WORDS.c.words_hash)).scalars().all()
    return sum(
        connection.execute(delete(WORDS).where(WORDS.c.words_hash == key)).rowcount
        for key in keys
        if _name(key) in names
    )


def delete_suggestion(connection: Connection, name: str) -> bool:
    """Delete the suggestion whose key begins with this name, as `Suggestion.id`; whether there was one."""
    return any(
        connection.execute(delete(SUGGESTION).where(SUGGESTION.c.receipt_hash == key)).rowcount
        for key in connection.execute(select(SUGGESTION.c.receipt_hash)).scalars().all()
        if name and key.hex().startswith(name)
    )


def _name(key: bytes) -> str:
    return key.hex()[:SHOWN]
