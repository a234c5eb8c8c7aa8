"""How long the real handbook takes to build, beside the engine alone over the same pages."""

import subprocess
import time
from pathlib import Path

from site_builder.engine import command, environment
from tests.conftest import ON, ROOT, Figure, build_site

TIMES = 3
MOST = 3.0
"""Times the engine's own seconds; a ratio within one run, so that a slow machine slows both."""


def measured(folder: Path) -> tuple[int, float, float]:
    """Build once, then let the engine alone build the same pages; how many pages, and the seconds of both."""
    began = time.perf_counter()
    build_site(ROOT, folder / "made", folder / "site", ON)
    whole = time.perf_counter() - began
    docs, site = folder / "made/docs", folder / "alone"
    began = time.perf_counter()
    done = subprocess.run(
        command("build", "--config-file", str(ROOT / "mkdocs.yml"), "--site-dir", str(site)),
        cwd=ROOT,
        env=environment(docs, site, demonstration=True),
        capture_output=True,
        check=False,
    )
    alone = time.perf_counter() - began
    assert done.returncode == 0
    return len(list(site.rglob("index.html"))), whole, alone


def test_our_part_of_a_build_stays_in_proportion_to_the_engines(tmp_path: Path, figure: Figure) -> None:
    # Other tests run beside it, and may slow one half of a measurement; they do not do so every time.
    for number in range(TIMES):
        pages, whole, alone = measured(tmp_path / str(number))
        if whole < MOST * alone:
            break
    figure(
        f"build of the real handbook, {pages} pages: {whole:.1f} s, the engine alone {alone:.1f} s, "
        f"{whole / alone:.1f} times (at most {MOST:.0f})"
    )
    assert whole < MOST * alone
