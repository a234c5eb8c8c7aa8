"""A running product for each visit: with the real content, or with the sample where the service changes it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from feedback_app.web.site_build import PAGES
from site_builder.styles import ADDRESS, stylesheet
from tests.conftest import ON, ROOT
from tests.journeys.people import Carer, a_carer
from tests.product import Product, copy_sample

WAVE = "carer-views/2026-autumn"
"""The sample's open wave, which asks for one-time codes."""
WAVE_FILE = "surveys/carer-views/waves/2026-autumn"


@pytest.fixture(scope="session")
def started(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The real handbook and its forms on 22 November 2026, started once: to start takes longer than most visits."""
    running = Product(ROOT, made / "site", made / "content-security-policy.txt", tmp_path_factory.mktemp("kept"), ON)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def product(started: Product) -> Iterator[Product]:
    """The running handbook with an empty store."""
    started.empty()
    yield started
    if started.on != ON:
        started.restart(ON)


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def carer(request: pytest.FixtureRequest, browser: Browser, product: Product) -> Iterator[Carer]:
    """A carer on a phone; each visit is made with JavaScript and again without."""
    visitor = a_carer(browser, product.address, scripts=request.param)
    yield visitor
    visitor.leaves()


@pytest.fixture
def own_copy(tmp_path: Path) -> Iterator[Product]:
    """A service's own copy of the sample, which its commands may change; it is not started yet."""
    running = with_styles_alone(copy_sample(tmp_path / "content"), tmp_path)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The sample, whose consultation asks in every way there is."""
    running = with_styles_alone(ROOT / "tests/sample", tmp_path_factory.mktemp("every-kind"))
    running.start()
    yield running
    running.stop()


def with_styles_alone(content: Path, place: Path) -> Product:
    """The forms over some content; of the site there are only the styles."""
    site = place / "site"
    site.mkdir()
    shutil.copytree(ROOT / "site_builder/overrides/assets", site / "assets")
    (site / ADDRESS).parent.mkdir()
    (site / ADDRESS).write_text(stylesheet())
    for page in PAGES:
        (site / page.strip("/")).mkdir(exist_ok=True)
        (site / page.strip("/") / "index.html").write_text("<!doctype html><title>A handbook</title>")
    policy = place / "policy.txt"
    policy.write_text("default-src 'self'")
    return Product(content, site, policy, place, ON)


def codes_of(product: Product, number: int) -> list[str]:
    """Fresh codes, as the service prints them."""
    printed = product.command("codes", WAVE, str(number)).split()
    codes = [word for word in printed if word.count("-") == 3]
    assert len(codes) == number
    return codes
