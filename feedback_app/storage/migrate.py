"""Migrates a store to the newest schema when it is opened."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from feedback_app.responses import StoreUnavailable

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0002"
"""The revision that this program reads and writes. A test compares it with the last migration."""

_FIRST_REVISION = "0001"
_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade_to_head(connection: Connection) -> bool:
    """Run missing migrations in the caller's transaction. Returns whether there were any. Raises `StoreUnavailable`."""
    revision = _current_revision(connection)
    if revision == HEAD:
        return False
    if revision is not None and revision > HEAD:
        raise StoreUnavailable(f"it was written by a newer program (step {revision}, this one knows {HEAD})")
    upgrade(connection, HEAD)
    return True


def upgrade(connection: Connection, revision: str) -> None:
    """Run the migrations up to a revision."""
    from alembic import command  # noqa: PLC0415 takes longer to load than a store of today takes to open

    settings = alembic_config(connection)
    if _current_revision(connection) is None and inspect(connection).has_table("reply"):
        # The first stores did not record their revision.
        command.stamp(settings, _FIRST_REVISION)
    command.upgrade(settings, revision)


def revisions() -> list[str]:
    """Every revision, oldest first."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 as above

    return [script.revision for script in reversed(list(ScriptDirectory(_MIGRATIONS).walk_revisions()))]


def alembic_config(connection: Connection) -> "Config":
    """The configuration of Alembic: the folder of migrations and the connection."""
    from alembic.config import Config  # noqa: PLC0415 as above

    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", str(_MIGRATIONS))
    return settings


def _current_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
