"""Prints what the commands report: one line per problem, and with `--annotate` a second one for the forge."""

import sys
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from handbook.source.problems import ContentError, NoHandbookError, require_handbook
from site_builder.git import is_commit

Params = ParamSpec("Params")
_ANNOTATE_KEY = "annotate"


class AnnotationLevel(StrEnum):
    """The levels of annotations that forges know."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


def annotation(level: AnnotationLevel, path: str, line: int, message: str, column: int | None = None) -> str:
    """One line for the log of a forge's workflow.

    Whatever comes from a file is escaped, because a line of its own that begins with `::` would be obeyed.
    """
    where = f"file={_escape_property(path)},line={line}" + (f",col={column}" if column else "")
    return f"::{level.value} {where}::{_escape(message)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def _store_annotate(context: click.Context, _option: click.Parameter, value: object) -> None:
    context.meta[_ANNOTATE_KEY] = bool(value)


def _check_root(_context: click.Context, _option: click.Parameter, root: Path) -> Path:
    try:
        require_handbook(root)
    except NoHandbookError as error:
        raise click.ClickException(str(error)) from None
    return root


ROOT_OPTION = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=".",
    callback=_check_root,
    help="The handbook's folder.",
)

ANNOTATE_OPTION = click.option(
    "--annotate",
    is_flag=True,
    expose_value=False,
    callback=_store_annotate,
    help="Also say each thing so that a forge puts it beside its line.",
)


def report(level: AnnotationLevel, path: str, line: int, message: str, column: int | None = None) -> None:
    """Print a message about one line and, with `--annotate`, the same for the forge."""
    place = f"{path}:{line}:{column}" if column else f"{path}:{line}"
    # A name or a word with a line break in it must not begin a line of its own.
    click.echo(" ".join(f"{place}: {message}".splitlines()), err=level is AnnotationLevel.ERROR)
    if click.get_current_context().meta.get(_ANNOTATE_KEY):
        click.echo(annotation(level, path, line, message, column))


def require_commit(root: Path, option: str, name: str) -> None:
    """Raise ClickException where git knows no such commit."""
    if not is_commit(root, name):
        raise click.ClickException(
            f"{option}: git knows no commit `{name}` here; write one that `git log` shows, or fetch it first."
        )


def report_problems(command: Callable[Params, None]) -> Callable[Params, None]:
    """Decorate a command: print the problems of a ContentError, one per line, and exit with 1."""

    @wraps(command)
    def run(*args: Params.args, **kwargs: Params.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except ContentError as error:
            for problem in error.problems:
                report(AnnotationLevel.ERROR, problem.path, problem.line, problem.message, problem.column)
            count = len(error.problems)
            click.echo(f"{count} {'problem' if count == 1 else 'problems'} found. Nothing was built.", err=True)
            sys.exit(1)

    return run
