"""`make mutants`: changes each part with mutmut, prints the share that was caught, and fails on what is not listed.

A copy under build/mutants/ is changed, never the repository itself. With `--left` only the changes that
were left the last time are tried again, against the tests as they are now.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import yaml

from tests.mutants.parts import ROOT, Change, Part, read_parts, read_survivors

PROGRAMS = ("handbook", "site_builder", "feedback_app")
NOT_COPIED = {".git", ".venv", ".venv-second", "build", "site", "var", ".mypy_cache", ".ruff_cache"}
CAUGHT = {1, 3, 24, -24, 36, 152, 255, -9, -11}
"""How a run of tests ends that told: it failed, or was stopped because it never ended."""


def prepare(part: Part, place: Path) -> None:
    """A fresh copy of the repository, told what to change in it and which tests to run."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    others = sorted(each.name for each in ROOT.iterdir() if each.name not in NOT_COPIED)
    for name in others:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, place / name)
    told = {
        "source_paths": list(PROGRAMS),
        "only_mutate": list(part.modules),
        "also_copy": [name for name in others if name not in PROGRAMS],
        "pytest_add_cli_args_test_selection": part.chosen,
        "use_git_change_detection": False,
        "track_dependencies": False,
        # Each run is forked from a process that ran no test: what a test left in a cache would hide a change.
        "process_isolation": "forkserver",
    }
    lines = "\n".join(f"{name} = {json.dumps(value)}" for name, value in told.items())
    with (place / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[tool.mutmut]\n{lines}\n")


def renew_tests(part: Part, place: Path) -> None:
    """Put today's tests in place of those of the last run, and forget which test reaches what."""
    for folder in (place / "tests", place / "mutants" / "tests"):
        shutil.rmtree(folder)
        shutil.copytree(ROOT / "tests", folder, ignore=shutil.ignore_patterns("__pycache__"))
    (place / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)
    file = place / "pyproject.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    chosen = f"pytest_add_cli_args_test_selection = {json.dumps(part.chosen)}"
    told = [chosen if line.startswith("pytest_add_cli_args_test_selection") else line for line in lines]
    file.write_text("\n".join(told) + "\n", encoding="utf-8")


def ends(place: Path) -> dict[str, int | None]:
    """Each change by mutmut's name for it, and how its run of tests ended; None where there was none."""
    found: dict[str, int | None] = {}
    for meta in sorted((place / "mutants").rglob("*.meta")):
        found |= json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def left(place: Path) -> list[str]:
    """The names of the changes that no test told."""
    return [name for name, end in ends(place).items() if end not in CAUGHT]


def described(place: Path, names: list[str]) -> Iterator[tuple[str, Change]]:
    """Each of these changes in a form that stays the same while lines move."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant  # noqa: PLC0415 only `make mutants` installs it

    back = Path.cwd()
    os.chdir(place)
    try:
        for name in names:
            lines = get_diff_for_mutant(name).splitlines()[3:]
            was = " ".join(line[1:].strip() for line in lines if line.startswith("-"))
            becomes = " ".join(line[1:].strip() for line in lines if line.startswith("+"))
            place_of = name.rpartition("__mutmut_")[0].replace("x_", "", 1).replace("xǁ", "").replace("ǁ", ".")
            yield name, Change(place_of, was, becomes)
    finally:
        os.chdir(back)


def try_part(part: Part, *, only_left: bool) -> bool:
    """Change one part and say what was caught; whether all that is left is listed, and all that is listed is left."""
    place, began = ROOT / "build" / "mutants" / part.name, time.monotonic()
    again: list[str] = []
    if only_left:
        again = left(place)
        renew_tests(part, place)
    else:
        prepare(part, place)
    if again or not only_left:
        command = [sys.executable, "-m", "mutmut", "run", "--max-children", os.environ.get("WORKERS", "2"), *again]
        environment = os.environ | {"NO_COLOR": "1", "PYTHONPATH": ""}
        with (place / "mutmut.log").open("w", encoding="utf-8") as log:
            done = subprocess.run(
                command, cwd=place, env=environment, stdout=log, stderr=subprocess.STDOUT, check=False
            )
        if done.returncode or not ends(place):
            click.echo(f"{part.name}: mutmut stopped; the end of {place / 'mutmut.log'} says why.", err=True)
            return False
    every, names = ends(place), left(place)
    told = dict(described(place, names))
    found, listed = set(told.values()), read_survivors().get(part.name, {})
    minutes = (time.monotonic() - began) / 60
    caught = len(every) - len(names)
    share = 100 * caught / len(every)
    click.echo(f"{part.name}: {caught} of {len(every)} changes caught, {share:.1f} %, in {minutes:.0f} minutes")
    for name, change in told.items():
        if change not in listed:
            click.echo(f"  not caught and not listed ({name}):\n" + as_listed(change))
    for change in sorted(set(listed) - found):
        click.echo("  listed, but caught or gone:\n" + as_listed(change))
    return found == set(listed)


def as_listed(change: Change) -> str:
    """A change as `survivors.yml` holds it, with its reason still to be written."""
    entry = {"place": change.place, "was": change.was, "becomes": change.becomes, "reason": ""}
    return "".join(f"    {line}\n" for line in yaml.safe_dump([entry], sort_keys=False, width=1000).splitlines())


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(sorted(read_parts())))
@click.option("--left", "only_left", is_flag=True, help="Try only what was left the last time.")
def main(names: tuple[str, ...], *, only_left: bool) -> None:
    """Try the parts with these NAMES; all of them when none is named."""
    parts = read_parts()
    right = [try_part(parts[name], only_left=only_left) for name in names or parts]
    sys.exit(0 if all(right) else 1)


if __name__ == "__main__":
    main()
