"""How long a handbook takes to build, beside the engine alone over the same pages: seconds, memory, ratio.

Run by `make bench`. Builds are taken in turn, so that a machine that slows down slows both; the medians are printed.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from site_builder.build.engine import command, environment
from tests.product import ROOT, copy_content

PAGES = (250, 500, 1000)
ROUNDS = 3
ON = "2026-11-22"


@dataclass(frozen=True)
class Run:
    """One finished command: wall seconds, and the most memory that it or one of its children held, in MB."""

    seconds: float
    megabytes: float


def main() -> None:
    """Print one row for each size, then how seconds grow with pages."""
    medians = {}
    print(f"{'pages':>6} {'builder s':>10} {'MB':>6} {'engine s':>10} {'MB':>6} {'ratio':>6}   (medians of {ROUNDS})")
    for pages in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            handbook = generated_handbook(Path(folder), pages)
            rounds = [(build(handbook), engine_alone(handbook)) for _ in range(ROUNDS)]
        ours, theirs = (tuple(runs) for runs in zip(*rounds, strict=True))
        ratio = statistics.median(our.seconds / their.seconds for our, their in rounds)
        medians[pages] = median(ours)
        row = f"{median(ours).seconds:10.1f} {median(ours).megabytes:6.0f} {median(theirs).seconds:10.1f}"
        print(f"{pages:6} {row} {median(theirs).megabytes:6.0f} {ratio:6.2f}")
    small, large = medians[PAGES[0]], medians[PAGES[-1]]
    growth = large.seconds / small.seconds
    print(f"{PAGES[-1] / PAGES[0]:.0f} times the pages take {growth:.1f} times the seconds")


def median(runs: tuple[Run, ...]) -> Run:
    """Each figure's own median."""
    return Run(statistics.median(run.seconds for run in runs), statistics.median(run.megabytes for run in runs))


def generated_handbook(folder: Path, pages: int) -> Path:
    """The shipped handbook, with copies of its own policy pages until it has this many hand-written pages."""
    root = copy_content(ROOT, folder / "handbook")
    # A page of terms names a consultation about itself, which no copy has.
    kept = (path for path in (root / "docs/policies").glob("*.md") if "\nkind: terms\n" not in path.read_text())
    policies = sorted(path for path in kept if path.name != "index.md")
    menu = ["  - Generated:"]
    for number in range(pages - len(list((root / "docs").rglob("*.md")))):
        source = policies[number % len(policies)]
        name = f"policies/{source.stem}-{number}.md"
        text = re.sub(r"(?m)^title: ([\"']?)", rf"title: \g<1>{number} ", source.read_text(), count=1)
        (root / "docs" / name).write_text(text)
        if number % 40 == 0:
            menu.append(f"      - Part {number // 40 + 1}:")
        menu.append(f"          - Page {number}: {name}")
    with (root / "mkdocs.yml").open("a") as config:
        config.write("\n".join(menu) + "\n")
    return root


def build(handbook: Path) -> Run:
    """A cold build as a person starts it."""
    for made in ("build", "site"):
        shutil.rmtree(handbook / made, ignore_errors=True)
    arguments = [sys.executable, "-m", "site_builder", "build", "--root", str(handbook), "--on", ON]
    return timed(arguments, ROOT, dict(os.environ))


def engine_alone(handbook: Path) -> Run:
    """The engine over the very pages that the builder staged."""
    site = handbook / "engine-site"
    shutil.rmtree(site, ignore_errors=True)
    arguments = command("build", "--quiet", "--config-file", str(handbook / "mkdocs.yml"), "--site-dir", str(site))
    return timed(arguments, handbook, environment(handbook / "build/docs", site, demonstration=True))


def timed(arguments: list[str], folder: Path, environ: dict[str, str]) -> Run:
    """Run a command to its end; raises when it fails. Memory is the operating system's own count."""
    started = time.perf_counter()
    process = subprocess.Popen(arguments, cwd=folder, env=environ, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}")
    return Run(seconds, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
