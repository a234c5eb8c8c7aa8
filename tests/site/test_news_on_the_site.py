"""The news as readers get it: one sheet of paper, a feed that pages lead to, a letter as text."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page

from tests.serving import Served

MARGINS = dict.fromkeys(("top", "bottom", "left", "right"), "15mm")


@pytest.mark.browser
def test_the_changes_of_three_months_go_on_one_sheet(site: Served, wide: Page) -> None:
    wide.goto(f"{site.address}/changes/print/")
    sheets = re.findall(rb"/Type\s*/Page[^s]", wide.pdf(format="A4", margin=MARGINS))
    assert len(sheets) == 1


@pytest.mark.browser
def test_what_must_be_acted_on_can_be_chosen(site: Served, wide: Page) -> None:
    wide.goto(f"{site.address}/changes/")
    wide.get_by_label("Kind").select_option("Must act")
    shown = wide.locator(".change:visible")
    assert shown.count() > 0
    assert all("ct by" in text or "done by" in text for text in shown.all_inner_texts())


def test_each_page_leads_to_the_feed_and_the_feed_to_places_on_the_site(built_site: Path) -> None:
    home = (built_site / "index.html").read_text()
    assert '<link rel="alternate" type="application/rss+xml"' in home
    places = (built_site / "changes/index.html").read_text()
    feed = ET.parse(built_site / "changes.xml")  # noqa: S314 our own feed
    links = [link.text or "" for link in feed.iterfind("./channel/item/link")]
    notes = [link for link in links if "#" in link]
    assert notes
    assert [link for link in notes if f'id="{link.partition("#")[2]}"' not in places] == []
    dates = [link for link in links if "#" not in link]
    assert dates, "moved and cancelled dates lead to their pages"
    assert [link for link in dates if not (built_site / link.strip("/") / "index.html").is_file()] == []


def test_the_letter_is_beside_the_site_as_text(built_site: Path) -> None:
    assert "HAVE YOUR SAY" in (built_site / "newsletter.txt").read_text()
