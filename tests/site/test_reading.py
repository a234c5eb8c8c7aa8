"""What is on the built pages, as text: no signs of how they are made, no broken stops, and a way back from each."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

UNREAD = {"script", "style", "svg", "code", "pre"}
PARTS = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "dt", "dd", "div", "caption", "summary", "section", "br"}
FAULTS = {
    "signs of Markdown": r"\{:|\*\*|\]\(",
    "an escaped sign": r"&#?\w+;",
    "an empty slot": r"\{\{|\}\}",
    "a space inside brackets": r"\( | \)",
    "two stops": r"[?!:;,]\.(?=\s|$)|(?<!\.)\.\.(?!\.)|,,|;;",
    "one and many": (
        r"\b(?:1|(?<![Nn]o )[Oo]ne) (?:days|pages|actions|minutes|objectives|courses|promises|answers|figures)\b"
    ),
}


class Words(HTMLParser):
    """The words of a page's article, each part on a line of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.unread = 0
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 so it is called
        """Begin a part."""
        self.inside = self.inside or tag == "article"
        self.unread += tag in UNREAD
        self.said.append("\n" if tag in PARTS else "\u200b" if tag == "code" else "")

    def handle_endtag(self, tag: str) -> None:
        """End a part."""
        self.inside = self.inside and tag != "article"
        self.unread -= tag in UNREAD
        self.said.append("\n" if tag in PARTS else "")

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if self.inside and not self.unread:
            self.said.append(data)


def lines_of(html: str) -> list[str]:
    """What is on a page, part by part."""
    words = Words()
    words.feed(html)
    return [" ".join(line.split()) for line in "".join(words.said).split("\n") if line.strip()]


@pytest.fixture(scope="module")
def texts(built_site: Path) -> dict[str, list[str]]:
    """The words of every built page."""
    return {page.relative_to(built_site).as_posix(): lines_of(page.read_text()) for page in built_site.rglob("*.html")}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_page_shows_how_it_was_made_or_stumbles(texts: dict[str, list[str]], fault: str) -> None:
    wrong = re.compile(FAULTS[fault])
    found = [(path, line[:120]) for path, lines in texts.items() for line in lines if wrong.search(line)]
    assert found[:10] == []


def test_no_title_stands_in_quotation_marks(built_site: Path) -> None:
    quoted = re.compile(r'<h1[^>]*>\s*(?:"|&quot;)')
    assert [page for page in built_site.rglob("*.html") if quoted.search(page.read_text())] == []


@pytest.mark.parametrize(
    "line",
    [
        "x {: .muted }",
        "&#34;Ways&#34;",
        "Worried?. More",
        "( LADO)",
        "in {{ local.x }}",
        "one pages",
    ],
)
def test_a_fault_would_be_seen(line: str) -> None:
    said = lines_of(f"<article><p>{line.replace('&', '&amp;')}</p></article>")
    assert [name for name, fault in FAULTS.items() if re.search(fault, said[0])] != []


HAVE_YOUR_SAY = ("/topics/promises-and-your-say/", "/topics/have-your-say/")


@pytest.mark.parametrize(
    ("page", "above"),
    [
        ("learning/first-aid", ["/", "/topics/money-support-and-training/", "/topics/training/", "/learning/"]),
        ("events/support-group", ["/", *HAVE_YOUR_SAY, "/events/"]),
        ("changes/newsletter", ["/", *HAVE_YOUR_SAY, "/changes/"]),
        ("surveys/carer-satisfaction/2026-spring", ["/", *HAVE_YOUR_SAY, "/surveys/"]),
        ("plan/target-3", ["/", "/topics/promises-and-your-say/", "/topics/the-plan-and-the-figures/", "/plan/"]),
    ],
)
def test_a_page_leads_back_to_its_list(built_site: Path, page: str, above: list[str]) -> None:
    html = (built_site / page / "index.html").read_text()
    crumbs = html.partition('aria-label="Breadcrumb"')[2].partition("</nav>")[0]
    assert [urljoin(f"/{page}/", href) for href in re.findall(r'href="([^"]+)"', crumbs)] == above
    # The menu leaves the page out, so it marks the headings and the list above it.
    menu = html.partition('<nav class="site-nav"')[2].partition("</nav>")[0]
    marked = re.findall(r'<a href="([^"]+)" aria-current="true">', menu)
    assert ["/", *(urljoin(f"/{page}/", href) for href in marked)] == above


def test_a_reader_who_is_lost_is_told_whom_to_call_and_where_to_go_on(built_site: Path) -> None:
    """The server sends this one page for every address that is not there, so its links begin at the root."""
    article = (built_site / "404.html").read_text().partition("<article")[2].partition("</article>")[0]
    found = re.findall(r'<a href="(/[^"]*)">([^<]*)</a>', article)
    assert [(urljoin("/", address), words) for address, words in found] == [
        ("/who-to-call/", "see who to call"),
        ("/a-to-z/", "look in the A to Z"),
        ("/", "start at the home page"),
    ]
    assert "if you need help now" in article


def test_every_page_leads_to_who_to_call_from_its_head(built_site: Path) -> None:
    pages = [page for page in built_site.rglob("*.html") if "<article" in page.read_text()]
    found = {
        page: re.findall(r'<a class="site-header__call" href="([^"]*)">Who to call</a>', page.read_text())
        for page in pages
    }
    wrong = [
        page.relative_to(built_site).as_posix()
        for page, links in found.items()
        if len(links) != 1 or urljoin(f"/{page.relative_to(built_site).as_posix()}", links[0]) != "/who-to-call/"
    ]
    assert len(pages) > 200
    assert wrong == []
