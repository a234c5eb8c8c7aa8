"""Commands for the forge on which the handbook is kept: proposals are taken over and compared, owners written down."""

from pathlib import Path

import click

from handbook.source.problems import ContentError
from site_builder.cli_output import (
    ANNOTATE_OPTION,
    ROOT_OPTION,
    AnnotationLevel,
    report,
    report_problems,
    require_commit,
)


@click.command("codeowners")
@ROOT_OPTION
@report_problems
def code_owners_command(root: Path) -> None:
    """Write who is asked to look at which change, from the owner that each file names."""
    from handbook.loading import load_handbook  # noqa: PLC0415 `build --if-stale` must start fast
    from site_builder.tools.codeowners import FILE, code_owners  # noqa: PLC0415

    target = root / FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(code_owners(load_handbook(root)), encoding="utf-8")
    click.echo(f"Written: {FILE}")


@click.command("clean-pictures")
@ROOT_OPTION
@report_problems
def clean_pictures_command(root: Path) -> None:
    """Take out of every picture what cannot be seen (place, name, camera), and make it as large as pages show it."""
    from site_builder.pictures.checks import clean_pictures, describe_changes  # noqa: PLC0415 as above

    changed, problems = clean_pictures(root)
    for path, picture in changed.items():
        click.echo(f"{path}: {describe_changes(picture)}")
    if problems:
        raise ContentError(problems)
    count = len(changed)
    click.echo(f"{count} {'picture was' if count == 1 else 'pictures were'} put right; nothing else was touched.")


@click.command("take-over")
@click.option("--base", required=True, help="The commit that is checked out: the handbook as it is.")
@click.option("--proposed", required=True, help="The commit that somebody proposes.")
@ROOT_OPTION
@ANNOTATE_OPTION
@click.option(
    "--list", "list_file", type=click.Path(path_type=Path), help="Write the names of what was taken over here."
)
@report_problems
def take_over_command(base: str, proposed: str, root: Path, list_file: Path | None) -> None:
    """Put texts and data of a proposal into a checked-out handbook; code, settings and looks stay as they are."""
    from site_builder.pictures.checks import CLEAN_COMMAND, clean_pictures, describe_changes  # noqa: PLC0415
    from site_builder.tools.nav_updates import (  # noqa: PLC0415
        add_to_menu,
        follow_in_menu,
        proposed_redirects,
    )
    from site_builder.tools.proposals import apply_proposal  # noqa: PLC0415

    require_commit(root, "--base", base)
    require_commit(root, "--proposed", proposed)
    result = apply_proposal(root, base, proposed)
    for path, picture in result.pictures.items():
        message = (
            f"{describe_changes(picture)}; your draft still has it as it was: "
            f"whoever merges runs `{CLEAN_COMMAND}` first"
        )
        report(AnnotationLevel.WARNING, path, 1, message)
    # Merged before without that, they would stop everybody's proposals: what is built here is clean all the same.
    clean_pictures(root)
    for path, new in follow_in_menu(root, result.removed, proposed_redirects(root)).items():
        line = (
            f"lets its line in mkdocs.yml lead to `{new.removeprefix('docs/')}`"
            if new
            else "takes its line out of mkdocs.yml"
        )
        message = f"the menu leads to this page; you need not do anything, whoever merges it {line}"
        report(AnnotationLevel.NOTICE, path, 1, message)
    for path in add_to_menu(root, result.new):
        message = (
            "this page is new, so no menu leads to it yet; you need not do anything, whoever merges it adds a line"
        )
        report(AnnotationLevel.NOTICE, path, 1, message)
    for path in result.left:
        message = "this file is not part of the check and the preview; whoever merges the proposal looks at it"
        report(AnnotationLevel.WARNING, path, 1, message)
    if list_file:
        list_file.parent.mkdir(parents=True, exist_ok=True)
        list_file.write_text("".join(f"{path}\n" for path in result.written), encoding="utf-8")
    click.echo(
        f"Taken over: {len(result.written)} written, {len(result.removed)} taken away, {len(result.left)} left out."
    )


@click.command("compare")
@click.option("--before", required=True, type=click.Path(path_type=Path), help="The site as it is.")
@click.option("--after", required=True, type=click.Path(path_type=Path, exists=True), help="The site as it would be.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder for the page and a copy.")
@ROOT_OPTION
@click.option("--about", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="A list of changed files.")
@click.option("--summary", type=click.Path(path_type=Path), help="Write the number of pages here, for the forge.")
@report_problems
def compare_command(before: Path, after: Path, out: Path, root: Path, about: Path | None, summary: Path | None) -> None:
    """Say which pages differ between two builds, in words before and after; the copy opens from a folder on a disk."""
    from handbook.loading import load_handbook  # noqa: PLC0415
    from handbook.urls import base_path  # noqa: PLC0415 `build --if-stale` must start fast
    from site_builder.tools.comparison import compare  # noqa: PLC0415
    from site_builder.tools.comparison_page import forge_summary, summary_line, write_comparison  # noqa: PLC0415
    from site_builder.tools.preview_copy import copy_for_disk  # noqa: PLC0415

    site = after.resolve()
    copy_for_disk(site, out / "site", base_path(load_handbook(root, writing=False).service.site_address))
    comparison = compare(before.resolve(), site) if (before / "index.html").is_file() else None
    own = about.read_text().splitlines() if about else ()
    write_comparison(comparison, own, out)
    if summary:
        summary.write_text(forge_summary(comparison, own), encoding="utf-8")
    click.echo(summary_line(comparison))
