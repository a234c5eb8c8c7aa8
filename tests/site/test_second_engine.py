"""The same staged pages built by a second engine: pages, headings, ids and links of the article must agree.

So nothing of ours depends on the first engine, which nobody maintains any more (decisions/0001).
"""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from site_builder.build.html_checks import split_article

VOID = ("br", "hr", "img", "input")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Article(HTMLParser):
    """What both engines must agree on about one page."""

    address: str
    headings: list[tuple[str, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    _heading: str | None = None
    _left_out: list[str] = field(default_factory=list)
    """Open tags of the list "On this page", which the theme adds and the second engine does without."""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids, headings and the ends of links."""
        given = dict(attrs)
        if self._left_out or "page-contents" in (given.get("class") or ""):
            self._left_out += [tag] if tag not in VOID else []
            return
        self.ids += [given["id"]] if given.get("id") else []
        if tag in HEADINGS:
            self._heading = tag
            self.headings.append((tag, ""))
        if tag == "a" and given.get("href"):
            self.links.append(self._end(given["href"] or ""))

    def handle_endtag(self, tag: str) -> None:
        """Leave a heading, or a part of what is left out."""
        if self._left_out:
            while self._left_out.pop() != tag:
                pass
        self._heading = None if tag in HEADINGS else self._heading

    def handle_data(self, data: str) -> None:
        """Collect a heading's words."""
        if self._heading and not self._left_out:
            tag, words = self.headings[-1]
            self.headings[-1] = (tag, " ".join(f"{words}{data}".split()))

    def _end(self, link: str) -> str:
        """Where a link leads, so that `../a/` and `/a/` are the same."""
        parts = urlsplit(urljoin(f"http://site.invalid{self.address}", link))
        return parts.geturl().removeprefix("http://site.invalid")


def articles(site: Path) -> dict[str, Article]:
    """Every page's article by its address."""
    found = {}
    # The page of an old address has no article: it only leads on, and is written when the engine is done.
    for path in (each for each in sorted(site.rglob("index.html")) if "<article" in each.read_text()):
        address = f"/{path.relative_to(site).as_posix().removesuffix('index.html')}"
        found[address] = Article(address)
        found[address].feed(split_article(path.read_text())[1])
    return found


@pytest.fixture(scope="module")
def both(
    root: Path, made: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Article], dict[str, Article]]:
    """The articles as the first and as the second engine build them."""
    program = root / ".venv-second/bin/zensical"
    if not program.is_file():
        pytest.skip("the second engine is not installed: `make test` sets it up in .venv-second")
    # It builds only inside its project's folder, so the project goes where tests may write.
    project = tmp_path_factory.mktemp("second")
    shutil.copy(root / "mkdocs.yml", project)
    shutil.copytree(root / "site_builder/overrides", project / "site_builder/overrides")
    shutil.copytree(made / "docs", project / "build/docs")
    told = {name: value for name, value in os.environ.items() if not name.startswith("HANDBOOK_")}
    done = subprocess.run(
        [program, "build", "--strict"], cwd=project, env=told, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return articles(made / "site"), articles(project / "site")


def test_both_engines_build_the_same_pages(both: tuple[dict[str, Article], dict[str, Article]]) -> None:
    first, second = both
    assert list(first) == list(second)
    assert len(first) > 40


@pytest.mark.parametrize("what", ["headings", "ids", "links"])
def test_both_engines_agree_about_each_article(what: str, both: tuple[dict[str, Article], dict[str, Article]]) -> None:
    first, second = both
    differing = {
        address: (getattr(page, what), getattr(second[address], what))
        for address, page in first.items()
        if getattr(page, what) != getattr(second[address], what)
    }
    assert differing == {}
    assert all(page.headings and page.ids and page.links for page in first.values())


def test_every_staged_page_is_built(made: Path, both: tuple[dict[str, Article], dict[str, Article]]) -> None:
    first, _ = both
    staged = {path.relative_to(made / "docs").as_posix() for path in (made / "docs").rglob("*.md")}
    assert len(staged) == len(first)
