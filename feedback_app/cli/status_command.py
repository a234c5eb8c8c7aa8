"""The command that says what is open, over, due and late, what waits unread, and what the app did by itself."""

from collections.abc import Iterator
from datetime import date

import click

from feedback_app.backups.backups import last_backup
from feedback_app.cli.context import CliContext, open_context
from feedback_app.jobs.maintenance import read_maintenance_state
from feedback_app.jobs.notifications import read_notification_state
from feedback_app.privacy.retention import (
    ANSWERS_RETENTION,
    AUTOMATIC_RELEASE_AFTER,
    MAX_ANSWERS_RETENTION,
    overdue_releases,
    vanished_runs,
)
from feedback_app.results.text_review import Readings, count_in_tens
from feedback_app.terminal_text import next_command, say
from handbook.formatting import day_in_words
from handbook.surveys.survey import Access, SurveyRun
from handbook.surveys.survey_files import summary_file

_MAX_DONE_LINES = 5
"""Lines about what maintenance did lately."""


@click.command("status")
def status_command() -> None:
    """Say what is open, over, due and late, about how many replied, and what waits unread. It changes nothing."""
    with open_context() as context:
        for part in (
            _trial_lines(context),
            _words_lines(context),
            _maintenance_lines(context),
            _backup_lines(context),
            _vanished_lines(context),
        ):
            for line in part:
                say(line, hang="  ")
        late = overdue_releases(context.handbook, context.store, context.clock.today())
        for run in context.handbook.runs.values():
            click.echo(f"\n{run.key}")
            for line in (
                _run_state(context, run),
                *_code_lines(context, run),
                *_release_lines(run, late),
                *_answer_lines(context, run),
            ):
                say(line, indent="  ", hang="  ")


def _trial_lines(context: CliContext) -> Iterator[str]:
    if context.store.is_trial():
        yield "FOR TRYING: this store holds invented answers, and nothing of it goes into the content."


def _words_lines(context: CliContext) -> Iterator[str]:
    folder, mail = context.settings.state_folder, context.settings.mail
    unread = Readings(context.store, folder).unread(context.handbook)
    some, state = count_in_tens(len(unread), "text"), read_notification_state(folder)
    if some.startswith("fewer") and not (unread and state.waiting_since):
        # Until the reader has been notified, nobody can see here that the first text has come.
        some = f"none, or {some}"
    yield f"Unread: {some}. To read:{next_command('reading --as reader')}"
    if mail is None:
        yield "NOT SET UP: nobody is told that words wait. See HANDBOOK_SMTP_HOST in docs/developers/settings.md."
        return
    if unread and state.waiting_since and state.waiting_since < context.clock.today():
        yield f"LATE: words wait since {day_in_words(state.waiting_since)}, and nobody has read them."
    lines = [
        f"the {who} on {day_in_words(day)}"
        for who, day in (("reader", state.told_reader), ("deputy", state.told_deputy))
        if day
    ]
    yield f"Told last: {' and '.join(lines) or 'nobody yet'}. At {context.settings.notify_at:%H:%M} on working days."
    if state.trouble and state.trouble_since:
        yield f"TROUBLE since {day_in_words(state.trouble_since)}: a message was not sent: {state.trouble}."


def _maintenance_lines(context: CliContext) -> Iterator[str]:
    state = read_maintenance_state(context.settings.state_folder)
    if context.settings.on:
        yield "HANDBOOK_ON is set: nothing is closed, forgotten or told by itself."
    if state.last_run is None:
        yield "Maintenance has not run yet. It runs while `serve` does."
        return
    late = (context.clock.today() - state.last_run).days > 1
    yield f"{'LATE: m' if late else 'M'}aintenance ran last for {day_in_words(state.last_run)}."
    if state.clock_jumped:
        yield "WAITING: the clock went forwards by more than a week, so nothing is deleted for a day. Is it right?"
    for name in state.failed:
        yield f"TROUBLE: {name} failed; it is tried again each hour. The log of the server says why."
    for day, what in state.done[-_MAX_DONE_LINES:]:
        yield f"{day_in_words(day)}: {what}."


def _backup_lines(context: CliContext) -> Iterator[str]:
    last, today = last_backup(context.settings.store), context.clock.today()
    if last is None:
        if context.settings.backup_key:
            yield f"NO BACKUP of this store was made here yet:{next_command('backup FOLDER')}"
        return
    late = (today - last).days > 1
    yield f"{'LATE: t' if late else 'T'}he last backup is of {day_in_words(last)}."
    if late:
        yield "What people took back stays in copies until the next one is made; they were told 7 days."


def _vanished_lines(context: CliContext) -> Iterator[str]:
    days = read_maintenance_state(context.settings.state_folder).vanished
    for key in sorted(vanished_runs(context.handbook, context.store, context.keys)):
        when = f"after {day_in_words(days[key])}" if key in days else "30 days after the app notices"
        yield f"NO CONTENT FILE names {key} any more: what is kept of it is deleted {when}."


def _run_state(context: CliContext, run: SurveyRun) -> str:
    today, wave = context.clock.today(), run.wave
    if context.store.released(run.key) is not None:
        return _released(context, run)
    if wave.is_to_come(today):
        return f"opens on {day_in_words(wave.opens)}"
    count = context.store.counter(run.key)
    replies = f"{count} replies or a few more" if count else "fewer than 10 replies"
    if context.clock.may_send(wave):
        return f"open until {day_in_words(wave.closes)}; {replies}"
    summary = run.key in context.handbook.summaries
    if summary and run.key not in context.store.run_keys_with_replies():
        return "published; its release is in another store"
    if summary:
        replies += f"; {summary_file(run.key)} is in the content and was not made from them"
    coded = context.keys.exists(run.key) or run.key in context.store.run_keys_with_codes()
    step = "close" if coded else "release"
    dry = "" if coded else " --dry-run"
    over = f"over since {day_in_words(wave.closes)}; {replies}; {step} it next"
    return f"{over}:{next_command(f'{step} {run.key}{dry}')}"


def _released(context: CliContext, run: SurveyRun) -> str:
    if context.store.is_trial():
        return "released, for trying"
    if (context.settings.root / summary_file(run.key)).exists():
        return "released; its summary file is in the content"
    return f"released; publish it next:{next_command(f'publish {run.key}')}"


def _code_lines(context: CliContext, run: SurveyRun) -> Iterator[str]:
    if run.wave.access is not Access.CODE or run.wave.is_over(context.clock.today()):
        return
    if context.keys.missing(context.store.run_keys_with_codes() & {run.key}):
        yield (
            "TROUBLE: its codes are in the store and their key is not in the folder of HANDBOOK_KEYS, "
            "so all are refused. If it should name another folder, set it and start the app again."
        )
    elif run.key in context.store.run_keys_with_codes():
        count = context.store.unused_codes(run.key)
        yield f"unused codes: {f'{count} or a few more' if count else 'fewer than 10'}"
    else:
        yield f"no codes yet:{next_command(f'codes make {run.key} COUNT')}"


def _release_lines(run: SurveyRun, late: tuple[str, ...]) -> Iterator[str]:
    if run.key in late:
        closes = run.wave.closes
        yield (
            f"LATE: its release was due by {day_in_words(closes + ANSWERS_RETENTION)}. The program makes it after "
            f"{day_in_words(closes + AUTOMATIC_RELEASE_AFTER)}; no reply is kept after "
            f"{day_in_words(closes + MAX_ANSWERS_RETENTION)}."
        )


def _answer_lines(context: CliContext, run: SurveyRun) -> Iterator[str]:
    outcome, today, due = context.handbook.outcomes.get(run.key), context.clock.today(), run.wave.answer_due
    if outcome:
        yield f"answered on {day_in_words(outcome.published)}{_late_by(outcome.published, due)}"
    elif today > due:
        yield f"LATE: our answer was due by {day_in_words(due)}"
    elif not run.wave.is_to_come(today):
        yield f"our answer is due by {day_in_words(due)}"


def _late_by(published: date, due: date) -> str:
    return f", late: it was due by {day_in_words(due)}" if published > due else ""
