"""A running product for each visit, with the real content on a fixed day."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import ON, ROOT
from tests.journeys.people import Carer, a_carer
from tests.product import Product


@pytest.fixture
def product(made: Path, tmp_path: Path) -> Iterator[Product]:
    """The real handbook and its forms on 22 November 2026, with an empty store."""
    running = Product(ROOT, made / "site", made / "content-security-policy.txt", tmp_path, ON)
    running.start()
    yield running
    running.stop()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def carer(request: pytest.FixtureRequest, browser: Browser, product: Product) -> Iterator[Carer]:
    """A carer on a phone; each visit is made with JavaScript and again without."""
    visitor = a_carer(browser, product.address, scripts=request.param)
    yield visitor
    visitor.leaves()


@pytest.fixture
def on_another_day(product: Product) -> Callable[[date], None]:
    """Let the product run on another day."""

    def restart(day: date) -> None:
        product.stop()
        product.on = day
        product.start()

    return restart
