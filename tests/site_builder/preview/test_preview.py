"""The handbook while somebody writes: what was saved is shown, a mistake is said, nothing is out of date for long."""

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image

from handbook.handbook import Handbook
from handbook.loading import load_sources
from handbook.search.index import INDEX_FILE, SEARCH_FOLDER
from site_builder.menu import read_menu
from site_builder.page_list import all_pages
from site_builder.preview.preview import Preview
from site_builder.preview.server import PreviewServer
from site_builder.styles import ADDRESS, stylesheet
from tests.conftest import ON, ROOT
from tests.product import copy_sample, free_port, write_menu

PAGE, GLOSSARY = "docs/policies/sleepovers.md", "service/glossary.yml"
LOCAL = """\
owner: Fostering manager
reviewed: 2026-10-01
review_every: 12 months
facts:
  - id: zebra-money
    asks: what a zebra costs
"""
PATIENCE = 60.0
"""Seconds that what runs beside may take."""


def until(holds: Callable[[], bool]) -> None:
    """Wait for a state that another process or thread brings about."""
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.05)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    root = tmp_path / "handbook"
    root.mkdir()
    return copy_sample(root)


@pytest.fixture
def made() -> list[bool]:
    """Whether each making of HTML was of the whole site."""
    return []


@pytest.fixture
def preview(sample: Path, made: list[bool]) -> Iterator[Preview]:
    def build_html(_handbook: Handbook, *, whole: bool) -> None:
        made.append(whole)

    shown = Preview(sample, sample / "build/preview", lambda: ON, build_html)
    shown.update()
    yield shown
    shown.stop()


def change(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new, 1))


def staged(preview: Preview) -> dict[str, str]:
    return {path.relative_to(preview.docs).as_posix(): path.read_text() for path in preview.docs.rglob("*.md")}


def as_built(root: Path) -> dict[str, str]:
    """Every page as a build stages it."""
    sources = load_sources(root)
    pages = all_pages(sources.handbook, ON, read_menu(root), sources.records)
    return {path: text for path, text in pages.items() if path.endswith(".md")}


def test_saved_words_of_a_page_are_staged_at_once_and_other_pages_are_left(preview: Preview, made: list[bool]) -> None:
    before = {path: (preview.docs / path).stat().st_mtime_ns for path in staged(preview)}
    change(preview.root, PAGE, "## ", "Zebras may stay.\n\n## ")
    preview.update()
    now = {path: (preview.docs / path).stat().st_mtime_ns for path in staged(preview)}
    assert [path for path in now if now[path] != before[path]] == [PAGE.removeprefix("docs/")]
    assert "Zebras may stay." in (preview.docs / PAGE.removeprefix("docs/")).read_text()
    assert made == [True, False]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (PAGE, "title: ", "title: Zebras and "),
        (GLOSSARY, "meaning: ", "meaning: A zebra. "),
        ("docs/index.md", "summary: ", "summary: Zebras. "),
    ],
)
def test_a_header_or_a_fact_shows_at_once_wherever_a_build_shows_it(
    preview: Preview, path: str, old: str, new: str
) -> None:
    change(preview.root, path, old, new)
    preview.update()
    assert staged(preview) == as_built(preview.root)


def test_a_page_that_tells_of_other_pages_follows_a_little_later(preview: Preview) -> None:
    (preview.root / "service/local.yml").write_text(LOCAL)
    write_menu(preview.root, "about/open-slots.md")
    preview.update()
    change(preview.root, PAGE, "## ", "It costs money. {{ local.zebra-money }}\n\n## ")
    preview.update()
    # The page of open slots names the pages that print each; only the page itself was drafted at once.
    assert staged(preview) != as_built(preview.root)
    until(lambda: staged(preview) == as_built(preview.root))


def test_a_mistake_is_said_and_the_last_good_pages_stay(preview: Preview) -> None:
    before = staged(preview)
    change(preview.root, GLOSSARY, "meaning: ", "menaing: ")
    preview.update()
    assert [fault.partition(":")[0] for fault in preview.faults] == [GLOSSARY] * len(preview.faults)
    assert preview.faults
    assert staged(preview) == before
    change(preview.root, GLOSSARY, "menaing: ", "meaning: ")
    preview.update()
    assert preview.faults == ()


def test_a_menu_that_cannot_be_read_is_a_sentence_and_every_page_stays(preview: Preview, made: list[bool]) -> None:
    before = staged(preview)
    change(preview.root, "mkdocs.yml", "\nnav:\n", "\nnav:\n      - Pasted: index.md\n")
    preview.update()
    (fault,) = preview.faults
    assert fault.startswith("mkdocs.yml:")
    assert fault.endswith("this `- ` does not stand under the `- ` of the list's first item; line them up")
    assert staged(preview) == before
    assert made == [True], "the engine, which would answer nobody, is not asked"


def test_a_mistake_that_is_taken_back_is_no_mistake_any_more(preview: Preview) -> None:
    change(preview.root, "mkdocs.yml", "\nnav:\n", "\nnav:\n\t- x\n")
    preview.update()
    assert [fault.partition(":")[0] for fault in preview.faults] == ["mkdocs.yml"]
    change(preview.root, "mkdocs.yml", "\nnav:\n\t- x\n", "\nnav:\n")
    preview.update()
    assert preview.faults == ()
    glossary = preview.root / GLOSSARY
    glossary.rename(glossary.with_suffix(".old"))
    preview.update()
    assert preview.faults
    glossary.with_suffix(".old").rename(glossary)
    preview.update()
    assert preview.faults == ()


def test_what_only_the_whole_check_finds_is_said_a_little_later(preview: Preview) -> None:
    change(preview.root, PAGE, "## ", "See [the rest](nowhere.md).\n\n## ")
    preview.update()
    assert preview.faults == ()
    until(lambda: bool(preview.faults))
    (fault,) = preview.faults
    assert fault.startswith(f"{PAGE}:")
    assert "nowhere.md" in fault
    assert preview.checked.read_text()


def test_the_menu_stands_on_every_page_so_a_change_of_it_makes_all_again(preview: Preview, made: list[bool]) -> None:
    change(preview.root, "mkdocs.yml", "\nnav:\n", "\nnav:\n  - Start: index.md\n")
    preview.update()
    assert made == [True, True]


Read = Callable[[str], str]


def reader_of(url: str) -> Read:
    """Reads pages of a preview that runs, whatever their status."""

    def read(path: str) -> str:
        connection = HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
        connection.request("GET", path)
        text = connection.getresponse().read().decode()
        connection.close()
        return text

    return read


class Held(PreviewServer):
    """Builds when it may."""

    def __init__(self, *arguments: Any) -> None:
        self.may_build, self.is_asked = Event(), Event()
        self.may_build.set()
        super().__init__(*arguments)

    def _build_html(self, handbook: Handbook, *, whole: bool) -> None:
        self.is_asked.set()
        assert self.may_build.wait(PATIENCE)
        super()._build_html(handbook, whole=whole)


@pytest.fixture
def held(sample: Path) -> Held:
    return Held(sample, lambda: ON, free_port())


@pytest.fixture
def start(sample: Path) -> Iterator[Callable[..., Read]]:
    servers = []

    def begin(server: PreviewServer | None = None) -> Read:
        server = server or PreviewServer(sample, lambda: ON, free_port())
        servers.append(server)
        server.preview.update()
        Thread(target=server.serve, daemon=True).start()
        until(server.serve_thread.is_alive)
        return reader_of(server.url)

    yield begin
    for server in servers:
        server.preview.stop()
        server.shutdown()


def test_a_mistake_at_the_start_stands_at_every_address_until_it_is_mended(
    sample: Path, start: Callable[[], Read]
) -> None:
    change(sample, GLOSSARY, "meaning: ", "menaing: ")
    read = start()
    assert f"<li>{GLOSSARY}:" in read("/policies/sleepovers/")
    change(sample, GLOSSARY, "menaing: ", "meaning: ")
    until(lambda: "<h1" in read("/policies/sleepovers/"))


def test_the_command_says_at_once_that_it_builds(sample: Path) -> None:
    command = [sys.executable, "-m", "site_builder", "serve", "--root", str(sample), "--port", str(free_port())]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout
        said = [serving.stdout.readline() for _ in range(2)]
        serving.send_signal(signal.SIGINT)
    assert said[0] == "Building the handbook ...\n"
    assert said[1].startswith("Shown after ")


def searched_pages(sample: Path) -> set[str]:
    """The pages that the search of the preview finds; none while its files are being put in place."""
    folder = sample / "build/preview/site" / SEARCH_FOLDER
    try:
        newest = folder / json.loads((folder / INDEX_FILE).read_text())["version"]
        return {json.loads(each.read_text())["address"] for each in newest.glob("page-*-0.json")}
    except (OSError, ValueError):
        return set()


def test_a_running_preview_shows_what_was_saved_says_mistakes_on_every_page_and_still_finds_all_pages(
    sample: Path, start: Callable[[], Read]
) -> None:
    read = start()
    known = searched_pages(sample)
    assert "/policies/sleepovers/" in known
    change(sample, PAGE, "## ", "Zebras may stay.\n\n## ")
    until(lambda: "Zebras may stay." in read("/policies/sleepovers/"))
    assert searched_pages(sample) == known, "saving a page does not wait for the index"
    assert any((sample / "build/preview/templates").iterdir())
    change(sample, GLOSSARY, "meaning: ", "<b>: ")
    until(lambda: "Not right yet." in read("/policies/sleepovers/"))
    band, _, page = read("/").partition("</ul></div>")
    assert f"<li>{GLOSSARY}:" in band
    assert "&lt;b&gt;" in band
    assert "<h1" in page


def test_a_new_page_is_found_and_one_that_went_is_not(sample: Path, start: Callable[[], Read]) -> None:
    read = start()
    known = searched_pages(sample)
    new = sample / "docs/policies/zebras.md"
    new.write_text((sample / PAGE).read_text().replace("title: ", "title: Zebras, and ", 1))
    until(lambda: "Zebras, and" in read("/policies/zebras/"))
    until(lambda: searched_pages(sample) == known | {"/policies/zebras/"})
    new.unlink()
    until(lambda: searched_pages(sample) == known)


def test_a_part_of_the_stylesheet_shows_when_it_is_saved(sample: Path) -> None:
    for package in ("handbook", "site_builder"):
        shutil.copytree(ROOT / package, sample / package, ignore=shutil.ignore_patterns("__pycache__"))
    port = free_port()
    command = [sys.executable, "-m", "site_builder", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=sample, stdout=subprocess.PIPE, text=True) as serving:
        try:
            # The check stages the stylesheet too; it must be over, so that it cannot be what shows the change.
            until(lambda: serving.stdout is not None and serving.stdout.readline() == "Nothing is wrong.\n")
            read = reader_of(f"http://127.0.0.1:{port}")
            assert read(f"/{ADDRESS}") == stylesheet()
            with (sample / "site_builder/styles/base.css").open("a") as part:
                part.write("\n.zebra {\n  color: black;\n}\n")
            until(lambda: ".zebra" in read(f"/{ADDRESS}"))
        finally:
            serving.send_signal(signal.SIGINT)


def test_the_old_pages_answer_while_new_ones_are_made(sample: Path, held: Held, start: Callable[..., Read]) -> None:
    read = start(held)
    held.is_asked.clear()
    held.may_build.clear()
    change(sample, "mkdocs.yml", "\nnav:\n", "\nnav:\n  - Zebras: index.md\n")
    assert held.is_asked.wait(PATIENCE)
    page = read("/policies/sleepovers/")
    assert "Zebras" not in page
    known = re.search(r"livereload\((\d+), ", page)
    assert known
    held.may_build.set()
    newer = int(read(f"/livereload/{known[1]}/1"))
    assert newer > int(known[1]), "so that the browser asks again"
    assert "Zebras" in read("/policies/sleepovers/")


def test_a_page_or_a_picture_that_is_deleted_is_gone_and_content_that_was_away_is_seen_again(
    sample: Path, start: Callable[..., Read]
) -> None:
    page = (sample / "docs/about/index.md").read_text()
    (sample / "docs/zebras.md").write_text(page)
    Image.new("RGB", (8, 8)).save(sample / "docs/zebra.png")
    write_menu(sample)
    read = start()
    site = sample / "build/preview/site"
    assert "<h1" in read("/zebras/")
    assert (site / "zebra.png").is_file()
    assert (site / "assets/images/favicon.png").is_file()
    (sample / "docs/zebras.md").unlink()
    (sample / "docs/zebra.png").unlink()
    until(lambda: 'id="top"' not in read("/zebras/"))
    until(lambda: not (site / "zebra.png").exists())
    assert (site / "assets/images/favicon.png").is_file()
    (sample / "docs").rename(sample / "away")
    until(lambda: "Not right yet." in read("/"))
    (sample / "away").rename(sample / "docs")
    until(lambda: "survey.yml:" not in read("/"))
    change(sample, PAGE, "## ", "Zebras may stay.\n\n## ")
    until(lambda: "Zebras may stay." in read("/policies/sleepovers/"))
