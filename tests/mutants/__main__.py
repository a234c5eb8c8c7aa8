"""`make mutants`: changes each part with mutmut, prints the share that was caught, and fails on what is not listed.

A copy under build/mutants/ is changed, never the repository itself. With `--left` only the changes that
were left the last time are tried again, against the tests as they are now. With `--since` only changes to functions
that differ from what they were at a commit are tried. With `--sample` so many changes of a part are tried, always the
same ones while the code stays as it is. Of both the share is said to be of some of the changes.
"""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import yaml

from tests.mutants.changed_code import changed_functions
from tests.mutants.parts import ROOT, Change, Part, read_parts, read_survivors

PROGRAMS = ("handbook", "site_builder", "feedback_app", "handbook_cli")
NOT_COPIED = {".git", ".venv", ".venv-second", "build", "site", "var", ".mypy_cache", ".ruff_cache"}
CAUGHT = {1, -signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL, -signal.SIGSEGV}
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
    }
    lines = "\n".join(f"{name} = {json.dumps(value)}" for name, value in told.items())
    with (place / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[tool.mutmut]\n{lines}\n")


def renew_tests(place: Path) -> None:
    """Put today's tests in place of those of the last run."""
    shutil.rmtree(place / "mutants" / "tests")
    shutil.copytree(ROOT / "tests", place / "mutants" / "tests", ignore=shutil.ignore_patterns("__pycache__"))


def run(module: str, folder: Path, log: Path) -> bool:
    """Run one of the steps in a folder of the copy; whether it went well."""
    environment = os.environ | {"NO_COLOR": "1", "PYTHONPATH": ""}
    with log.open("a", encoding="utf-8") as opened:
        command = [sys.executable, "-m", f"tests.mutants.{module}"]
        done = subprocess.run(command, cwd=folder, env=environment, stdout=opened, stderr=opened, check=False)
    return done.returncode == 0


def changes(place: Path) -> list[str]:
    """Every change by mutmut's name for it."""
    found: list[str] = []
    for meta in sorted((place / "mutants").rglob("*.meta")):
        found += json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def sampled(names: list[str], most: int) -> list[str]:
    """So many of these names, the same ones each time."""
    return sorted(names, key=lambda name: hashlib.sha256(name.encode()).digest())[:most]


def ends(place: Path) -> dict[str, int | None]:
    """How the run of tests for each change that was tried ended; None where no test reaches it."""
    file = place / "ends.json"
    found: dict[str, int | None] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return found


def left(place: Path) -> list[str]:
    """The names of the changes that no test told."""
    return [name for name, end in ends(place).items() if end not in CAUGHT]


def place_of(name: str) -> str:
    """The dotted name of the function that is changed, from mutmut's name for the change."""
    return name.rpartition("__mutmut_")[0].replace("x_", "", 1).replace("xǁ", "").replace("ǁ", ".")


def described(place: Path, names: list[str]) -> Iterator[tuple[str, Change]]:
    """Each of these changes in a form that stays the same while lines move."""
    from mutmut.configuration import reset_config  # noqa: PLC0415 only `make mutants` installs it
    from mutmut.mutation.diff_apply import get_diff_for_mutant  # noqa: PLC0415

    back = Path.cwd()
    os.chdir(place)
    # It keeps what it has read once, and another part has other modules.
    reset_config()
    try:
        for name in names:
            lines = get_diff_for_mutant(name).splitlines()[3:]
            was = " ".join(line[1:].strip() for line in lines if line.startswith("-"))
            becomes = " ".join(line[1:].strip() for line in lines if line.startswith("+"))
            yield name, Change(place_of(name), was, becomes)
    finally:
        os.chdir(back)


def try_part(part: Part, *, only_left: bool, since: str | None, most: int | None) -> bool:
    """Change one part and say what was caught; whether all that is left is listed, and all that is listed is left."""
    place, began = ROOT / "build" / "mutants" / part.name, time.monotonic()
    log, before = place / "log", {}
    if only_left:
        before = ends(place)
        names = left(place)
        renew_tests(place)
    else:
        prepare(part, place)
        if not run("making", place, log):
            click.echo(f"{part.name}: the changes could not be made; {log} says why.", err=True)
            return False
        names = changes(place)
    if since:
        changed = changed_functions(part.files, since)
        names = [name for name in names if place_of(name) in changed]
        if not names:
            click.echo(f"{part.name}: no function that can be changed differs since {since}.")
            return True
    names = sampled(names, most or len(names))
    (place / "changes.json").write_text(json.dumps({"names": names, "tests": part.chosen}), encoding="utf-8")
    if names and not run("forked_runs", place / "mutants", log):
        click.echo(f"{part.name}: a test fails without any change; the end of {log} says which.", err=True)
        return False
    (place / "ends.json").write_text(json.dumps(before | ends(place)), encoding="utf-8")
    return report(part, place, (time.monotonic() - began) / 60)


def report(part: Part, place: Path, minutes: float) -> bool:
    """Say what was caught; whether what is left is what is listed."""
    every, names, whole = ends(place), left(place), len(changes(place))
    of = f" (some of {whole})" if len(every) < whole else ""
    told = dict(described(place, names))
    found, listed = set(told.values()), read_survivors().get(part.name, {})
    caught = len(every) - len(names)
    share = 100 * caught / len(every)
    click.echo(f"{part.name}: {caught} of {len(every)} changes{of} caught, {share:.1f} %, in {minutes:.0f} minutes")
    for name, change in told.items():
        if change not in listed:
            click.echo(f"  not caught and not listed ({name}):\n" + as_listed(change))
    for change in sorted(set(listed) - found) if not of else ():
        click.echo("  listed, but caught or gone:\n" + as_listed(change))
    return found == set(listed) if not of else found <= set(listed)


def as_listed(change: Change) -> str:
    """A change as `survivors.yml` holds it, with its reason still to be written."""
    entry = {"place": change.place, "was": change.was, "becomes": change.becomes, "reason": ""}
    return "".join(f"    {line}\n" for line in yaml.safe_dump([entry], sort_keys=False, width=1000).splitlines())


def known_commit(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Refuse a commit that git does not know, at which every function would seem to be new."""
    command = ["git", "rev-parse", "--verify", "--quiet", f"{value}^{{commit}}"]
    if value and subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode:
        raise click.BadParameter(f"git knows no commit {value}.")
    return value


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(sorted(read_parts())))
@click.option("--left", "only_left", is_flag=True, help="Try only what was left the last time.")
@click.option(
    "--since",
    metavar="COMMIT",
    callback=known_commit,
    help="Try only functions that differ from what they were at this commit.",
)
@click.option("--sample", "most", type=click.IntRange(1), help="Try so many changes of each part at most.")
def main(names: tuple[str, ...], *, only_left: bool, since: str | None, most: int | None) -> None:
    """Try the parts with these NAMES; all of them when none is named."""
    parts = read_parts()
    right = [try_part(parts[name], only_left=only_left, since=since, most=most) for name in names or parts]
    sys.exit(0 if all(right) else 1)


if __name__ == "__main__":
    main()
