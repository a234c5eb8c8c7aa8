"""SQL statements about suggested changes; none names another table."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from feedback_app.storage.tables import SUGGESTION, suggestion_hash
from feedback_app.suggestions.suggestion import Suggestion, SuggestionState

SHOWN = 10
"""Letters of a key that name a suggestion in commands: enough that no two share them."""

_FINAL = [state for state in SuggestionState if state.is_final]


def add_suggestion(connection: Connection, receipt: str, suggestion: Suggestion) -> bool:
    """Store the suggestion unless it is there. Returns whether it was new."""
    key = suggestion_hash(receipt)
    if connection.execute(select(SUGGESTION.c.state).where(SUGGESTION.c.receipt_hash == key)).first() is not None:
        return False
    row = {
        "page": suggestion.page,
        "before": suggestion.before,
        "after": suggestion.after,
        "why": suggestion.why,
        "state": suggestion.state.value,
        "answer": suggestion.answer,
    }
    connection.execute(insert(SUGGESTION).values(receipt_hash=key, **row))
    return True


def suggestion_of(connection: Connection, receipt: str) -> Suggestion | None:
    """The suggestion of a receipt, or None."""
    query = select(SUGGESTION).where(SUGGESTION.c.receipt_hash == suggestion_hash(receipt))
    row = connection.execute(query).first()
    return None if row is None else _read(row)


def withdraw_suggestion(connection: Connection, receipt: str) -> bool:
    """Delete a receipt's suggestion unless it is answered; whether there was one."""
    waiting = (SUGGESTION.c.receipt_hash == suggestion_hash(receipt)) & SUGGESTION.c.state.not_in(_FINAL)
    return connection.execute(delete(SUGGESTION).where(waiting)).rowcount == 1


def all_suggestions(connection: Connection) -> tuple[Suggestion, ...]:
    """Every suggestion, in the order of their random keys."""
    return tuple(map(_read, connection.execute(select(SUGGESTION).order_by(SUGGESTION.c.receipt_hash))))


def answer_suggestion(connection: Connection, name: str, state: SuggestionState, answer: str) -> None:
    """Store the decision. A final one deletes the text."""
    values: Mapping[str, str] = {"state": state.value, "answer": answer}
    if state.is_final:
        values = {**values, "before": "", "after": "", "why": ""}
    keys = connection.execute(select(SUGGESTION.c.receipt_hash)).scalars()
    for key in [key for key in keys if _name(key) == name]:
        connection.execute(update(SUGGESTION).where(SUGGESTION.c.receipt_hash == key).values(**values))


def delete_answered_suggestions(connection: Connection) -> int:
    """Delete every suggestion that is finally answered; how many there were."""
    return connection.execute(delete(SUGGESTION).where(SUGGESTION.c.state.in_(_FINAL))).rowcount


def _read(row: "Row[Any]") -> Suggestion:
    state = SuggestionState(row.state)
    return Suggestion(row.page, row.before, row.after, row.why, state, row.answer, _name(row.receipt_hash))


def _name(key: bytes) -> str:
    return key.hex()[:SHOWN]
