"""The commands that make backups and bring them back."""

from pathlib import Path
from typing import TextIO

import click

from feedback_app.backups import back_up, bring_back, new_key
from feedback_app.clock import Clock
from feedback_app.desk import Refused
from feedback_app.settings import read_settings


@click.command("backup-key")
def backup_key_command() -> None:
    """Print a new pair of keys for backups. Keep the secret one off this computer."""
    secret, public = new_key()
    click.echo(f"Public key, for HANDBOOK_BACKUP_KEY on the server:\n{public}\n")
    click.echo(f"Secret key. Write it down, keep it in a safe, and never on the server:\n{secret}")


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def backup_command(folder: Path) -> None:
    """Write today's encrypted backup of the answers into FOLDER, and keep the newest seven."""
    settings = read_settings()
    if settings.backup_key is None:
        raise Refused("HANDBOOK_BACKUP_KEY is not set: make keys with `python -m feedback_app backup-key`.")
    file = back_up(settings.store, folder, settings.backup_key, Clock(settings.on).today())
    click.echo(f"{file} holds all answers as they are now. Only the secret key opens it.")


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("key_file", type=click.File("r"))
def restore_command(backup: Path, key_file: TextIO) -> None:
    """Bring BACKUP back with the secret key in KEY_FILE (or `-`, to type it). Stop the server first."""
    settings = read_settings()
    bring_back(backup, settings.store, key_file.read())
    click.echo(f"{settings.store} is back as it was when the backup was made. Start the server again.")
