"""Proposals as a forge holds them: commits whose trees are written object by object, so that they may hold anything."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """What is at a path: a file, a link (120000) or another repository (160000)."""

    content: bytes
    mode: str = "100644"


Tree = dict[bytes, Entry | None]
"""By path; None takes a file away."""


def git(repository: Path, *words: str, given: bytes = b"") -> bytes:
    """What a git command says."""
    return subprocess.run(["git", "-C", str(repository), *words], input=given, capture_output=True, check=True).stdout  # noqa: S607 git


def commit_all(repository: Path) -> str:
    """A first commit of everything in a folder."""
    git(repository, "init", "--quiet", "--initial-branch", "main")
    git(repository, "config", "user.name", "Tests")
    git(repository, "config", "user.email", "tests@handbook.example")
    git(repository, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(repository, "add", "--all", "--force")
    git(repository, "commit", "--quiet", "--no-verify", "--message", "The handbook as it is")
    return git(repository, "rev-parse", "HEAD").decode().strip()


def propose(repository: Path, base: str, changes: Tree) -> str:
    """A commit on top of the base with these changes; git never sees the names as paths."""
    files: dict[bytes, tuple[str, str]] = {}
    for line in git(repository, "ls-tree", "-r", "-z", base).split(b"\x00")[:-1]:
        about, path = line.split(b"\t", 1)
        mode, _, blob = about.decode().split()
        files[path] = (mode, blob)
    for path, entry in changes.items():
        _clear(files, path)
        if entry is not None:
            files[path] = (entry.mode, _blob(repository, entry))
    tree = _tree(repository, files)
    return git(repository, "commit-tree", tree, "-p", base, given=b"A proposal\n").decode().strip()


def _clear(files: dict[bytes, tuple[str, str]], path: bytes) -> None:
    """A file and a folder cannot be at one path."""
    for other in list(files):
        if other == path or other.startswith(path + b"/") or path.startswith(other + b"/"):
            del files[other]


def _blob(repository: Path, entry: Entry) -> str:
    if entry.mode == "160000":
        return "1" * 40
    return git(repository, "hash-object", "-w", "--stdin", given=entry.content).decode().strip()


def _tree(repository: Path, files: dict[bytes, tuple[str, str]]) -> str:
    """One tree object with all below it; written as bytes, because git itself would refuse some of these names."""
    folders: dict[bytes, dict[bytes, tuple[str, str]]] = {}
    entries: list[tuple[bytes, str, str]] = []
    for path, (mode, blob) in files.items():
        first, slash, rest = path.partition(b"/")
        if slash:
            folders.setdefault(first, {})[rest] = (mode, blob)
        else:
            entries.append((first, mode, blob))
    entries += [(name, "40000", _tree(repository, inside)) for name, inside in folders.items()]
    entries.sort(key=lambda entry: entry[0] + (b"/" if entry[1] == "40000" else b""))
    written = b"".join(mode.encode() + b" " + name + b"\x00" + bytes.fromhex(sha) for name, mode, sha in entries)
    return git(repository, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=written).decode().strip()
