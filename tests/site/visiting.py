"""One visit to every page of the built site: what is seen there, for the tests to judge."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request

from tests.serving import Served
from tests.site.axe import COLOURS, Findings, put_axe_into, run_axe

LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "light"), (1280, "dark"), (320, "light"))
"""How each page is looked at. Narrow and dark would show the colours of the second look in the places of the third."""
PROBES = Path(__file__).with_name("probes.js").read_text(encoding="utf-8")


@dataclass
class Visit:
    """What was seen on one page."""

    path: str
    facts: dict[str, Any] = field(default_factory=dict)
    axe: dict[str, Findings] = field(default_factory=dict)
    sideways: dict[int, list[str]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    cookies: int = 0


def site_paths(folder: Path) -> list[str]:
    """The address of every page below a built site, "page not found" too."""
    files = sorted(folder.rglob("*.html"))
    return [f"/{file.relative_to(folder).as_posix()}".removesuffix("index.html") for file in files]


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page in a context of its own, closed at the end."""
    context = browser.new_context(**options)
    try:
        yield context.new_page()
    finally:
        context.close()


def probe(page: Page, name: str) -> Any:
    """Ask one of the probes of `probes.js` about the page as it looks now."""
    if page.evaluate("!window.probes"):
        page.evaluate(PROBES)
    return page.evaluate(f"probes.{name}()")


def visit_all(browser: Browser, site: Served, paths: list[str]) -> list[Visit]:
    """Visit each of these pages once, one after the other as a reader does: wide and narrow, light and dark."""
    visits: list[Visit] = []
    # Without motion no colour is measured half-way from light to dark.
    with opened(browser, reduced_motion="reduce") as page:
        _listen(page, visits, urlsplit(site.address).netloc)
        for path in paths:
            visits.append(Visit(path))
            _look(page, visits[-1], site.address)
    return visits


def _look(page: Page, visit: Visit, address: str) -> None:
    width, scheme = LOOKS[0]
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(address + visit.path)
    put_axe_into(page)
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        visit.axe[f"{width} {scheme}"] = run_axe(page, COLOURS if scheme == "dark" else None)
        visit.sideways[width] = probe(page, "sideways")
    visit.facts = probe(page, "facts")
    visit.cookies = len(page.context.cookies())


def _listen(page: Page, visits: list[Visit], host: str) -> None:
    """Note what each page says and asks for, with the page that is open then."""

    def note_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme != "data" and address.netloc != host:
            visits[-1].elsewhere.append(request.url)

    page.on("request", note_request)
    page.on("console", lambda message: visits[-1].said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: visits[-1].said.append(f"error: {error}"))
