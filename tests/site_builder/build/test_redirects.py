"""Redirects of the built site: a plain page at each old address, and the list for the server."""

import json
import re
from pathlib import Path

import pytest

from handbook.urls import REDIRECTS_FILE, place_address, relative_address
from site_builder.build.html_checks import inline_scripts
from site_builder.build.redirects import write_redirects

REDIRECTS = {
    "policies/on-hold.md": "policies/breaks.md#ask",
    "old/index.md": "index.md",
    "old.ics": "events.ics",
    "policies/breaks.md#gone": "policies/breaks.md#ask",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "policies/breaks").mkdir(parents=True)
    (site / "index.html").write_text("<h1>Home</h1>")
    (site / "policies/breaks/index.html").write_text('<h1 id="top">Breaks &amp; <em>pauses</em> &lt;b&gt;</h1>')
    (site / "events.ics").write_text("BEGIN:VCALENDAR")
    return site


def attributes(page: str, tag: str) -> list[str]:
    return re.findall(rf'<{tag} [^>]*(?:href|content)="([^"]*)"', page)


def test_the_page_of_an_old_address_leads_on_in_every_way_that_a_plain_host_allows(site: Path) -> None:
    write_redirects(site, site.parent, REDIRECTS, None)
    page = (site / "policies/on-hold/index.html").read_text()
    assert '<meta http-equiv="refresh" content="0; url=../breaks/#ask">' in page
    assert '<link rel="canonical" href="../breaks/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<a href="../breaks/#ask">Breaks &amp; pauses &lt;b&gt;</a>' in page
    assert not list(inline_scripts(page))
    assert "default-src 'none'; style-src 'self'" in page
    assert '<html lang="en-GB">' in page
    assert 'url=../"' in (site / "old/index.html").read_text()


def test_the_canonical_address_is_whole_where_the_site_knows_its_own(site: Path) -> None:
    write_redirects(site, site.parent, REDIRECTS, "https://council.example/fostering/")
    page = (site / "policies/on-hold/index.html").read_text()
    assert '<link rel="canonical" href="https://council.example/fostering/policies/breaks/">' in page
    assert '"0; url=../breaks/#ask"' in page, "what is followed holds below any path"


def test_programs_that_read_a_calendar_get_it_at_its_old_address_too(site: Path) -> None:
    write_redirects(site, site.parent, REDIRECTS, None)
    assert (site / "old.ics").read_text() == "BEGIN:VCALENDAR"


def test_the_server_is_told_of_addresses_and_of_no_part_of_a_page(site: Path) -> None:
    write_redirects(site, site.parent, REDIRECTS, None)
    assert json.loads((site.parent / REDIRECTS_FILE).read_text()) == {
        "/policies/on-hold/": "/policies/breaks/#ask",
        "/old/": "/",
        "/old.ics": "/events.ics",
    }


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("index.md", "/"),
        ("policies/index.md", "/policies/"),
        ("policies/a.md#b", "/policies/a/#b"),
        ("money/rates.csv", "/money/rates.csv"),
    ],
)
def test_a_place_has_an_address(place: str, address: str) -> None:
    assert place_address(place) == address


@pytest.mark.parametrize(
    ("here", "target", "way"),
    [
        ("/a/", "/b/#c", "../b/#c"),
        ("/a", "/b/", "b/"),
        ("/a/index.html", "/b/", "../b/"),
        ("/a/b/", "/", "../../"),
        ("/a", "/", "./"),
        ("/a/", "/a/b/", "b/"),
        ("/a.ics", "/b/c.ics", "b/c.ics"),
    ],
)
def test_the_way_from_an_address_to_another(here: str, target: str, way: str) -> None:
    assert relative_address(here, target) == way
