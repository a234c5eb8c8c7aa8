"""Every page, as axe and a reader see it: wide and narrow, light and dark."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import Figure
from tests.serving import Served
from tests.site.axe import put_axe_into, run_axe
from tests.site.visiting import LOOKS, Visit, html_at, site_paths

pytestmark = pytest.mark.browser


def by_page(visits: list[Visit], found: Callable[[Visit], object]) -> dict[str, object]:
    """What was found, for the pages on which anything was."""
    return {visit.path: found(visit) for visit in visits if found(visit)}


def test_axe_finds_no_fault(visits: list[Visit], kinds: list[str], figure: Figure) -> None:
    faults = [
        f"{visit.path} {mode}: {fault}" for visit in visits for mode in visit.axe for fault in visit.axe[mode].faults
    ]
    seen = [visit.path for visit in visits if len(visit.axe) == len(LOOKS)]
    line = (
        "axe: {faults} violations on the {pages} pages that hold every kind of part, "
        "at 1280 px light and dark and at 320 px"
    )
    figure(line, faults=len(faults), pages=len(seen))
    assert seen == [visit.path for visit in visits if visit.path in kinds]
    assert faults == []


def test_the_pages_with_all_looks_hold_every_part_of_the_site(built_site: Path, kinds: list[str]) -> None:
    classes = classes_of(html_at(built_site, path) for path in site_paths(built_site))
    assert len(classes) > 100
    assert classes - classes_of(html_at(built_site, path) for path in kinds) == set()


def test_axe_looks_at_every_row_that_differs_from_those_above(wide: Page) -> None:
    alike = '<tr><td><a href="#a">A page</a></td></tr>' * 20
    nameless = '<tr><td><a href="#a"></a></td></tr>'
    pale = '<tr><td style="color: #ccc; background: #fff">A pale word</td></tr>'
    wide.set_content(f"<main><table><tbody>{alike}{nameless}{alike}{pale}</tbody></table></main>")
    put_axe_into(wide)
    faults = run_axe(wide).faults
    assert [fault for fault in faults if "link-name" in fault and "tr:nth-child(21)" in fault]
    assert [fault for fault in faults if "color-contrast" in fault]


def classes_of(pages: Iterable[str]) -> set[str]:
    return {name for html in pages for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}


def test_axe_leaves_nothing_undecided_that_is_not_explained(visits: list[Visit]) -> None:
    assert [f"{v.path} {mode}: {doubt}" for v in visits for mode in v.axe for doubt in v.axe[mode].undecided] == []


def test_no_page_scrolls_sideways(visits: list[Visit], figure: Figure) -> None:
    wide = by_page(visits, lambda visit: [part for parts in visit.sideways.values() for part in parts])
    line = "reflow: {wide} of {pages} pages scroll sideways at 320 or 1280 px"
    figure(line, wide=len(wide), pages=len(visits))
    assert wide == {}


def test_every_table_has_a_name(visits: list[Visit]) -> None:
    assert by_page(visits, lambda visit: visit.facts["nameless"]) == {}


def test_every_page_has_one_heading_and_the_window_is_named_by_it(visits: list[Visit]) -> None:
    def faults(visit: Visit) -> list[str]:
        headings = visit.facts["headings"]
        return [] if len(headings) == 1 and headings[0] in visit.facts["title"] else [*headings, visit.facts["title"]]

    assert by_page(visits, faults) == {}


def test_no_two_pages_have_the_same_title(built_site: Path) -> None:
    pages = [file.read_text(encoding="utf-8") for file in built_site.rglob("*.html")]
    titles = [page.partition("<title>")[2].partition("</title>")[0] for page in pages]
    assert sorted(titles) == sorted(set(titles))


def test_every_page_says_that_it_is_in_british_english(visits: list[Visit]) -> None:
    assert {visit.facts["language"] for visit in visits} == {"en-GB"}


def test_every_landmark_that_can_repeat_has_a_name(visits: list[Visit]) -> None:
    assert by_page(visits, lambda visit: visit.facts["unnamed"]) == {}


def test_nothing_is_kept_in_the_browser(visits: list[Visit], figure: Figure) -> None:
    cookies = sum(visit.cookies for visit in visits)
    entries = sum(visit.facts["storage"] for visit in visits)
    line = "kept in the browser: {cookies} cookies, {entries} storage entries after {pages} pages"
    figure(line, cookies=cookies, entries=entries, pages=len(visits))
    assert (cookies, entries) == (0, 0)


def test_no_other_host_is_asked(visits: list[Visit], figure: Figure) -> None:
    asked = [address for visit in visits for address in visit.elsewhere]
    figure("requests to other hosts: {asked}", asked=len(asked))
    assert asked == []


def test_the_browser_has_nothing_to_complain_about(visits: list[Visit]) -> None:
    said = by_page(visits, lambda visit: visit.said)
    assert said == {}


def test_no_page_holds_a_script_or_style_of_its_own(visits: list[Visit]) -> None:
    assert by_page(visits, lambda visit: visit.facts["inline"]) == {}


def test_every_file_that_a_page_asks_for_is_there(visits: list[Visit], site: Served) -> None:
    assert visits
    assert site.missing == []
