"""What the tests of the built site share: one visit to every page, and a page to use."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.serving import Served
from tests.site.visiting import Visit, opened, pages_with_every_part, site_paths, visit_all

SHARES = [pytest.param(share, marks=pytest.mark.xdist_group(f"pages, share {share}")) for share in range(4)]
"""The pages are shared out, so that two workers look at them side by side."""


@pytest.fixture(scope="session")
def kinds(site: Served) -> list[str]:
    """Pages that together hold every part of the site."""
    return sorted(pages_with_every_part(site.folder))


@pytest.fixture(scope="session", params=SHARES)
def visits(request: pytest.FixtureRequest, browser: Browser, site: Served, kinds: list[str]) -> list[Visit]:
    """A quarter of the pages of the built site: those that hold every part in all looks, the others at a glance."""
    return visit_all(browser, site, site_paths(site.folder)[request.param :: len(SHARES)], kinds)


@pytest.fixture(params=SHARES)
def some_kinds(request: pytest.FixtureRequest, kinds: list[str]) -> list[str]:
    """A quarter of the pages that together hold every part of the site."""
    return kinds[request.param :: len(SHARES)]


@pytest.fixture
def wide(browser: Browser) -> Iterator[Page]:
    """A page on a computer."""
    with opened(browser, viewport={"width": 1280, "height": 800}) as page:
        yield page


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    """A page on the smallest phone, or on a computer at 400 per cent."""
    with opened(browser, viewport={"width": 320, "height": 640}) as page:
        yield page


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Page]:
    """A page on the smallest phone, with JavaScript off."""
    with opened(browser, viewport={"width": 320, "height": 640}, java_script_enabled=False) as page:
        yield page
