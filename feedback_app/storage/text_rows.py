"""SQL statements about single texts and points: which finding of an outcome a text became part of."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select, update

from feedback_app.responses import KeptText, WrittenText
from feedback_app.storage.tables import POINT, SUGGESTION, WORDS, words_hash

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


def tag_point(connection: Connection, run_key: str, name: str, finding: str) -> bool:
    """Note that the text whose key begins with this name became part of a finding; whether there is just one such."""
    keys = connection.execute(select(WORDS.c.words_hash).where(WORDS.c.survey == run_key)).scalars()
    named = [key for key in keys if name and key.hex().startswith(name)]
    if len(named) != 1:
        return False
    (key,) = named
    if connection.execute(update(POINT).where(POINT.c.words_hash == key).values(finding=finding)).rowcount == 0:
        connection.execute(insert(POINT).values(words_hash=key, survey=run_key, finding=finding))
    return True


def tagged_findings(connection: Connection, receipt: str, run_key: str, questions: Iterable[str]) -> frozenset[str]:
    """The findings that the texts of a receipt became part of; as much work for a receipt that nobody holds."""
    keys = [words_hash(receipt, question) for question in questions]
    query = select(POINT.c.finding).where(POINT.c.words_hash.in_(keys)).where(POINT.c.survey == run_key)
    return frozenset(connection.execute(query).scalars())


def run_keys_with_points(connection: Connection) -> frozenset[str]:
    """The keys of survey runs with points."""
    return frozenset(connection.execute(select(POINT.c.survey).distinct()).scalars())


def delete_points(connection: Connection, run_key: str) -> int:
    """Delete the points of a survey run; how many there were."""
    return connection.execute(delete(POINT).where(POINT.c.survey == run_key)).rowcount


def delete_words(connection: Connection, run_key: str) -> int:
    """Delete every text of a survey run; how many there were."""
    return connection.execute(delete(WORDS).where(WORDS.c.survey == run_key)).rowcount
