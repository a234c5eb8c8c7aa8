"""Receipts and one-time codes, eighty random bits that people can read aloud and type, and the keys to codes.

A key turns the codes of one survey run into what the store holds. It is a file, destroyed when the run closes.
"""

import hashlib
import hmac
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from handbook.source.invisible_characters import strip_hidden

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty-two figures and letters; I, L, O and U are left out, because people take them for 1, 0 and V."""

LENGTH = 16
"""In characters, without the hyphens."""
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015]|^\W+|\W+$")
"""What people put between the groups, and around them, such as quotes and a full stop."""
_LOOK_ALIKES = str.maketrans("OILU", "011V")


def new_receipt() -> str:
    """A fresh receipt or code as it is printed: four groups of four."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


new_code = new_receipt
"""A one-time code has the same shape."""


def normalise(typed: str) -> str | None:
    """The printed form of what a person typed; None if it cannot be a receipt or a code."""
    plain = _BETWEEN.sub("", strip_hidden(unicodedata.normalize("NFKC", typed))).upper().translate(_LOOK_ALIKES)
    if len(plain) != LENGTH or any(letter not in ALPHABET for letter in plain):
        return None
    return _grouped(plain)


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + 4] for start in range(0, LENGTH, 4))


_KEY_LENGTH = 32
"""In bytes."""


class NoCodeKeyError(Exception):
    """No codes were made for this survey run, or its key is destroyed."""


class CodeKeys:
    """The folder of key files, kept apart from the store and readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        """Keys are in `folder`, which is made when the first key is."""
        self._folder = folder

    def _file(self, run_key: str) -> Path:
        # A slug holds no double hyphen, so no two survey runs share a file.
        return self._folder / f"{run_key.replace('/', '--')}.key"

    def exists(self, run_key: str) -> bool:
        """Whether codes can be checked for this survey run."""
        return self._file(run_key).is_file()

    def runs(self) -> frozenset[str]:
        """The survey runs that have a key."""
        files = self._folder.glob("*.key") if self._folder.is_dir() else ()
        # Only this program's keys have this length: files of other programs in the folder are left alone.
        return frozenset(file.stem.replace("--", "/") for file in files if file.stat().st_size == _KEY_LENGTH)

    def missing(self, runs: Iterable[str]) -> tuple[str, ...]:
        """The survey runs that have no key, sorted."""
        return tuple(sorted(run_key for run_key in runs if not self.exists(run_key)))

    def create(self, run_key: str) -> None:
        """Create the key of a survey run unless there is one."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            file = os.open(self._file(run_key), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return
        with os.fdopen(file, "wb") as opened:
            opened.write(secrets.token_bytes(_KEY_LENGTH))
            opened.flush()
            os.fsync(opened.fileno())

    def code_hmac(self, run_key: str, code: str) -> bytes:
        """The value that the store holds in place of a printed code. Raises `NoCodeKeyError`."""
        try:
            key = self._file(run_key).read_bytes()
        except FileNotFoundError:
            raise NoCodeKeyError(run_key) from None
        return hmac.new(key, code.encode(), hashlib.sha256).digest()

    def destroy(self, run_key: str) -> None:
        """Overwrite and delete the key: from then on nobody can match codes with the store."""
        file = self._file(run_key)
        if not file.exists():
            return
        with file.open("r+b") as opened:
            opened.write(bytes(file.stat().st_size))
            opened.flush()
            os.fsync(opened.fileno())
        file.unlink()
