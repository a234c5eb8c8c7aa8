"""Bringing a store to today's shape when it is opened."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from feedback_app.responses import StoreUnavailable

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "0002"
"""The shape that this program reads and writes; a test holds it to the last step."""

_FIRST = "0001"
_MIGRATIONS = Path(__file__).parent / "migrations"


def move_to_newest(connection: Connection) -> bool:
    """Take every step that is missing, in the caller's transaction; whether there was any. Raises StoreUnavailable."""
    shape = _shape(connection)
    if shape == NEWEST:
        return False
    if shape is not None and shape > NEWEST:
        raise StoreUnavailable(f"it was written by a newer program (step {shape}, this one knows {NEWEST})")
    move(connection, NEWEST)
    return True


def move(connection: Connection, shape: str) -> None:
    """Take the steps up to a shape."""
    from alembic import command  # noqa: PLC0415 takes longer to load than a store of today takes to open

    settings = migrations(connection)
    if _shape(connection) is None and inspect(connection).has_table("reply"):
        # The first stores carried no number.
        command.stamp(settings, _FIRST)
    command.upgrade(settings, shape)


def steps() -> list[str]:
    """Every shape there ever was, oldest first."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 as above

    return [script.revision for script in reversed(list(ScriptDirectory(_MIGRATIONS).walk_revisions()))]


def migrations(connection: Connection) -> "Config":
    """Where the steps are, and the connection on which they are taken."""
    from alembic.config import Config  # noqa: PLC0415 as above

    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", str(_MIGRATIONS))
    return settings


def _shape(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
