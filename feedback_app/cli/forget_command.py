"""The command that deletes words and points in time, as the running app does each night."""

import click

from feedback_app.cli.context import Desk, confirm, open_desk
from feedback_app.privacy.retention import forget, overdue_releases, what_is_over
from feedback_app.responses import PAGE_FEEDBACK
from feedback_app.results.text_review import Kind, Readings
from feedback_app.terminal_text import next_command, say
from handbook.formatting import counted


@click.command("forget")
@click.option("--page-feedback", is_flag=True, help="Delete the words about pages that have been read, now.")
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and delete nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before --page-feedback: for scripts.")
def forget_command(page_feedback: bool, dry_run: bool, yes: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Delete the words and points whose time is over. The running app does this each night by itself."""
    with open_desk() as desk:
        today = desk.clock.today()
        if dry_run:
            told = [
                f"{key}: its {thing} would be deleted." for key, thing in what_is_over(desk.handbook, desk.store, today)
            ]
        else:
            told = [
                f"{each.key}: deleted {counted(each.words, 'text')} and {counted(each.points, 'point')}."
                for each in forget(desk.handbook, desk.store, today)
            ]
        for line in told:
            say(line)
        if page_feedback:
            _forget_page_words(desk, dry_run=dry_run, yes=yes)
        elif not told:
            say("Nothing is past its time.")
        for key in overdue_releases(desk.handbook, desk.store, today):
            say(f"{key} should be released by now:{next_command(f'release {key}')}", err=True)


def _forget_page_words(desk: Desk, *, dry_run: bool, yes: bool) -> None:
    readings = Readings(desk.store, desk.settings.state_folder)
    unread = {text.id for text in readings.unread(desk.handbook)}
    about_pages = [text for text in readings.all_texts(desk.handbook) if text.kind is Kind.PAGES]
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
    gone = desk.store.delete_texts(text.id for text in read)
    say(f"{PAGE_FEEDBACK}: deleted {counted(gone, 'text')}.")
