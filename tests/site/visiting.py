"""One visit to every page of the built site: what is seen there, for the tests to judge."""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request

from tests.serving import Served
from tests.site.axe import Findings, Rules, put_axe_into, run_axe

Look = tuple[int, Literal["light", "dark"], Rules]
EACH = os.environ.get("PROVE_LOOKS") == "each"
"""Whether everything is looked at everywhere, as `make prove` does: it takes longer than all other tests together."""
WIDE: Look = (1280, "light", "all")
NARROW: Look = (320, "light", "all")
DARK: Look = (1280, "dark", "colours")
LOOKS: tuple[Look, ...] = (WIDE, DARK, NARROW if EACH else (320, "light", "structure"))
"""How pages are looked at. Narrow, light and dark, shows the colours of the first two looks in other places."""
HEIGHT = 800
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
    """The address of every page below a built site, "page not found" too; not those that only lead to another page."""
    files = sorted(file for file in folder.rglob("*.html") if "<article" in file.read_text())
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


def pages_with_every_part(folder: Path) -> set[str]:
    """Pages that together hold each part of the site: each kind of element with each class.

    What axe finds in a part comes from its template and the style sheet, so it is the same on each page.
    """
    texts = {path: html_at(folder, path) for path in site_paths(folder)}
    if EACH:
        return set(texts)
    parts = {path: _parts(text) for path, text in texts.items()}
    wanted = set().union(*parts.values())
    chosen: set[str] = set()
    while wanted:
        # Where much that is wanted is in little: a long list takes long and shows nothing that a short one lacks.
        best = max(sorted(parts), key=lambda path: len(parts[path] & wanted) / len(texts[path]))
        chosen.add(best)
        wanted -= parts[best]
    return chosen


def _parts(html: str) -> set[str]:
    tags = re.finditer(r'<([a-z][a-z0-9-]*)(?:[^>]*?\bclass="([^"]*)")?', html)
    return {f"{tag[1]}.{name}" for tag in tags for name in (tag[2] or "").split() or [""]}


def html_at(folder: Path, path: str) -> str:
    """The text of a page of a built site by its address."""
    file = folder / path.lstrip("/")
    return (file / "index.html" if path.endswith("/") else file).read_text(encoding="utf-8")


def visit_all(browser: Browser, site: Served, paths: list[str], kinds: list[str]) -> list[Visit]:
    """Visit each of these pages once, one after the other as a reader does; axe looks at those among `kinds`."""
    visits: list[Visit] = []
    # Without motion no colour is measured half-way from light to dark.
    with opened(browser, viewport={"width": WIDE[0], "height": HEIGHT}, reduced_motion="reduce") as page:
        _listen(page, visits, urlsplit(site.address).netloc)
        for path in paths:
            visits.append(Visit(path))
            _look(page, visits[-1], site.address, LOOKS if path in kinds else ())
    return visits


def _look(page: Page, visit: Visit, address: str, looks: Sequence[Look]) -> None:
    page.goto(address + visit.path)
    if looks:
        put_axe_into(page)
    for look in looks:
        _set_look(page, look)
        width, scheme, rules = look
        visit.axe[f"{width} {scheme}"] = run_axe(page, rules)
    # The wide look comes last, so that the next page is loaded in it.
    for width, _, _ in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        visit.sideways[width] = probe(page, "sideways")
    visit.facts = probe(page, "facts")
    visit.cookies = len(page.context.cookies())


def _set_look(page: Page, look: Look) -> None:
    width, scheme, _ = look
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme=scheme)


def _listen(page: Page, visits: list[Visit], host: str) -> None:
    """Note what each page says and asks for, with the page that is open then."""

    def note_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme != "data" and address.netloc != host:
            visits[-1].elsewhere.append(request.url)

    page.on("request", note_request)
    page.on("console", lambda message: visits[-1].said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: visits[-1].said.append(f"error: {error}"))
