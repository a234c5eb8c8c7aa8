"""The builder's commands: check, pages, build, serve, schemas, and those for proposals, pictures and charters."""

import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from handbook.urls import ADDRESS_LIST
from site_builder.cli_output import (
    ANNOTATE_OPTION,
    ROOT_OPTION,
    AnnotationLevel,
    report,
    report_problems,
    require_commit,
)
from site_builder.tools.github import clean_pictures_command, code_owners_command, compare_command, take_over_command
from site_builder.tools.import_command import import_charter_command

MAX_ADDRESSES_PRINTED = 40
"""Addresses that are printed one by one; the first list of a handbook has hundreds."""


def today() -> date:
    """The day where the readers are; nothing below this module looks at a clock."""
    return datetime.now(ZoneInfo("Europe/London")).date()


STAGING_OPTION = click.option(
    "--made", type=click.Path(path_type=Path), help="Where pages are staged; build/ if not given."
)
SITE_OPTION = click.option("--site", type=click.Path(path_type=Path), help="Where the site goes; site/ if not given.")
DAY_OPTION = click.option(
    "--on",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Build as on this day (2026-03-31); today if not given.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Turn the handbook's content into its site."""


def _day(on: datetime | None) -> date:
    return on.date() if on else today()


@cli.command()
@ROOT_OPTION
@DAY_OPTION
@ANNOTATE_OPTION
@click.option(
    "--advice",
    is_flag=True,
    help="Also tell each piece of advice about how pages read, and each fact that is still to be filled in.",
)
@click.option(
    "--about", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="A list of files to advise on."
)
@click.option("--base", help="A commit with the handbook as people know it: days that they were told do not change.")
@report_problems
def check(root: Path, on: datetime | None, about: Path | None, base: str | None, *, advice: bool) -> None:
    """Say everything that is wrong with the content and the menu, with file and line; make nothing."""
    from handbook.file_rules import DRAWING_MESSAGE, is_drawing  # noqa: PLC0415
    from handbook.folders import content_paths  # noqa: PLC0415
    from handbook.open_slots import open_slots  # noqa: PLC0415
    from handbook.readability import assess_readability  # noqa: PLC0415 `build --if-stale` must start fast
    from site_builder.build_site import read_checked  # noqa: PLC0415
    from site_builder.checks.address_list import new_address_lines  # noqa: PLC0415
    from site_builder.checks.report import (  # noqa: PLC0415
        advice_about,
        advice_lines,
        edit_lines,
        forecast_lines,
        national_sum_lines,
        open_slot_lines,
    )

    if base:
        require_commit(root, "--base", base)
    sources, pages = read_checked(root, _day(on), base=base)
    handbook = sources.handbook
    readability = assess_readability(handbook, sources.text_values)
    click.echo(f"The content is right: {len(handbook.pages)} pages, {len(handbook.commitments)} commitments.")
    for line in (
        *new_address_lines(root, handbook, pages),
        *open_slot_lines(open_slots(handbook), full=advice),
        # Whoever proposes a change cannot set what the service sets once.
        *(() if about else edit_lines(handbook)),
        *forecast_lines(handbook, _day(on)),
        *national_sum_lines(handbook, _day(on)),
        *advice_lines(readability, full=advice),
    ):
        click.echo(line)
    for path in filter(is_drawing, content_paths(root)):
        report(AnnotationLevel.WARNING, path, 1, DRAWING_MESSAGE)
    for remark in advice_about(readability, about.read_text().splitlines()) if about else ():
        report(AnnotationLevel.WARNING, remark.path, remark.line, remark.message)
    click.echo("Nothing is wrong.")


@cli.command()
@ROOT_OPTION
@STAGING_OPTION
@DAY_OPTION
@report_problems
def pages(root: Path, made: Path | None, on: datetime | None) -> None:
    """Stage the pages as Markdown, without making the site."""
    from site_builder.build.staging import stage  # noqa: PLC0415
    from site_builder.build_site import load_checked  # noqa: PLC0415 `build --if-stale` must start fast

    folder = (made or root / "build") / "docs"
    _, drafted = load_checked(root, _day(on), cleans=True)
    written = stage(drafted, root, folder)
    click.echo(f"{len(written.changed)} pages written, {len(written.removed)} removed in {folder}.")


@cli.command()
@ROOT_OPTION
@STAGING_OPTION
@SITE_OPTION
@DAY_OPTION
@ANNOTATE_OPTION
@click.option("--if-stale", is_flag=True, help="Do nothing when neither content, program nor day has changed.")
@report_problems
def build(root: Path, made: Path | None, site: Path | None, on: datetime | None, *, if_stale: bool) -> None:
    """Build and check the site; when anything is wrong, the old site stays as it is."""
    from site_builder.build.build_cache import BuildPaths, is_up_to_date  # noqa: PLC0415 `check` and `--help` need none of it

    paths = BuildPaths(root, made or root / "build", site or root / "site")
    day = _day(on)
    if if_stale and is_up_to_date(paths, day):
        click.echo("The site is up to date.")
        return
    click.echo("Building the handbook ...")
    from site_builder import build_site  # noqa: PLC0415
    from site_builder.build.engine import EngineError  # noqa: PLC0415

    try:
        count = build_site.build(paths, day)
    except EngineError as error:
        # Each line is set in: what the engine repeats from a page must not be taken for an order to the forge.
        output = "\n".join(f"| {line}" for line in str(error).splitlines())
        click.echo(f"The engine stopped, and the old site stays as it was. It said:\n{output}", err=True)
        sys.exit(1)
    click.echo(f"Built {count} pages into {paths.site}.")


@cli.command()
@ROOT_OPTION
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="Port on this computer.")
@report_problems
def serve(root: Path, port: int) -> None:
    """Show the handbook while you write; pages change as you save."""
    from site_builder.preview.server import is_free, serve_preview  # noqa: PLC0415 `build --if-stale` must start fast

    # The first build takes minutes, and the engine's server only listens after it.
    if not is_free(port):
        raise click.ClickException(
            f"Port {port} is in use, or you may not use it: stop the other program, or choose another with --port."
        )
    serve_preview(root, today, port)


@cli.command()
@ROOT_OPTION
@DAY_OPTION
@report_problems
def addresses(root: Path, on: datetime | None) -> None:
    """Add the addresses of today's site to the list of those that are kept for good."""
    from site_builder.build_site import add_addresses  # noqa: PLC0415 `build --if-stale` must start fast

    added = add_addresses(root, _day(on))
    for address in added if len(added) <= MAX_ADDRESSES_PRINTED else ():
        click.echo(f"+ {address}")
    click.echo(f"{len(added)} {'address' if len(added) == 1 else 'addresses'} added to {ADDRESS_LIST}.")


@cli.command()
@ROOT_OPTION
def schemas(root: Path) -> None:
    """Write the JSON Schemas that help editors complete and check content, where its files say that they are."""
    from handbook.schemas import PATH, write_schemas  # noqa: PLC0415

    for path in write_schemas(root / PATH):
        click.echo(path.name)


cli.add_command(code_owners_command)
cli.add_command(take_over_command)
cli.add_command(clean_pictures_command)
cli.add_command(compare_command)
cli.add_command(import_charter_command)

if __name__ == "__main__":
    cli()
