"""Asks git, which keeps the handbook's files, for what they are and were."""

import subprocess
from pathlib import Path


def git(root: Path, *words: str) -> bytes:
    """What git says in a folder; raises CalledProcessError where it cannot, and OSError where there is no git."""
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=True).stdout  # noqa: S603, S607 git, and names that git gave


def knows_commit(root: Path, name: str) -> bool:
    """Whether a name stands for a commit of the repository around a folder; without git none does."""
    try:
        git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
