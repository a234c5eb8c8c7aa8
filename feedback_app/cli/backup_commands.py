"""The commands that make backups and bring them back."""

from pathlib import Path
from typing import TextIO

import click

from feedback_app.backups.backups import BatchOf, back_up, copies_after, missed_nights, new_key
from feedback_app.backups.restore import restore_backup
from feedback_app.clock import Clock
from feedback_app.results.text_review import count_in_tens
from feedback_app.settings import Settings, read_settings
from feedback_app.terminal_text import next_command, say
from feedback_app.web.content_reload import load_content
from handbook.formatting import counted, day_in_words
from handbook.source.problems import ContentError
from handbook.surveys.thresholds import CHILDREN


@click.command("backup-key")
def backup_key_command() -> None:
    """Print a new pair of keys for backups. Keep the secret one off this computer."""
    secret, public = new_key()
    click.echo(f"Public key, for HANDBOOK_BACKUP_KEY on the server:\n{public}\n")
    click.echo(f"Secret key. Write it down, keep it in a safe, and never on the server:\n{secret}")


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def backup_command(folder: Path) -> None:
    """Write today's encrypted backup of the answers into FOLDER, and delete those that are seven days old."""
    settings = read_settings()
    if settings.backup_key is None:
        raise click.ClickException(f"HANDBOOK_BACKUP_KEY is not set. Make keys:{next_command('backup-key')}")
    clock = Clock(settings.on)
    batch_of = batches(settings, clock)
    missed = missed_nights(folder, clock.today())
    file = back_up(settings.store, folder, settings.backup_key, clock.today(), batch_of)
    say(f"{file} holds what is in the store now. Only the secret key opens it.")
    say(
        "Answers to forms that are still open are in files beside it. They are copied in batches, so that two copies "
        f"do not show one answer alone: {_most_waiting(settings)} wait for the next copy."
    )
    if missed:
        say(
            f"No backup was made in {counted(missed, 'night')} before this one. Old copies are only deleted when a new "
            "one is made, and people were told that what they take back leaves them within 7 days.",
            err=True,
        )
    if late := copies_after(folder, clock.today()):
        say(
            f"Copies in {folder} dated after today: {late}. A clock was wrong when they were made, or is wrong now. "
            "They are deleted first, one each night.",
            err=True,
        )


def batches(settings: Settings, clock: Clock) -> BatchOf:
    """By how many replies a run must have grown before they are copied."""
    try:
        runs = load_content(settings).runs
    except ContentError:
        # Invalid content must not prevent the nightly backup. Every run then counts as open.
        return lambda _run: max(settings.thresholds.group, CHILDREN.group)

    def batch_of(run_key: str) -> int:
        run = runs.get(run_key)
        if run is None or (run.wave.is_over(clock.today()) and not clock.may_send(run.wave)):
            return 0
        return settings.thresholds.for_run(run).group

    return batch_of


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("key_file", type=click.File("r"))
@click.option("--without-answers", is_flag=True, help="Also when files with answers to open forms are missing.")
def restore_command(backup: Path, key_file: TextIO, without_answers: bool) -> None:  # noqa: FBT001
    """Bring BACKUP back with the secret key in KEY_FILE (or `-`, to type it). Stop the server first."""
    settings = read_settings()
    restored = restore_backup(backup, settings.store, key_file.read(), without_answers=without_answers)
    made_on = f", on {day_in_words(restored.made_on)}" if restored.made_on else ""
    say(f"{settings.store} is back as it was when the backup was made{made_on}. Start the server again.")
    for run, day in restored.answers.items():
        say(f"The answers to {run} are back as they were on {day_in_words(day)}.")
    for answers in restored.missing:
        say(
            f"LOST: {answers.name} was missing, with {count_in_tens(answers.replies, 'answer')} to {answers.run}; "
            "and what came after.",
            err=True,
        )
    say(
        f"Of each other form that was open then, {_most_waiting(settings)} may be missing, and whatever came after the "
        "backup. Codes that were used for those work again."
    )


def _most_waiting(settings: Settings) -> str:
    group = settings.thresholds.group
    return f"up to {group - 1} of the newest answers ({max(group, CHILDREN.group) - 1} where children answer)"
