"""What can go wrong with a disk and a file while people answer: each trouble begins, and ends again."""

import os
import resource
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tests.product import Product

SMALL_DISK = 3_000_000

Trouble = Callable[[Product], "Iterator[None]"]


@contextmanager
def small_disk(place: Path) -> Iterator[bool]:
    """A disk of 3 MB of its own under a folder, where this process may make one; whether it could."""
    place.mkdir(parents=True, exist_ok=True)
    may = os.environ.get("PROVE_NO_MOUNT") != "yes"
    made = may and _runs("mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "none", str(place))
    try:
        yield made
    finally:
        if made:
            assert _runs("umount", "--lazy", str(place))


def _runs(program: str, *words: str) -> bool:
    """Whether a program is there and does what it is told."""
    found = shutil.which(program)
    return found is not None and subprocess.run([found, *words], check=False, capture_output=True).returncode == 0


@contextmanager
def locked(server: Product, seconds: float) -> Iterator[None]:
    """Somebody else writes, and does not stop for a long time."""
    with closing(sqlite3.connect(server.store, isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield time.sleep(seconds)
        other.execute("ROLLBACK")


@contextmanager
def missing(server: Product, seconds: float) -> Iterator[None]:
    """The file is gone, as when its disk is not there."""
    away = server.store.with_suffix(".away")
    server.store.rename(away)
    yield time.sleep(seconds)
    away.rename(server.store)


@contextmanager
def read_only(server: Product, seconds: float, *, own_disk: bool) -> Iterator[None]:
    """Nothing can be written: the whole disk, or for somebody who may not change that, the file."""
    if own_disk:
        _remount(server.store.parent, "ro")
        yield time.sleep(seconds)
        _remount(server.store.parent, "rw")
        return
    folder = server.store.parent
    server.store.chmod(0o400)
    folder.chmod(0o500)
    yield time.sleep(seconds)
    folder.chmod(0o700)
    server.store.chmod(0o600)


def _remount(disk: Path, how: str) -> None:
    """A disk that is just being written to is busy, so it is asked again."""
    for _ in range(500):
        if _runs("mount", "-o", f"remount,{how}", str(disk)):
            return
        time.sleep(0.01)
    raise AssertionError(f"the disk cannot be made {how}")


@contextmanager
def corrupt(server: Product, seconds: float, *, table: str | None = None) -> Iterator[None]:
    """One byte is another than it was: the first of the file, or the first of a table's first page."""
    at = 0
    if table:
        (root,) = server.rows(f"SELECT rootpage FROM sqlite_master WHERE name = '{table}'")[0]  # noqa: S608
        at = (int(str(root)) - 1) * 4096
    good = _exchange(server.store, at, None)
    _exchange(server.store, at, bytes([good[0] ^ 0x55]))
    yield time.sleep(seconds)
    _exchange(server.store, at, good)


def _exchange(file: Path, at: int, byte: bytes | None) -> bytes:
    with file.open("r+b", buffering=0) as opened:
        opened.seek(at)
        was = opened.read(1)
        if byte is not None:
            opened.seek(at)
            opened.write(byte)
    return was


@contextmanager
def full_disk(server: Product, seconds: float, *, own_disk: bool) -> Iterator[None]:
    """No room is left: on a small disk of its own, else no file of the server may grow."""
    if own_disk:
        filler = server.store.with_name("filler")
        with filler.open("wb", buffering=0) as opened, suppress(OSError):
            while True:
                opened.write(b"x" * 4096)
        yield time.sleep(seconds)
        filler.unlink()
        return
    workers = list(_processes(server))
    for process in workers:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (8192, resource.RLIM_INFINITY))
    yield time.sleep(seconds)
    for process in workers:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _processes(server: Product) -> Iterator[int]:
    assert server.process is not None
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getpgid(int(folder.name)) == server.process.pid:
                yield int(folder.name)
