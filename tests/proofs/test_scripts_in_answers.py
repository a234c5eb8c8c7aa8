"""P16: nothing that somebody writes runs, wherever the forms show it: 0 executions, 0 attempts that the policy stops.

The pages are the app's own, shown by Chromium with the app's own headers and scripts. A canary stands in for everything
that such words usually call.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Error, Page, Route

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.settings import read_settings
from feedback_app.web.http_security import FORM_HEADERS
from handbook.loading import load_handbook
from tests.conftest import ON, Figure
from tests.proofs.rendered_pages import SHORT, Place, Showing, together, without_escaping
from tests.proofs.scripts import lumps, own_payloads, package_payloads
from tests.proofs.server import SAMPLE

EVERY = int(os.environ.get("PROVE_SCRIPTS_EVERY", "34"))
"""One of so many payloads of the package is tried."""
PLACES_EVERY = min(3, EVERY)
"""A payload is tried in one of so many places, the next one in the place after it."""
FIELDS_EVERY = min(4, EVERY)
"""The same for the two places for which a whole long form must be drawn to show one short box."""
AT_ONCE = 40
HOST = "http://handbook.test"

CANARY = """
window.ran = [];
const note = name => (...given) => { window.ran.push(name); };
window.canary = note("canary");
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = note(name);
addEventListener("securitypolicyviolation", event => window.ran.push("policy: " + event.effectiveDirective));
"""
FOREIGN = """() => [...document.querySelectorAll("*")].flatMap(element => {
  const tag = element.localName, found = [];
  const src = element.getAttribute("src") || "", href = element.getAttribute("href") || "";
  if (["iframe", "object", "embed", "svg", "math", "style", "base", "video", "audio", "template", "marquee",
       "portal", "noscript", "applet", "frame", "frameset", "canvas", "source"].includes(tag)) found.push(tag);
  if (tag === "details" && element.className !== "site-header__who") found.push(tag);
  if (tag.includes("-")) found.push(tag);
  if (tag === "script" && !src.startsWith("/forms-assets/")) found.push("script");
  if (tag === "img" && !src.startsWith("/assets/")) found.push("img");
  if (/^\\s*(javascript|data|vbscript)\\s*:/i.test(href)) found.push("href " + href);
  for (const attribute of element.attributes)
    if (/^(on|style$|srcdoc|formaction$)/i.test(attribute.name) &&
        !(attribute.name === "formaction" && attribute.value.startsWith("/"))) found.push(attribute.name);
  return found;
})"""


READ = """() => document.body.textContent +
  [...document.querySelectorAll("input, textarea")].map(box => box.value).join("\\n")"""


def _bare(words: str) -> str:
    return "".join(letter for letter in words if letter.isprintable() and not letter.isspace())


@dataclass
class Watched:
    """What happened in the browser."""

    page: Page
    happened: list[str] = field(default_factory=list)
    served: str = ""
    pages: int = 0

    def show(self, content: str) -> list[str]:
        """Show a page; everything that ran, tried to, or is there and is not ours."""
        self.happened.clear()
        self.served, self.pages = content, self.pages + 1
        try:
            self.page.goto(f"{HOST}/shown/", wait_until="load")
            ran = [*self.page.evaluate("window.ran"), *self.page.evaluate(FOREIGN)]
        except Error:
            return ["the page led away"]
        if self.page.url != f"{HOST}/shown/":
            ran.append(f"led to {self.page.url}")
        return [*ran, *self.happened]

    def listen(self) -> None:
        """Note what the page does beside showing itself."""
        self.page.on("dialog", lambda dialog: (self.happened.append("dialog"), dialog.dismiss()))
        self.page.on(
            "console",
            lambda message: self.happened.append(message.text) if "Content Security" in message.text else None,
        )

    def begin_anew(self) -> None:
        """Go on in another tab: a page that leads away may do so only while the next one opens."""
        before, self.page = self.page, self.page.context.new_page()
        self.listen()
        before.close()

    def can_be_read(self, words: str) -> bool:
        """Whether words are in the page or in one of its boxes, as they were written but for space."""
        return _bare(words) in _bare(self.page.evaluate(READ))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    place = tmp_path_factory.mktemp("shown")
    page = place / "site" / "policies" / "sleepovers" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<h1>Sleepovers</h1>")
    told = {"ROOT": SAMPLE, "STORE": place / "store.sqlite", "KEYS": place / "keys", "SITE": place / "site"}
    made = create_app(
        read_settings({f"HANDBOOK_{name}": str(value) for name, value in told.items()}),
        load_handbook(SAMPLE),
        clock=Clock(ON),
    )
    made.extensions["handbook"].keys.create("carer-views/2026-autumn")
    yield made
    made.extensions["handbook"].store.close()


@pytest.fixture
def watched(browser: Browser, app: Flask) -> Iterator[Watched]:
    context = browser.new_context()
    made = Watched(context.new_page())
    context.add_init_script(CANARY)

    def answer(route: Route) -> None:
        address = route.request.url
        if address == f"{HOST}/shown/":
            route.fulfill(body=made.served, headers=FORM_HEADERS | {"Content-Type": "text/html; charset=utf-8"})
        elif address.startswith(f"{HOST}/forms-assets/"):
            script = (Path(app.static_folder or "") / address.rpartition("/")[2]).read_text()
            route.fulfill(body=script, headers=FORM_HEADERS | {"Content-Type": "text/javascript"})
        else:
            if not address.startswith(f"{HOST}/assets/"):
                made.happened.append(f"asked for {address}")
            route.fulfill(body="", headers={"Content-Type": "text/css"})

    context.route("**/*", answer)
    made.listen()
    yield made
    context.close()


def payloads() -> list[str]:
    """Our own, and a part of the package's."""
    return [*own_payloads(), *package_payloads()[::EVERY]]


def shown(place: Place, tried: list[str]) -> Iterator[tuple[list[str], str]]:
    """Each page of a place, with the words that are in it."""
    if place.most > SHORT:
        for lump in lumps(tried, place.most):
            yield lump, place.page("\n".join(lump))
        return
    short = list(dict.fromkeys(each[: place.most] for each in tried))
    for start in range(0, len(short), AT_ONCE):
        some = short[start : start + AT_ONCE]
        forms = ["\n".join(some[at : at + place.at_once]) for at in range(0, len(some), place.at_once)]
        yield some, together(place, [place.page(form) for form in forms])


def faults_at(watched: Watched, place: Place, tried: list[str]) -> Iterator[str]:
    """What is there or happens that is not when somebody writes nothing but words."""
    usual: dict[int, Counter[str]] = {}
    for words, page in shown(place, tried):
        seen = watched.show(page)
        assert not place.shows or watched.can_be_read(words[0]), f"{place.name} does not show {words[0]!r}"
        pages = 1 if place.most > SHORT else -(-len(words) // place.at_once)
        if pages not in usual:
            usual[pages] = Counter(watched.show(plain(place, pages)))
        yield from (f"{place.name}: {each}" for each in Counter(seen) - usual[pages])


def plain(place: Place, pages: int) -> str:
    """A place with words that try nothing."""
    quiet = place.page("It took two weeks. " * (place.most // 20 or 1))
    return together(place, [quiet] * pages) if place.most <= SHORT else quiet


@pytest.mark.browser
def test_nothing_that_is_written_runs_anywhere(watched: Watched, app: Flask, figure: Figure) -> None:
    tried, faults, places = payloads(), [], list(Showing(app).places())
    for number, place in enumerate(places):
        every = FIELDS_EVERY if place.fields else PLACES_EVERY
        faults += faults_at(watched, place, tried[number % every :: every])
    figure(
        f"P16 scripts in words: {len(tried):,} payloads ({len(own_payloads())} our own) in "
        f"{'each' if PLACES_EVERY == 1 else 'a third'} of {len(places)} places, "
        f"{watched.pages} pages: {len(faults)} ran, were stopped by the policy, or became an element"
    )
    assert faults == []
    assert len(tried) >= 450


@pytest.mark.browser
def test_without_escaping_they_are_seen_in_every_place_that_shows_them(watched: Watched, app: Flask) -> None:
    tried, seen = own_payloads()[::7], set()
    with without_escaping(app):
        for place in Showing(app).places():
            watched.begin_anew()
            quiet = Counter(watched.show(plain(place, 1)))
            if any(Counter(watched.show(page)) - quiet for _, page in shown(place, tried)):
                seen.add(place.name)
    # The macros of boxes and summaries escape by themselves, whatever the rest does.
    assert {"question about a detail", "check page", "suggestion: check"} <= seen
    assert len(seen) >= 6


@pytest.mark.browser
def test_the_canary_sings(watched: Watched) -> None:
    assert "policy: script-src-attr" in watched.show("<!doctype html><title>x</title><img src=x onerror=canary(1)>")
    assert "script" in watched.show("<!doctype html><title>x</title><p><script>canary(1)</script>")
    assert watched.show("<!doctype html><title>x</title><p>quiet") == []
