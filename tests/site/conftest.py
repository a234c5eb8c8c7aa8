"""What the tests of the built site share: one visit to every page, and a page to use."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.serving import Served
from tests.site.visiting import Visit, opened, visit_all


@pytest.fixture(scope="session")
def visits(browser: Browser, site: Served) -> list[Visit]:
    """Every page of the built site, seen wide and narrow, light and dark."""
    return visit_all(browser, site)


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
