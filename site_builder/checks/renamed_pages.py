"""Which page was renamed to which: git keeps the old words, and a new page that has most of them is the same page."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from handbook.file_rules import is_guide
from handbook.source.problems import Problem
from handbook.urls import page_address
from site_builder.git import git_text, last_commits

MIN_SIMILARITY = 0.5
"""How much of two texts is the same when one is the other under a new name; git asks for as much."""

_SHINGLE_LENGTH = 3
"""Words that are compared together: single ones are the same on every page."""

Shingles = Counter[tuple[str, ...]]


def renamed_pages(root: Path, addresses: Collection[str], redirected: Collection[str]) -> dict[str, str]:
    """Each page that is gone and has another name now, and that name; both are files below docs/.

    `addresses` are those that the site had, `redirected` the pages for which somebody wrote a redirect.
    Where there is no git, nothing is known.
    """
    docs = root / "docs"
    here = set(_pages(path.relative_to(root).as_posix() for path in docs.rglob("*.md"))) if addresses else set()
    new = {path for path in here if page_address(path) not in addresses}
    if not new:
        return {}
    removed = {
        path: commit
        for path, commit in _last_commits(root).items()
        if path not in {*here, *redirected} and page_address(path) in addresses
    }
    old = {path: _shingles(git_text(root, "show", f"{commit}:./docs/{path}")) for path, commit in removed.items()}
    now = {path: _shingles((docs / path).read_text(encoding="utf-8", errors="replace")) for path in new}
    renamed: dict[str, str] = {}
    for _, name, path in sorted(_similar_pages(old, now), reverse=True):
        if path not in renamed and name not in renamed.values():
            renamed[path] = name
    return renamed


def check_swapped_pages(root: Path, base: str) -> Iterator[Problem]:
    """A page that had other words in a commit, where another page that was there too has these words now."""
    words = ("diff", "--name-only", "-z", "--relative", "--no-renames", "--diff-filter=M", "--end-of-options", base)
    changed = git_text(root, *words, "--", "docs")
    paths = [f"docs/{page}" for page in _pages(changed.split("\0"))]
    before = {path: _shingles(git_text(root, "show", f"{base}:./{path}")) for path in paths}
    now = {path: _shingles((root / path).read_text(encoding="utf-8", errors="replace")) for path in paths}
    # A page that took in another has more words, and keeps its own.
    others = {path for path in paths if (before[path] & now[path]).total() < MIN_SIMILARITY * before[path].total()}
    swapped = _similar_pages({each: before[each] for each in others}, {each: now[each] for each in others})
    for _, name, path in sorted(swapped, key=lambda each: each[2]):
        message = (
            f"the words of this page stand in {name} now, which was there before, so whoever kept the address of one "
            "finds the other; give each of the two a name that no page had"
        )
        yield Problem.of_file(path, message)


def _similar_pages(old: Mapping[str, Shingles], now: Mapping[str, Shingles]) -> Iterator[tuple[float, str, str]]:
    for path, before in old.items():
        for name, after in now.items():
            same = _similarity(before, after)
            if same >= MIN_SIMILARITY:
                yield same, name, path


def _similarity(one: Shingles, other: Shingles) -> float:
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)


def _shingles(page: str) -> Shingles:
    """The words of a page's text that follow each other; its header is much like every other's."""
    words = re.findall(r"\w+", page.replace("\r", "").split("\n---\n", 1)[-1].lower())
    together = min(_SHINGLE_LENGTH, len(words))
    return Counter(tuple(words[at : at + together]) for at in range(len(words) - together + 1) if together)


def _last_commits(root: Path) -> dict[str, str]:
    """Every page that is or was in git, below docs/, with the newest commit that has it."""
    commits = last_commits(root, "docs")
    return {page: commits[f"docs/{page}"] for page in _pages(commits)}


def _pages(paths: Iterable[str]) -> Iterator[str]:
    """Those of the paths that are pages of the site, below docs/."""
    return (path.removeprefix("docs/") for path in paths if path.endswith(".md") and not is_guide(path))
