"""The mark of a store for trying, in the header of its file: each copy and each backup of the store carries it.

`application_id` is SQLite's own field for what a file is (https://www.sqlite.org/fileformat2.html#application_id).
"""

from pathlib import Path

from feedback_app.storage.engine import driver_errors, driver_execute, empty_log, store_engine
from feedback_app.storage.own_file import FOR_TRYING


def mark_for_trying(path: Path) -> None:
    """Set the mark, for good; raises StoreUnavailable."""
    with driver_errors("marking the store"), store_engine(path).connect() as connection:
        driver_execute(connection, f"PRAGMA application_id={FOR_TRYING}")
        empty_log(connection)


def is_for_trying(path: Path) -> bool:
    """Whether the mark is set; raises StoreUnavailable."""
    with driver_errors("reading the mark of the store"), store_engine(path).connect() as connection:
        ((found,),) = driver_execute(connection, "PRAGMA application_id")
    return bool(found == FOR_TRYING)
