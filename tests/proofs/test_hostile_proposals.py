"""P27: whatever somebody proposes, no code of theirs runs, nothing of theirs acts in a page, and it ends soon.

Each tree is a real commit. It is taken over and checked by itself; what passes both is harmless by our own word, so it
is built, many at once, and the built pages are searched by a reader that knows nothing of the builder.
`make test` takes every third of them, of each kind. `make prove` takes all, and runs the commands of the workflow for
each tree by itself, and measures time and memory.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from handbook.source.problems import ContentError
from site_builder.build_site import load_checked
from site_builder.tools.nav_updates import add_to_menu
from site_builder.tools.proposals import SETTINGS, TakeOverResult, apply_proposal
from tests.conftest import ON, ROOT, Figure
from tests.product import copy_sample
from tests.proofs.active_content import acting
from tests.proofs.hostile_trees import hostile_trees, page
from tests.proofs.proposing import Entry, Tree, commit_all, git, propose
from tests.site_builder.photographs import four_corners, saved

SAMPLE = ROOT / "tests" / "sample"
WORD_OF_THE_MACHINE = "kept-away-from-every-page-7431"
EACH = os.environ.get("PROVE_PROPOSALS") == "each"
EVERY = 1 if EACH else 3
"""One of so many trees is tried; those of one kind are beside each other."""
LONGEST = 60.0
"""Seconds for one proposal."""
MOST_MEMORY = 512 * 1024
"""In kilobytes."""


@dataclass
class Lab:
    """A handbook under git, as a forge's runner holds it, with two files that no proposal may touch or read."""

    root: Path
    base: str
    canary: Path
    secret: Path
    clean: set[str] = field(default_factory=set)
    """What acts in the pages of the handbook itself."""

    def proposed(self, tree: Tree) -> str:
        """The commit of a hostile tree, with the two files named in it."""
        return propose(self.root, self.base, {path: self._named(entry) for path, entry in tree.items()})

    def _named(self, entry: Entry | None) -> Entry | None:
        if entry is None:
            return None
        content = entry.content.replace(b"CANARY", str(self.canary).encode())
        return Entry(content.replace(b"SECRET", str(self.secret).encode()), entry.mode)

    def clear(self) -> None:
        """Back to the handbook as it is."""
        git(self.root, "checkout", "--quiet", "--force", self.base, "--", ".")
        git(self.root, "clean", "-fdxq", "--exclude", "/build", "--exclude", "/site")

    def touched(self) -> set[str]:
        """Files that differ from the handbook as it is."""
        told = git(self.root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames").decode()
        return {line[3:] for line in told.split("\x00") if line} - {"build/", "site/"}

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """A command of the builder as the workflow runs it."""
        command = [str(ROOT / ".ci" / "confined"), sys.executable, "-m", "site_builder", *words]
        return subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("proposals")
    root = copy_sample(folder / "handbook")
    # The commands run in the folder, as on the forge, where both packages are.
    for package in ("handbook", "site_builder"):
        (root / package).symlink_to(ROOT / package)
    (root / ".gitignore").write_text("/build/\n/site\n")
    secret = folder / "secret.txt"
    secret.write_text(f"{WORD_OF_THE_MACHINE}\n")
    made = Lab(root, commit_all(root), folder / "canary.txt", secret)
    assert made.run("build", "--on", ON.isoformat()).returncode == 0
    made.clean = acting(root / "site")
    yield made
    shutil.rmtree(folder, ignore_errors=True)


def trees() -> list[tuple[str, Tree]]:
    sample = {path.relative_to(SAMPLE).as_posix(): path.read_text() for path in SAMPLE.rglob("*.*") if path.is_file()}
    return list(hostile_trees(sample))


def only_content_changed(lab: Lab, name: str) -> None:
    """What is no content is as it was; the menu may have grown by one chapter."""
    touched = lab.touched()
    strange = {path for path in touched if not path.startswith(("docs/", "charters/", "service/", "surveys/"))}
    assert strange <= {"mkdocs.yml"}, name
    assert SETTINGS[0] not in touched, name
    if strange:
        before = git(lab.root, "show", f"{lab.base}:mkdocs.yml").decode()
        after = (lab.root / "mkdocs.yml").read_text()
        added = after.removeprefix(before)
        assert re.fullmatch(r'  - "New, not in the menu yet":\n(      - [\w./-]+\.md\n)+', added), name


def links_in(root: Path) -> list[str]:
    content = (root / each for each in ("docs", "charters", "service", "surveys"))
    return [str(path) for folder in content for path in folder.rglob("*") if path.is_symlink()]


def fate(lab: Lab, name: str, tree: Tree) -> tuple[str, TakeOverResult | None]:
    """What becomes of a proposal before anything is built."""
    lab.clear()
    try:
        taken = apply_proposal(lab.root, lab.base, lab.proposed(tree))
    except ContentError:
        assert not lab.touched(), f"{name}: refused, and yet something was written"
        return "refused by its names, kinds or sizes", None
    add_to_menu(lab.root, taken.new)
    only_content_changed(lab, name)
    assert not links_in(lab.root), name
    if not taken.written and not taken.removed:
        return "left to those who merge", None
    try:
        load_checked(lab.root, ON)
    except ContentError:
        return "refused by check", None
    return "harmless by our own word", taken


def build_all(lab: Lab, harmless: dict[str, Tree]) -> tuple[set[str], set[str]]:
    """Build proposals together; which of them were built, and which the pass over the pages refused."""
    refused: set[str] = set()
    while True:
        kept = {name: tree for name, tree in harmless.items() if name not in refused}
        lab.clear()
        together = {path: entry for tree in kept.values() for path, entry in tree.items()}
        taken = apply_proposal(lab.root, lab.base, lab.proposed(together))
        add_to_menu(lab.root, taken.new)
        done = lab.run("build", "--on", ON.isoformat())
        if done.returncode == 0:
            return set(kept), refused
        told = {line.partition(":")[0] for line in done.stderr.splitlines()}
        found = {name for name, tree in kept.items() if {path.decode() for path in tree} & told}
        # What is in data shows on many pages, so the pass over them may not know whose it is.
        found = found or {next(iter(kept))} if len(kept) == 1 else found
        assert found, done.stderr or "the build took too long or too much memory"
        refused |= found


def rounds(harmless: dict[str, Tree]) -> list[dict[str, Tree]]:
    """Proposals that change different files, in as few rounds as they need."""
    made: list[dict[str, Tree]] = []
    for name, tree in harmless.items():
        for each in made:
            if not any(set(tree) & set(other) for other in each.values()):
                each[name] = tree
                break
        else:
            made.append({name: tree})
    return made


def test_no_hostile_proposal_runs_code_or_acts_in_a_page(lab: Lab, figure: Figure) -> None:
    every = trees()
    hostile = every[::EVERY]
    fates: Counter[str] = Counter()
    harmless: dict[str, Tree] = {}
    slowest = ("", 0.0)
    for name, tree in hostile:
        start = time.monotonic()
        told, taken = fate(lab, name, tree)
        slowest = max(slowest, (name, time.monotonic() - start), key=lambda each: each[1])
        assert not lab.canary.exists(), f"{name}: code ran"
        fates[told] += 1
        if taken:
            harmless[name] = tree
    built: set[str] = set()
    for together in rounds(harmless):
        kept, refused = build_all(lab, together)
        assert not lab.canary.exists(), "code ran in a build"
        assert acting(lab.root / "site") <= lab.clean, "something new acts in a page"
        told_by_pages = "".join(path.read_text() for path in (lab.root / "site").rglob("*.*") if path.suffix in TEXTS)
        assert WORD_OF_THE_MACHINE not in told_by_pages
        built |= kept
        fates["refused by the pass over the built pages"] += len(refused)
        fates["harmless by our own word"] -= len(refused)
    assert len(every) >= 200
    assert slowest[1] < LONGEST, slowest
    assert len(built) == fates["harmless by our own word"]
    counts = ", ".join(f"{count} {what}" for what, count in sorted(fates.items()))
    figure(f"P27 hostile proposals: {len(hostile)} of {len(every)} trees, 0 code run, 0 acting in a page ({counts})")


TEXTS = (".html", ".json", ".xml", ".txt", ".ics", ".md")


def test_the_reader_of_built_pages_sees_what_acts(tmp_path: Path) -> None:
    """The search itself can fail: each of these is seen."""
    more = ("<img src=//x/y>", "<p popover>", "<a ping=x>", "<p id=__config>", "<p>09<b>0</b>5 123 4567", "<p>a&shy;b")
    for acts in (
        "<script>x</script>",
        "<p onclick=x>",
        "<iframe>",
        "<a href='java&#9;script:x'>",
        "<p style=x>",
        *more,
    ):
        (tmp_path / "page.html").write_text(acts)
        assert acting(tmp_path), acts
    (tmp_path / "page.html").write_text("<p>&lt;script&gt;</p><a href='../x/#y:z'>x</a><a href='tel:999'>999</a>")
    assert not acting(tmp_path)


def test_the_canary_is_written_where_somebody_elses_settings_are_built(lab: Lab, tmp_path: Path) -> None:
    """The same tree, built the way we refuse to: the search for code that ran can fail."""
    tree = dict(trees())["a tag in the settings"]
    entry = tree[b"mkdocs.yml"]
    assert entry is not None
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_bytes(entry.content.replace(b"CANARY", str(lab.canary).encode()))
    subprocess.run([sys.executable, "-m", "mkdocs", "build"], cwd=tmp_path, capture_output=True, check=False)
    assert lab.canary.exists()
    lab.canary.unlink()


def test_an_honest_proposal_passes_beside_the_hostile_ones(lab: Lab) -> None:
    """The limits leave room for what the check is for: a new page, a changed sentence, a picture."""
    lab.clear()
    sleepovers = (SAMPLE / "docs/policies/sleepovers.md").read_bytes()
    tree: Tree = {
        b"docs/policies/sleepovers.md": Entry(sleepovers.replace(b"part of growing up", b"part of a childhood")),
        b"docs/guides/new.md": Entry(page("## Ask first\n\nWords.")),
        b"docs/pictures/house.png": Entry(saved(four_corners(), "PNG")),
    }
    taken = apply_proposal(lab.root, lab.base, lab.proposed(tree))
    assert set(taken.written) == {path.decode() for path in tree}
    assert add_to_menu(lab.root, taken.new) == ("docs/guides/new.md",)
    done = lab.run("build", "--on", ON.isoformat())
    assert done.returncode == 0, done.stderr
    assert "part of a childhood" in (lab.root / "site/policies/sleepovers/index.html").read_text()
    assert "New, not in the menu yet" in (lab.root / "site/guides/new/index.html").read_text()
    assert (lab.root / "site/pictures/house.png").is_file()


@pytest.mark.skipif(not EACH, reason="`make prove` runs the workflow's commands for each tree")
def test_each_hostile_proposal_ends_in_time_and_memory(lab: Lab, figure: Figure) -> None:
    slowest = 0.0
    for name, tree in trees():
        lab.clear()
        (lab.root / "build" / "list").unlink(missing_ok=True)
        start = time.monotonic()
        commands = (
            ("take-over", "--base", lab.base, "--proposed", lab.proposed(tree), "--list", "build/list", "--annotate"),
            ("check", "--about", "build/list", "--annotate"),
            ("build", "--annotate"),
        )
        for command in commands:
            done = lab.run(*command)
            assert "Traceback" not in done.stderr, f"{name}: {done.stderr}"
            orders = [line for line in done.stdout.splitlines() if line.startswith("::")]
            assert all(re.match(r"::(error|warning|notice) file=[^,]+,line=\d+(,col=\d+)?::", line) for line in orders)
            # Where all was left to those who merge, the handbook itself would be built once more.
            if done.returncode or not (lab.root / "build" / "list").read_text():
                break
        slowest = max(slowest, time.monotonic() - start)
        assert not lab.canary.exists(), f"{name}: code ran"
        assert slowest < LONGEST, name
        if (lab.root / "site").is_dir():
            assert acting(lab.root / "site") <= lab.clean, name
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert memory < MOST_MEMORY
    figure(f"P27 each hostile proposal by itself: slowest {slowest:.0f} s, most memory {memory // 1024} MB")
