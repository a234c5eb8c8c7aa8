"""Builds the site at two commits, on one day, and says which files differ: a move of code changes no byte.

Run it in the repository, `python -m tests.same_site BEFORE AFTER`; it is no test. It ends with 1 where a file differs.
Each commit is built by its own program from its own content, in a git worktree that is taken away afterwards.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from filecmp import cmp
from pathlib import Path
from tempfile import TemporaryDirectory

import click


@contextmanager
def worktree(commit: str, folder: Path) -> Iterator[Path]:
    """The files of a commit in a folder of their own."""
    subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(folder), commit], check=True)  # noqa: S607 git
    try:
        yield folder
    finally:
        subprocess.run(["git", "worktree", "remove", "--force", str(folder)], check=True)  # noqa: S607 git


def build(root: Path, day: str) -> Path:
    """The folder of the site that the program in `root` makes."""
    subprocess.run([sys.executable, "-m", "site_builder", "build", "--on", day], cwd=root, check=True)
    return (root / "site").resolve()


def differences(before: Path, after: Path) -> Iterator[str]:
    """One line for each file that is new, gone or not the same to the byte."""
    old, new = ({path.relative_to(site) for path in site.rglob("*") if path.is_file()} for site in (before, after))
    for path in sorted(old | new):
        if path not in new:
            yield f"gone     {path}"
        elif path not in old:
            yield f"new      {path}"
        elif not cmp(before / path, after / path, shallow=False):
            yield f"differs  {path}"


@click.command()
@click.argument("before")
@click.argument("after", default="HEAD")
@click.option("--on", "day", default="2026-11-30", show_default=True, help="The day on which both sites are built.")
def same_site(before: str, after: str, day: str) -> None:
    """Compare the sites of two commits."""
    with (
        TemporaryDirectory() as name,
        worktree(before, Path(name, "old")) as old,
        worktree(after, Path(name, "new")) as new,
    ):
        found = list(differences(build(old, day), build(new, day)))
    for line in found:
        click.echo(line)
    click.echo(f"{len(found)} {'file differs' if len(found) == 1 else 'files differ'}.")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    same_site()
