"""What the database hears while something happens."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event


@contextmanager
def heard() -> Iterator[set[str]]:
    """Every sentence that the database hears meanwhile."""
    texts: set[str] = set()

    def hear(*given: object) -> None:
        texts.add(" ".join(str(given[2]).split()))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield texts
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
