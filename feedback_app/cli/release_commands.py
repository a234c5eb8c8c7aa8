"""The commands that close a wave, release its results and publish them; what cannot be undone asks first."""

from pathlib import Path

import click

from feedback_app.cli.context import CliContext, confirm, open_context
from feedback_app.results.release import ReleaseDraft, close, draft_release, next_steps, publish_summary, release
from feedback_app.terminal_text import next_command, say
from handbook.formatting import counted
from handbook.surveys.survey import SurveyRun

_ELSEWHERE = "--to var/try/published"
"""What `publish` needs in a store for trying."""


@click.command("close")
@click.argument("key")
def close_command(key: str) -> None:
    """Destroy the codes of a wave that is over, and their key. The running app does this by itself each night."""
    with open_context() as context:
        _refuse_key_of_another_store(context, key)
        had = close(context.run(key), context.store, context.keys, context.clock)
        keys = context.settings.keys
    if had.codes and not had.key:
        say(
            f"Its codes were in the store, and no key was in {keys}. If HANDBOOK_KEYS should name another folder, "
            "set it and close again: the key must be destroyed too.",
            err=True,
        )
    what = "its codes and their key are destroyed, for good" if had.key else "it had no codes"
    if had.codes and not had.key:
        what = "its codes are deleted, for good"
    say(f"{key} is closed: {what}. Next:{next_command(f'release {key} --dry-run')}")


def _refuse_key_of_another_store(context: CliContext, key: str) -> None:
    if context.keys.exists(key) and context.store.is_trial() and key not in context.store.run_keys_with_codes():
        raise click.ClickException(
            f"{context.settings.store} is for trying and has no codes of {key}, so the key in {context.settings.keys} "
            "belongs to another store and would be lost there. Set HANDBOOK_KEYS to another folder."
        )


@click.command("release")
@click.argument("key")
@click.option("--dry-run", is_flag=True, help="Print what would be published, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask: for scripts.")
@click.option("--no-replies", is_flag=True, help="Release although nobody answered.")
def release_command(key: str, dry_run: bool, yes: bool, no_replies: bool) -> None:  # noqa: FBT001 (click's flags)
    """Make the results of a closed wave, once, and delete the replies they were made from. It asks first."""
    with open_context() as context:
        run = context.run(key)
        earlier = context.store.released(key)
        if earlier is not None:
            say(f"{key} was released before: its results stay as they are.")
        else:
            draft = _draft(context, run, no_replies=no_replies)
            if context.store.is_trial():
                say(f"{context.settings.store} is for trying: these results are invented.", err=True)
            if dry_run:
                click.echo(draft.text, nl=False)
                say(f"Nothing was changed. The release would delete {draft.reply_count_text}.", err=True)
                return
            _print_draft(draft)
            confirm(f"Release {key}, and delete {draft.reply_count_text}? This cannot be undone.", yes=yes)
            released = release(run, context.store, context.keys, context.clock, context.settings.thresholds)
            say(
                f"{key} is released, and its replies are deleted."
                if released.is_new
                else f"{key} was released meanwhile: those results stay as they are."
            )
        to = f" {_ELSEWHERE}" if context.store.is_trial() else ""
    say(f"Put them where somebody reads them:{next_command(f'publish {key}{to}')}")


def _draft(context: CliContext, run: SurveyRun, *, no_replies: bool) -> ReleaseDraft:
    draft = draft_release(run, context.store, context.keys, context.clock, context.settings.thresholds)
    if draft.is_empty and not no_replies:
        raise click.ClickException(
            f"The store {context.settings.store} holds no reply to {run.key}. Is it the right one (HANDBOOK_STORE)? "
            "A release is made once. If really nobody answered, add --no-replies."
        )
    if no_replies and not draft.is_empty:
        raise click.ClickException(f"There are replies to {run.key}: leave out --no-replies.")
    return draft


def _print_draft(draft: ReleaseDraft) -> None:
    shown, silent = counted(draft.shown, "question"), counted(draft.withheld, "question")
    say(f"It would say something about {shown}, and withhold {silent}. See it whole with --dry-run.", err=True)


@click.command("publish")
@click.argument("key")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write below this folder, and not into the content: for results that are invented.",
)
def publish_command(key: str, folder: Path | None) -> None:
    """Write the released results into surveys/, for a person to read."""
    with open_context() as context:
        run = context.run(key)
        text = context.store.released(key)
        if text is None:
            raise click.ClickException(f"{key} is not released yet:{next_command(f'release {key}')}")
        root = context.settings.root
        if not context.store.is_trial():
            if folder:
                raise click.ClickException(
                    "--to is for results that are invented. Leave it out: these were really answered."
                )
            say(next_steps(publish_summary(run, text, root)))
            return
        if folder is None or folder.resolve() == root.resolve():
            raise click.ClickException(
                f"{context.settings.store} is for trying, and nothing that is invented goes into the content. "
                f"Name another folder:{next_command(f'publish {key} {_ELSEWHERE}')}"
            )
        path = publish_summary(run, text, folder)
    say(
        f"What would be published stands in {folder / path}. It is invented, and says so (`example: yes`): read it, "
        "then delete it."
    )
