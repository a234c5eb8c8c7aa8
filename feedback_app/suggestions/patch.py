"""Turns a suggestion into a patch for `git apply`, or into a branch."""

import os
import subprocess
import tempfile
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from feedback_app.suggestions.suggestion import Suggestion
from feedback_app.terminal_text import quoted
from handbook.handbook import Handbook
from handbook.urls import page_address

NEUTRAL = "A reader of the handbook"
ADDRESS = "reader@handbook.invalid"
"""The author of the commits: nobody knows who suggested the change."""


class PatchError(Exception):
    """The page has changed since, or is made from data. The message says what to do."""


@dataclass(frozen=True)
class FileChange:
    """One file before and after."""

    path: str
    """Below the handbook's folder, such as `docs/policies/payments.md`."""
    before: str
    after: str


def page_file(handbook: Handbook, address: str) -> str | None:
    """The file of a written page, or None where the page is made from data."""
    paths = (path for path in handbook.pages if page_address(path) == address)
    return next((f"docs/{path}" for path in paths), None)


def file_change(suggestion: Suggestion, path: str | None, text: str) -> FileChange:
    """The change that a suggestion makes to its page's file, which reads `text` now; raises `PatchError`."""
    if path is None or not suggestion.before:
        raise PatchError(
            f"{suggestion.page} is made from data, or the suggestion is about the whole page: "
            "no file holds just these words. Read it, then change what belongs changed."
        )
    line_end = "\r\n" if "\r\n" in text else "\n"
    before, after = (text.replace("\n", line_end) for text in (suggestion.before, suggestion.after))
    if text.count(before) != 1:
        raise PatchError(
            f"The words in {path} are others now than when this was suggested. Put the change in by hand.\n\n"
            f"The words as they stood:\n{quoted(suggestion.before)}\n\n"
            f"The words as suggested:\n{quoted(suggestion.after)}"
        )
    return FileChange(path, text, text.replace(before, after))


def unified_patch(change: FileChange) -> str:
    """The change as a unified diff."""
    lines = unified_diff(
        _lines(change.before),
        _lines(change.after),
        f"a/{change.path}",
        f"b/{change.path}",
        # Without a day: it would tell when somebody looked at the suggestion.
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Lines with their ends; only the line feed ends one, as git sees it."""
    return [line for line in text.replace("\n", "\n\0").split("\0") if line]


def text_at_head(root: Path, path: str) -> str:
    """What a file holds in the newest commit; raises `PatchError`."""
    return _git(root, "show", f"HEAD:./{path}")


def make_branch(root: Path, name: str, change: FileChange, message: str) -> None:
    """A branch with one commit on top of the newest one; the files on disk stay as they are. Raises `PatchError`."""
    if _git(root, "for-each-ref", f"refs/heads/{name}"):
        raise PatchError(f"There is a branch {name} already: look at it, or delete it first.")
    prefix = _git(root, "rev-parse", "--show-prefix").strip()
    blob = _git(root, "hash-object", "-w", "--stdin", stdin=change.after).strip()
    with tempfile.TemporaryDirectory() as folder:
        # An index of its own, so that nothing that somebody prepared for a commit gets in.
        own = {"GIT_INDEX_FILE": f"{folder}/index"}
        _git(root, "read-tree", "HEAD", own=own)
        _git(root, "update-index", "--cacheinfo", f"100644,{blob},{prefix}{change.path}", own=own)
        tree = _git(root, "write-tree", own=own).strip()
    who = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in _WHO.items()}
    commit = _git(root, "commit-tree", tree, "-p", "HEAD", "-m", message, own=who).strip()
    _git(root, "update-ref", f"refs/heads/{name}", commit, "")


_WHO = {"NAME": NEUTRAL, "EMAIL": ADDRESS}


def _git(root: Path, *arguments: str, stdin: str | None = None, own: dict[str, str] | None = None) -> str:
    """The output of git. Raises `PatchError` with its error message."""
    try:
        done = subprocess.run(  # noqa: S603 (our own words; what people wrote only travels as input)
            ["git", "-C", str(root), *arguments],  # noqa: S607 (git from the path, as everybody starts it)
            input=None if stdin is None else stdin.encode(),
            env={**os.environ, **(own or {})},
            capture_output=True,
            check=True,
        )
    except FileNotFoundError:
        raise PatchError("git is not installed here: write the change to a file instead.") from None
    except subprocess.CalledProcessError as wrong:
        raise PatchError(f"git could not do it: {wrong.stderr.decode(errors='replace').strip()}") from None
    return done.stdout.decode()
