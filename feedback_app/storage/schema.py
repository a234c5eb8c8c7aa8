"""Which tables and columns the store really has, for the page that tells people what can be seen about them."""

from feedback_app.storage.tables import METADATA


def columns_by_table() -> dict[str, tuple[str, ...]]:
    """The columns of each table, by its name."""
    return {table.name: tuple(column.name for column in table.columns) for table in METADATA.sorted_tables}
