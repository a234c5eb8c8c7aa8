"""Long and wide tables on paper: no column is cut off, rows stay whole, and each sheet begins with the header."""

import io
import re

import pytest
from playwright.sync_api import Browser, Page, Route
from pypdf import PdfReader

from tests.serving import Served
from tests.site.visiting import opened

pytestmark = pytest.mark.browser

MARGIN = {"top": "15mm", "bottom": "15mm", "left": "15mm", "right": "15mm"}
SHEET = {"width": 680, "height": 1000}
"""A4 within its margins, in CSS pixels."""
PAGE = "/policies/payments/"


def table(columns: int, rows: int) -> str:
    def row(number: int, tag: str, words: str) -> str:
        cells = (f"<{tag}>{words}{number}c{column}</{tag}>" for column in range(columns))
        return f"<tr>{''.join(cells)}</tr>"

    body = "".join(row(number, "td", "This cell is in row ") for number in range(rows))
    return f"<table><thead>{row(0, 'th', 'Head')}</thead><tbody>{body}</tbody></table>"


def with_table(page: Page, site: Served, columns: int, rows: int) -> None:
    """Open a page that has such a table above its first heading."""

    def changed(route: Route) -> None:
        answer = route.fetch()
        before, heading, after = answer.text().partition("<h2")
        assert heading
        scrolls = f'<div class="table-scroll">{table(columns, rows)}</div>{table(columns, 1)}'
        route.fulfill(response=answer, body=f"{before}{scrolls}{heading}{after}")

    page.route(f"{site.address}{PAGE}", changed)
    page.goto(f"{site.address}{PAGE}")


def sheets(page: Page) -> list[str]:
    return [
        " ".join(each.extract_text().split())
        for each in PdfReader(io.BytesIO(page.pdf(format="A4", margin=MARGIN))).pages
    ]


@pytest.mark.parametrize("scripts", [True, False])
def test_each_sheet_begins_with_the_header_and_no_row_is_cut(browser: Browser, site: Served, *, scripts: bool) -> None:
    with opened(browser, viewport=SHEET, java_script_enabled=scripts) as page:
        with_table(page, site, 3, 95)
        found = [(text, re.findall(r"row (\d+)c(\d+)", text)) for text in sheets(page)]
    inside = [(text, cells) for text, cells in found if len(cells) > 6]
    assert len(inside) > 2, "the table is longer than two sheets"
    assert all(text.startswith("Head0c0 Head0c1 Head0c2") for text, _ in inside[1:])
    for _, cells in inside:
        rows = [row for row, _ in cells]
        assert {rows.count(row) for row in rows if row != "0"} == {3}, "a row is on one sheet with all its cells"
    assert {int(row) for _, cells in inside for row, _ in cells} == set(range(95))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_wide_table_is_as_wide_as_the_sheet(browser: Browser, site: Served, *, scripts: bool) -> None:
    with opened(browser, viewport=SHEET, java_script_enabled=scripts) as page:
        with_table(page, site, 10, 3)
        page.emulate_media(media="print")
        for each in page.locator("article table").all()[:2]:
            box = each.bounding_box()
            assert box
            assert box["x"] + box["width"] <= SHEET["width"]
            assert each.locator("xpath=..").evaluate("box => getComputedStyle(box).overflowX") == "visible"
            assert each.evaluate("table => getComputedStyle(table).display") == "table"
            assert float(each.locator("td").first.evaluate("cell => parseFloat(getComputedStyle(cell).fontSize)")) >= 9
