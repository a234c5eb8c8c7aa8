"""P4: on no page and at no step of any form does anything stay in a browser, or is anybody else asked for anything.

A visitor opens every address of the app, fills in whatever is there, and presses the first button again and again:
with scripts and without. A form that is added later is visited like the others.
"""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator

from feedback_app.app import create_app
from feedback_app.clock import Clock
from feedback_app.settings import read_settings
from handbook.loading import load_handbook
from tests.conftest import ON, ROOT, Figure
from tests.feedback_app.every_route import every_route
from tests.journeys.people import Carer, a_carer
from tests.product import Product

SAMPLE = ROOT / "tests/sample"
STEPS = 5
KEPT = """async () => ({
  local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
  databases: (await indexedDB.databases()).length,
  workers: (await navigator.serviceWorker?.getRegistrations() ?? []).length,
  caches: "caches" in window ? (await caches.keys()).length : 0,
})"""


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    store = str(tmp_path / "routes.sqlite")
    settings = read_settings({"HANDBOOK_ROOT": str(SAMPLE), "HANDBOOK_STORE": store})
    made = create_app(settings, load_handbook(SAMPLE), clock=Clock(ON))
    made.extensions["handbook"].store.close()
    return made


def addresses(app: Flask) -> list[str]:
    """Every address that can be opened, each form once."""
    opened = [route.address for route in every_route(app) if "GET" in route.methods]
    forms = sorted({run.slug for run in load_handbook(SAMPLE).runs.values()})
    return [
        *opened,
        *(f"/answer/{slug}/" for slug in forms),
        "/suggest/?page=/policies/sleepovers/&part=page",
        "/nothing/",
    ]


def kept_by(carer: Carer) -> list[str]:
    """What is in the browser after this page."""
    state = carer.context.storage_state()
    found = [f"a cookie {each['name']}" for each in state["cookies"]] + [f"storage {each}" for each in state["origins"]]
    if carer.scripts and carer.page.url.startswith("http"):
        found += [f"{name}: {value}" for name, value in carer.page.evaluate(KEPT).items() if value]
    return found


def fill(carer: Carer) -> None:
    """Something in every box in sight."""
    for box in carer.page.locator("main :is(input[type=text], input:not([type]), textarea):visible").all():
        box.fill("It took two weeks.")
    carer.answers_everything()
    for box in carer.page.locator("main textarea:visible").all():
        box.fill("It took two weeks.")


def first_button(carer: Carer) -> Locator | None:
    buttons = carer.page.locator("main form button:visible")
    names = [name for name in buttons.all_inner_texts() if name.strip() not in ("Back", "Continue")]
    return carer.page.get_by_role("button", name=names[0].strip(), exact=True).first if names else None


def visit(carer: Carer, address: str) -> tuple[int, list[str]]:
    """Open an address and go on from there; how many pages that were, and what any of them left behind."""
    carer.opens(address)
    pages, left = 1, kept_by(carer)
    for _ in range(STEPS):
        if carer.page.locator("main form").count():
            fill(carer)
        button = first_button(carer)
        if button is None:
            break
        with carer.page.expect_navigation():
            button.click()
        pages, left = pages + 1, left + kept_by(carer)
    return pages, [f"{address}: {each}" for each in left]


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_nothing_stays_in_the_browser(
    browser: Browser,
    every_kind: Product,
    app: Flask,
    scripts: bool,  # noqa: FBT001
    figure: Figure,
) -> None:
    page = every_kind.site / "policies/sleepovers/index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("<h1>Sleepovers</h1>")
    pages, left, asked = 0, [], 0
    for address in addresses(app):
        carer = a_carer(browser, every_kind.address, scripts=scripts)
        seen, found = visit(carer, address)
        pages, left = pages + seen, left + found
        asked += len([url for url in carer.asked if not url.startswith((every_kind.address, "data:", "blob:"))])
        carer.leaves()
    how = "with scripts" if scripts else "without scripts"
    figure(
        f"P4 {how}: {len(addresses(app))} addresses, {pages} pages and steps: {len(left)} cookies or entries kept, "
        f"{asked} requests to others"
    )
    assert (left, asked) == ([], 0)
    assert pages > len(addresses(app)) * 1.5
