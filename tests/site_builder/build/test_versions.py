"""Builds side by side: the link always leads to a whole one, and nothing is removed while somebody reads it."""

import fcntl
import os
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import brotli
import pytest

from handbook.urls import LOCK_FILE, SITE_FOLDER
from site_builder.build.postprocess import compress_site
from site_builder.build.versions import VERSIONS, build_lock, new_version, remove_old_versions, switch_to
from tests.conftest import ROOT

ON = date(2026, 11, 22)


def put(made: Path, site: Path, name: str) -> Path:
    """Make a build of one page, and let `site` lead to it."""
    with new_version(made, ON) as version:
        (version / SITE_FOLDER).mkdir()
        (version / SITE_FOLDER / "index.html").write_text(name)
    before = switch_to(site, version)
    remove_old_versions(made, {version.resolve(), *([before] if before else [])})
    return version


def names(made: Path) -> list[str]:
    """What the builds that are left say, in no order of time."""
    return sorted((each / SITE_FOLDER / "index.html").read_text() for each in (made / VERSIONS).iterdir())


def test_the_site_is_a_link_that_can_be_moved_with_everything_around_it(tmp_path: Path) -> None:
    root = tmp_path / "handbook"
    put(root / "build", root / "site", "one")
    put(root / "build", root / "site", "two")
    assert (root / "site/index.html").read_text() == "two"
    moved = root.rename(tmp_path / "elsewhere")
    assert (moved / "site/index.html").read_text() == "two"
    assert sorted(path.name for path in moved.iterdir()) == ["build", "site"]


def test_a_folder_that_an_earlier_program_made_gives_way(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "old.html").write_text("old")
    put(tmp_path / "build", site, "new")
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "site"]


def test_there_is_a_whole_site_at_every_moment(tmp_path: Path) -> None:
    made, site = tmp_path / "build", tmp_path / "site"
    put(made, site, "0")
    stop, missing = threading.Event(), []
    reads = 0

    def read() -> None:
        nonlocal reads
        while not stop.is_set():
            try:
                (site / "index.html").read_text()
            except OSError as error:
                missing.append(error)
            reads += 1

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(200):
        put(made, site, str(number))
        # Two builds are kept, so that whoever began to read one may end; nobody reads through two.
        before = reads
        while reads < before + 2 and reader.is_alive():
            time.sleep(0)
    stop.set()
    reader.join()
    assert missing == []


def test_this_build_and_the_one_before_are_kept(tmp_path: Path) -> None:
    for name in "abcd":
        put(tmp_path / "build", tmp_path / "site", name)
    assert names(tmp_path / "build") == ["c", "d"]


def test_a_build_that_somebody_reads_is_not_removed(tmp_path: Path) -> None:
    read = put(tmp_path / "build", tmp_path / "site", "read")
    with (read / LOCK_FILE).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        for name in "abc":
            put(tmp_path / "build", tmp_path / "site", name)
        assert names(tmp_path / "build") == ["b", "c", "read"]
    put(tmp_path / "build", tmp_path / "site", "d")
    assert names(tmp_path / "build") == ["c", "d"]


def test_a_second_site_made_in_the_same_place_keeps_its_build(tmp_path: Path) -> None:
    put(tmp_path / "build", tmp_path / "one", "one")
    for name in "abc":
        put(tmp_path / "build", tmp_path / "two", name)
    assert (tmp_path / "one/index.html").read_text() == "one"


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    killed = tmp_path / "build" / VERSIONS / "2026-11-22-killed"
    killed.mkdir(parents=True)
    put(tmp_path / "build", tmp_path / "site", "a")
    assert names(tmp_path / "build") == ["a"]


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), new_version(tmp_path, ON):
        raise KeyboardInterrupt
    assert list((tmp_path / VERSIONS).iterdir()) == []


def test_two_builds_wait_for_each_other(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from site_builder.build.versions import build_lock\n"
        "print('waits', flush=True)\n"
        "with build_lock(Path(sys.argv[1])): print('works', flush=True)\n"
    )
    with build_lock(tmp_path):
        other = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert other.stdout is not None
        assert other.stdout.readline() == "waits\n"
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(timeout=0.5)
    assert other.communicate(timeout=30)[0] == "works\n"


def test_compressed_copies_say_the_same_and_only_where_they_are_smaller(tmp_path: Path) -> None:
    page, tiny, picture = tmp_path / "index.html", tmp_path / "tiny.txt", tmp_path / "a.png"
    page.write_text("<p>Who to call</p>" * 100)
    tiny.write_text("a")
    picture.write_bytes(b"\x89PNG" * 100)
    compress_site(tmp_path)
    copies = sorted(path.name for path in tmp_path.iterdir() if path.suffix in (".br", ".gz"))
    assert copies == ["index.html.br", "index.html.gz"]
    assert brotli.decompress((tmp_path / "index.html.br").read_bytes()) == page.read_bytes()
    unpacked = subprocess.run(["gzip", "-dc", tmp_path / "index.html.gz"], check=True, capture_output=True).stdout  # noqa: S607
    assert unpacked == page.read_bytes()
    assert os.stat(page).st_mtime == os.stat(tmp_path / "index.html.br").st_mtime  # noqa: PTH116
