"""The commands that close a wave, release its results and publish them; what cannot be undone asks first."""

import click

from feedback_app.command_text import next_command, say
from feedback_app.desk import Desk, Refused, confirm, open_desk
from feedback_app.publishing import publish_summary, what_next
from feedback_app.releasing import Draft, close, draft_release, release
from feedback_app.wording import many
from handbook.surveys import Asking


@click.command("close")
@click.argument("key")
def close_command(key: str) -> None:
    """Destroy the codes of a wave that is over, and their key. The running app does this by itself each night."""
    with open_desk() as desk:
        had = close(desk.asking(key), desk.store, desk.keys, desk.clock)
        keys = desk.settings.keys
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


@click.command("release")
@click.argument("key")
@click.option("--dry-run", is_flag=True, help="Print what would be published, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask: for scripts.")
@click.option("--no-replies", is_flag=True, help="Release although nobody answered.")
def release_command(key: str, dry_run: bool, yes: bool, no_replies: bool) -> None:  # noqa: FBT001 (click's flags)
    """Make the results of a closed wave, once, and delete the replies they were made from. It asks first."""
    with open_desk() as desk:
        asking = desk.asking(key)
        earlier = desk.store.released(key)
        if earlier is not None:
            say(f"{key} was released before: its results stay as they are.")
        else:
            draft = _draft(desk, asking, no_replies=no_replies)
            if dry_run:
                click.echo(draft.text, nl=False)
                say(f"Nothing was changed. The release would delete {draft.replies_in_words}.", err=True)
                return
            _say(draft)
            confirm(f"Release {key}, and delete {draft.replies_in_words}? This cannot be undone.", yes=yes)
            made = release(asking, desk.store, desk.keys, desk.clock, desk.settings.thresholds)
            say(
                f"{key} is released, and its replies are deleted."
                if made.is_new
                else f"{key} was released meanwhile: those results stay as they are."
            )
    say(f"Put them where somebody reads them:{next_command(f'publish {key}')}")


def _draft(desk: Desk, asking: Asking, *, no_replies: bool) -> Draft:
    draft = draft_release(asking, desk.store, desk.keys, desk.clock, desk.settings.thresholds)
    if draft.is_empty and not no_replies:
        raise Refused(
            f"The store {desk.settings.store} holds no reply to {asking.key}. Is it the right one (HANDBOOK_STORE)? "
            "A release is made once. If really nobody answered, add --no-replies."
        )
    if no_replies and not draft.is_empty:
        raise Refused(f"There are replies to {asking.key}: leave out --no-replies.")
    return draft


def _say(draft: Draft) -> None:
    shown, silent = many(draft.shown, "question"), many(draft.withheld, "question")
    say(f"It would say something about {shown}, and withhold {silent}. See it whole with --dry-run.", err=True)


@click.command("publish")
@click.argument("key")
def publish_command(key: str) -> None:
    """Write the released results into surveys/, for a person to read."""
    with open_desk() as desk:
        asking = desk.asking(key)
        text = desk.store.released(key)
        if text is None:
            raise Refused(f"{key} is not released yet:{next_command(f'release {key}')}")
        path = publish_summary(asking, text, desk.settings.root)
    say(what_next(path))
