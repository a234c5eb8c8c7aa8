"""The inspection of built pages finds what a browser's parser finds in them: links, ids and inline scripts."""

from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from site_builder.build.html_checks import read_built_page

EVERY = 8
"""One page in so many is compared, of all folders; the whole site takes this parser seven seconds."""
LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action"}


def elements_of(html: str) -> list[Element]:
    root = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return [each for each in root.iter() if isinstance(each.tag, str)]


def test_the_inspection_finds_the_links_ids_and_scripts_of_a_browser(built_site: Path) -> None:
    compared = sorted(built_site.rglob("*.html"))[::EVERY]
    assert len(compared) > 25
    for path in compared:
        html = path.read_text()
        page, elements = read_built_page(html), elements_of(html)
        links = [(each.tag, each.get(LINKS[each.tag])) for each in elements if each.tag in LINKS]
        assert set(page.links) == {link for _, link in links if link}, path
        assert page.anchors == {each.get("id") for each in elements if each.get("id")}, path
        scripts = {each.text for each in elements if each.tag == "script" and not each.get("src")}
        assert page.scripts <= scripts, path


@pytest.mark.parametrize(
    "article",
    [
        "<a href=b.html id=x>b</a>",
        "<a\thref='b.html?a=1&amp;b=2'\nid='x y'>b</a>",
        '<a title=">" href="b.html" id="x">b</a>',
        '<a title="a href=c.html id=y" href="b.html" id="x">b</a>',
        '<img alt="<a href=c.html>" src="a.png">',
        "<A HREF=b.html ID=x>b</A>",
        '<b>Write id="y" and href="c.html" here.</b>',
        "<!-- <a href=c.html id=y> --><b id=x>b</b>",
        '<p data-href="c.html" id="x&amp;y">b</p>',
    ],
)
def test_an_odd_page_is_read_alike_or_refused(article: str) -> None:
    html = f"<html><head></head><body><article>{article}</article></body></html>"
    page, elements = read_built_page(html), elements_of(html)
    links = {each.get(LINKS[each.tag]) for each in elements if each.tag in LINKS} - {None}
    ids = {each.get("id") for each in elements} - {None}
    assert page.faults or (set(page.links) == links and page.anchors == ids)
