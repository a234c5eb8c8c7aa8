"""The command that turns the plain text of a charter into the draft of its file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handbook.source.problems import ContentError, Problem
from site_builder.cli_output import report_problems

if TYPE_CHECKING:
    from handbook.charters.profile import CharterProfile


@click.command("import-charter")
@click.argument("text_file", type=click.Path(path_type=Path))
@click.argument("profile", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--only-review", is_flag=True, help="Print the review list and write nothing.")
@report_problems
def import_charter_command(text_file: Path, profile: Path, out: Path, *, only_review: bool) -> None:
    """Draft a charter's file from its plain text, and list what a person must look at.

    TEXT_FILE holds the charter as text, PROFILE says how it is built, OUT is the draft; no file is ever overwritten.
    It ends with 1 when a list has another number of items than the profile expects.
    """
    from site_builder.tools.charter_import.draft import draft_charter  # noqa: PLC0415 `build --if-stale` must start fast
    from site_builder.tools.charter_import.raw_text import read_raw_text  # noqa: PLC0415
    from site_builder.tools.charter_import.reader import read_charter  # noqa: PLC0415
    from site_builder.tools.charter_import.review_list import review_lines  # noqa: PLC0415

    if not only_review and (out.exists() or out.is_symlink()):
        raise ContentError([Problem(str(out), 1, 1, _FILE_EXISTS)])
    charter = read_charter(read_raw_text(text_file), _read_profile(profile))
    draft = draft_charter(charter)
    if not only_review:
        _write_new(out, draft.text)
    for line in review_lines(charter, draft, out):
        click.echo(line)
    wrong = sum(not each.is_as_expected for each in charter.lists)
    outcome = "Nothing was written" if only_review else f"The draft stands in {out}"
    click.echo(f"\n{outcome}. " + (f"{_counts_differ(wrong)}." if wrong else "Every count is as expected."))
    sys.exit(1 if wrong else 0)


def _counts_differ(count: int) -> str:
    return "One count differs" if count == 1 else f"{count} counts differ"


_FILE_EXISTS = "a file stands here already and was left as it is; give another name, or move it away"


def _read_profile(path: Path) -> "CharterProfile":
    from handbook.charters.profile import CharterProfile  # noqa: PLC0415
    from handbook.loading import read_content  # noqa: PLC0415
    from handbook.registry import KINDS, ContentFile  # noqa: PLC0415

    kind = next(kind for kind in KINDS if kind.model is CharterProfile)
    _, profile = read_content(Path(), ContentFile(str(path), kind, {}))
    if not isinstance(profile, CharterProfile):
        raise TypeError(profile)
    return profile


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there; never over one that appeared meanwhile."""
    try:
        with path.open("x", encoding="utf-8") as new:
            new.write(text)
    except FileExistsError:
        raise ContentError([Problem(str(path), 1, 1, _FILE_EXISTS)]) from None
    except OSError:
        message = "the draft cannot be written here; check that the folder is there and that you may write in it"
        raise ContentError([Problem(str(path), 1, 1, message)]) from None
