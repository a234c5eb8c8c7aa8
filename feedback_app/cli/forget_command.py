"""The command that deletes words and points in time, as the running app does each night."""

import click

from feedback_app.cli.context import CliContext, confirm, open_context
from feedback_app.privacy.retention import DeletedData, delete_due, due_for_deletion, overdue_releases
from feedback_app.responses import PAGE_FEEDBACK
from feedback_app.results.text_review import Readings, TextKind
from feedback_app.terminal_text import next_command, say
from handbook.formatting import counted


@click.command("forget")
@click.option("--page-feedback", is_flag=True, help="Delete the words about pages that have been read, now.")
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and delete nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before --page-feedback: for scripts.")
def forget_command(page_feedback: bool, dry_run: bool, yes: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Delete the words and points whose time is over. The running app does this each night by itself."""
    with open_context() as context:
        today = context.clock.today()
        if dry_run:
            lines = [
                f"{key}: its {kind} would be deleted."
                for key, kind in due_for_deletion(context.handbook, context.store, today)
            ]
        else:
            lines = [
                f"{deleted.key}: deleted {_listed(deleted)}."
                for deleted in delete_due(context.handbook, context.store, today)
            ]
        for line in lines:
            say(line)
        if page_feedback:
            _forget_page_words(context, dry_run=dry_run, yes=yes)
        elif not lines:
            say("Nothing is past its time.")
        for key in overdue_releases(context.handbook, context.store, today):
            say(f"{key} should be released by now:{next_command(f'release {key}')}", err=True)


def _listed(deleted: DeletedData) -> str:
    if deleted.counts:
        return counted(deleted.counts, "count")
    return f"{counted(deleted.words, 'text')} and {counted(deleted.points, 'point')}"


def _forget_page_words(context: CliContext, *, dry_run: bool, yes: bool) -> None:
    readings = Readings(context.store, context.settings.state_folder)
    unread = {text.id for text in readings.unread(context.handbook)}
    about_pages = [text for text in readings.all_texts(context.handbook) if text.kind is TextKind.PAGES]
    read = [text for text in about_pages if text.id not in unread]
    if len(read) < len(about_pages):
        say(
            f"Words about pages that nobody has read stay. To read them:{next_command('reading --as reader')}", err=True
        )
    if dry_run:
        say(f"{PAGE_FEEDBACK}: {counted(len(read), 'text')} would be deleted.")
        return
    if read:
        confirm(f"Delete {counted(len(read), 'text')} about pages? This cannot be undone.", yes=yes)
    gone = context.store.delete_texts(text.id for text in read)
    say(f"{PAGE_FEEDBACK}: deleted {counted(gone, 'text')}.")
