"""The plan on paper and in pictures: one sheet for councillors, and bars that tell what is only wanted."""

import re

import pytest
from playwright.sync_api import Page

from tests.serving import Served

pytestmark = pytest.mark.browser

MARGIN = {"top": "15mm", "bottom": "15mm", "left": "15mm", "right": "15mm"}


def test_the_page_for_councillors_is_one_sheet(wide: Page, site: Served) -> None:
    wide.goto(f"{site.address}/plan/for-the-panel/")
    sheets = re.findall(rb"/Type\s*/Page\b", wide.pdf(format="A4", margin=MARGIN))
    assert len(sheets) == 1


def test_a_wanted_number_is_not_filled(wide: Page, site: Served) -> None:
    wide.goto(f"{site.address}/plan/figures/recruitment/")
    wanted = wide.locator(".chart__bar--wanted").first
    assert wanted.evaluate("bar => getComputedStyle(bar).fill") == "none"
    reached = wide.locator(".chart__bar--1").first
    assert reached.evaluate("bar => getComputedStyle(bar).fill") != "none"
