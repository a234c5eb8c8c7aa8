"""Every command of the service, and the error messages."""

import sys
from collections.abc import Sequence

import click
from click.exceptions import NoArgsIsHelpError

from feedback_app.backups.files import BackupError
from feedback_app.cli.backup_commands import backup_command, backup_key_command, restore_command
from feedback_app.cli.code_commands import codes_command
from feedback_app.cli.forget_command import forget_command
from feedback_app.cli.point_commands import points_command
from feedback_app.cli.preview_command import preview_command
from feedback_app.cli.reading_commands import reading_command, words_command
from feedback_app.cli.release_commands import close_command, publish_command, release_command
from feedback_app.cli.sample_command import sample_command
from feedback_app.cli.search_command import searches_command
from feedback_app.cli.serve_command import serve_command
from feedback_app.cli.status_command import status_command
from feedback_app.cli.suggestion_commands import suggestions_command
from feedback_app.results.disclosure_control import UnknownAnswerError
from feedback_app.results.release import DifferentFileError, NotYetError
from feedback_app.settings import SettingsError
from feedback_app.storage import StoreUnavailable
from feedback_app.suggestions.patch import PatchError
from feedback_app.terminal_text import COMMAND, error_text, wrapped
from feedback_app.web.errors import os_error_message
from handbook.source.problems import ContentError, NoHandbookError

FAILURES = (
    BackupError,
    PatchError,
    ContentError,
    DifferentFileError,
    NoHandbookError,
    NotYetError,
    SettingsError,
    UnknownAnswerError,
)

KEY_HELP = (
    " A key is the folder of a form in surveys/, with the name of the wave where there are waves: FOLDER or "
    "FOLDER/WAVE. `{program} status` lists them."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Serve the forms, and look after what people answered."""


for _command in (
    serve_command,
    preview_command,
    status_command,
    codes_command,
    close_command,
    release_command,
    publish_command,
    backup_key_command,
    backup_command,
    restore_command,
    reading_command,
    words_command,
    points_command,
    forget_command,
    suggestions_command,
    searches_command,
    sample_command,
):
    commands.add_command(_command)


def run(arguments: Sequence[str] | None = None, program: str = COMMAND) -> int:
    """Run one command and return its exit code: 0, 2 where the command line is wrong, 1 where the command refuses.

    Every failure is a sentence on the error stream, below the usage where the command line is wrong. `program` is what
    was typed before the command; sentences that name another command begin it the same way.
    """
    try:
        commands.main(arguments, prog_name=program, standalone_mode=False)
    except NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.UsageError as error:
        click.echo(_usage(error) + error_text(_error_sentence(error, program)), err=True)
        return error.exit_code
    except (click.ClickException, click.Abort, StoreUnavailable, OSError, *FAILURES) as error:
        # Editors and terminals turn the lines about content into links, so those stay as they are.
        click.echo(
            str(error) if isinstance(error, ContentError) else error_text(_error_sentence(error, program)), err=True
        )
        return 1
    return 0


def _usage(error: click.UsageError) -> str:
    """How the command is written, as click shows it above an error."""
    if error.ctx is None:
        return ""
    return f"{error.ctx.get_usage()}\n{wrapped(f'Try `{error.ctx.command_path} --help` for help.')}\n\n"


def _error_sentence(error: Exception, program: str) -> str:
    return "Stopped." if isinstance(error, click.Abort) else f"Error: {_message(error, program)}"


def _message(error: Exception, program: str) -> str:
    if isinstance(error, click.ClickException):
        names_a_key = isinstance(error, click.MissingParameter) and error.param and error.param.name == "key"
        return error.format_message() + (KEY_HELP.format(program=program) if names_a_key else "")
    if isinstance(error, StoreUnavailable):
        return f"The store of answers cannot be used: {error}. Check the disk and HANDBOOK_STORE."
    if isinstance(error, OSError):
        return os_error_message(error)
    return str(error)


def main() -> None:
    """The entry point of `python -m feedback_app`."""
    sys.exit(run())
