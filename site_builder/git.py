"""Reads from git, which keeps the handbook's files, as they are and as they were."""

import re
import subprocess
from contextlib import suppress
from pathlib import Path


def git_output(root: Path, *arguments: str) -> bytes:
    """The output of a git command in a folder; raises CalledProcessError where it fails, OSError without git."""
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True).stdout  # noqa: S603, S607 git, and names that git gave


def git_text(root: Path, *arguments: str) -> str:
    """The same as text; empty where git fails, such as in a folder that is no repository."""
    with suppress(OSError, subprocess.CalledProcessError):
        return git_output(root, *arguments).decode("utf-8", errors="replace")
    return ""


def is_commit(root: Path, name: str) -> bool:
    """Whether a name is that of a commit in the repository around a folder; without git none is."""
    try:
        git_output(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def last_commits(root: Path, folder: str) -> dict[str, str]:
    """Every file that is or was in a folder of `root`, as a path below `root`, with the newest commit that has it."""
    commits = dict.fromkeys(git_text(root, "ls-tree", "-r", "-z", "--name-only", "HEAD", folder).split("\0"), "HEAD")
    commit = ""
    log = ("log", "-z", "--no-renames", "--diff-filter=D", "--name-only", "--relative", "--format=commit %H")
    for line in re.split(r"[\0\n]+", git_text(root, *log, "--", folder)):
        if line.startswith("commit "):
            commit = f"{line.removeprefix('commit ')}^"
        else:
            commits.setdefault(line, commit)
    return commits
