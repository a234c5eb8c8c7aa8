"""What differs between two builds: which pages, which blocks, which words; and the page that shows it."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from handbook.urls import REDIRECTS_FILE
from site_builder.build.csp import script_hash
from site_builder.build.html_checks import inline_scripts
from site_builder.tools.comparison import (
    BlockChange,
    ChangeKind,
    Comparison,
    PageChange,
    changes_between,
    compare,
    word_diff,
)
from site_builder.tools.comparison_page import (
    FILE,
    MAX_CONTEXT_WORDS,
    MAX_EXPANDED_CHANGES,
    MAX_EXPANDED_WORDS,
    comparison_page,
    forge_summary,
    summary_line,
    write_comparison,
)
from site_builder.tools.page_blocks import Block, blocks_of

AROUND = '<html><head></head><body><nav>{menu}</nav><article class="md">{article}</article></body></html>'


def site(folder: Path, pages: dict[str, str], redirects: dict[str, str] | None = None, menu: str = "Menu") -> Path:
    """A built site with these articles by address."""
    for address, article in pages.items():
        place = folder / "site" / address.strip("/")
        place.mkdir(parents=True, exist_ok=True)
        (place / "index.html").write_text(AROUND.format(menu=menu, article=article))
    for old in redirects or {}:
        (folder / "site" / old.strip("/")).mkdir(parents=True)
        (folder / "site" / old.strip("/") / "index.html").write_text("<html><body>This page has moved</body></html>")
    (folder / REDIRECTS_FILE).write_text(json.dumps(redirects or {}))
    return folder / "site"


def compared(tmp_path: Path, old: dict[str, str], new: dict[str, str], **redirects: str) -> Comparison:
    leads = {f"/{was}/": now for was, now in redirects.items()}
    return compare(site(tmp_path / "old", old), site(tmp_path / "new", new, leads, menu="Another menu"))


def test_an_article_is_cut_into_what_a_reader_reads_as_one() -> None:
    article = """<h1 id="top">Money</h1><details class="page-contents x"><p>On this page</p></details>
        <p>One <b>two</b>
        <a href="../b/#c">three</a>.</p><ul><li>Point<ul><li>Inner</li></ul></li></ul>
        <table><tr><th>ChangeKind</th><td><p>Fee</p><p>more</p></td></tr></table><dl><dt>Word</dt><dd>Means</dd></dl>
        <p><img src="../x.png" alt="A house"></p><form class="useful"><p>Was this page useful?</p></form><p>End"""
    assert blocks_of("/a/", article) == (
        Block("Money", is_heading=True),
        Block("One two three.", ("/b/#c",)),
        Block("Point"),
        Block("Inner"),
        Block("ChangeKind | Fee more"),
        Block("Word"),
        Block("Means"),
        Block("[picture: A house]", ("/x.png",)),
        Block("End"),
    )


def test_only_the_text_of_a_page_counts(tmp_path: Path) -> None:
    same = {"/": "<h1>Home</h1>", "/a/": "<h1>A</h1><p>Words</p>"}
    assert compared(tmp_path, same, dict(same)) == Comparison((), (), ())


def test_each_kind_of_change_is_reported_once(tmp_path: Path) -> None:
    old = {
        "/a/": "<h1>A</h1><p>Old words.</p>",
        "/was/": "<h1>Was</h1>",
        "/gone/": "<h1>Gone</h1>",
        "/z/": "<h1>Z</h1>",
    }
    new = {"/a/": "<h1>A</h1><p>New words.</p>", "/is/": "<h1>Is</h1>", "/new/": "<h1>New</h1>", "/z/": "<h1>Z</h1>"}
    found = compared(tmp_path, old, new, was="/is/#part").pages
    assert [(page.address, page.kind, page.title, page.old_address) for page in found] == [
        ("/a/", ChangeKind.CHANGED, "A", ""),
        ("/gone/", ChangeKind.REMOVED, "Gone", ""),
        ("/is/", ChangeKind.MOVED, "Is", "/was/"),
        ("/new/", ChangeKind.NEW, "New", ""),
    ]


def test_a_page_that_went_into_another_is_taken_away_and_the_other_changed(tmp_path: Path) -> None:
    old = {"/a/": "<p>A</p>", "/b/": "<p>B</p>"}
    found = compared(tmp_path, old, {"/a/": "<p>A and B</p>"}, b="/a/").pages
    assert [(page.address, page.kind) for page in found] == [("/a/", ChangeKind.CHANGED), ("/b/", ChangeKind.REMOVED)]


def test_an_old_address_that_leads_elsewhere_is_told(tmp_path: Path) -> None:
    same = {"/a/": "<p>A</p>", "/b/": "<p>B</p>"}
    old = site(tmp_path / "old", same, {"/stays/": "/a/", "/turns/": "/a/", "/ends/": "/a/"})
    new = site(tmp_path / "new", same, {"/stays/": "/a/", "/turns/": "/b/", "/starts/": "/a/"})
    found = compare(old, new)
    assert [(each.address, each.before, each.after) for each in found.redirects] == [
        ("/ends/", "/a/", ""),
        ("/starts/", "", "/a/"),
        ("/turns/", "/a/", "/b/"),
    ]
    assert "<li>/turns/: as it is, to /a/; as it would be, to /b/</li>" in comparison_page(found, ())


def test_a_link_that_follows_a_moved_page_is_no_difference_and_another_is(tmp_path: Path) -> None:
    old = {"/a/": '<p><a href="../was/#x">See</a></p>', "/b/": '<p><a href="/x/">See</a></p>', "/was/": "<p>W</p>"}
    new = {"/a/": '<p><a href="../is/#x">See</a></p>', "/b/": '<p><a href="/y/">See</a></p>', "/is/": "<p>W</p>"}
    found = compared(tmp_path, old, new, was="/is/")
    assert [page.address for page in found.pages] == ["/b/", "/is/"]
    shown = comparison_page(found, ())
    assert "The words stay: “See”." in shown
    assert "A link or a picture here no longer leads to /x/; leads to /y/." in shown
    assert "<p>The words stay as they are.</p>" in shown


def test_files_beside_the_pages_are_compared_byte_by_byte(tmp_path: Path) -> None:
    old, new = site(tmp_path / "old", {"/": "<p>A</p>"}), site(tmp_path / "new", {"/": "<p>A</p>"})
    for folder, files in (
        (old, {"a.png": "1", "b.ics": "1", "c.csv": "1"}),
        (new, {"a.png": "2", "b.ics": "1", "d.png": "1"}),
    ):
        for name, text in (files | {"sitemap.xml": folder.as_posix(), "x.html.gz": folder.as_posix()}).items():
            (folder / name).write_text(text)
    assert [(each.address, each.kind) for each in compare(old, new).files] == [
        ("/a.png", ChangeKind.CHANGED),
        ("/c.csv", ChangeKind.REMOVED),
        ("/d.png", ChangeKind.NEW),
    ]


def changes(old: list[str], new: list[str]) -> list[tuple[str | None, str | None]]:
    blocks = [[Block(text) for text in texts] for texts in (old, new)]
    found = changes_between(*blocks)
    return [(each.before.text if each.before else None, each.after.text if each.after else None) for each in found]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (["a", "b"], ["a", "b"], []),
        (["one two three"], ["one two four"], [("one two three", "one two four")]),
        (["a"], ["a", "b"], [(None, "b")]),
        (["a", "b"], ["b"], [("a", None)]),
        (
            ["keep the receipt now"],
            ["a new point", "keep the bill now"],
            [(None, "a new point"), ("keep the receipt now", "keep the bill now")],
        ),
        (["alpha beta", "x y z"], ["x y q"], [("alpha beta", None), ("x y z", "x y q")]),
    ],
)
def test_a_changed_block_is_shown_beside_its_new_form(
    old: list[str], new: list[str], told: list[tuple[str | None, str | None]]
) -> None:
    assert changes(old, new) == told


def test_a_change_says_in_which_part_it_is() -> None:
    head = Block("Ask first", is_heading=True)
    (change,) = changes_between([head, Block("one two")], [head, Block("one three")])
    assert change.part == "Ask first"


def test_changed_words_are_marked_and_the_rest_is_left() -> None:
    assert list(word_diff("Keep the receipt. For miles", "Keep the receipt, or a photo. For miles")) == [
        ("Keep the", "Keep the"),
        ("receipt.", "receipt, or a photo."),
        ("For miles", "For miles"),
    ]
    long = "word " * 1100
    assert list(word_diff(long, f"{long}more")) == [(long, f"{long}more")], "no text keeps the comparison busy for long"


def test_the_page_marks_words_without_colour_and_links_to_files(tmp_path: Path) -> None:
    old, new = {"/a b/": "<h1>A</h1><p>Keep it.</p>"}, {"/a b/": "<h1>A</h1><p>Keep this.</p>"}
    file = write_comparison(compared(tmp_path, old, new), ["docs/x.md"], tmp_path / "out")
    page = file.read_text()
    assert file.name == FILE
    assert re.findall(r"<del>(.*?)</del>", page) == [
        '<span class="said">[taken out:</span> it.<span class="said">]</span>'
    ]
    assert re.findall(r"<ins>(.*?)</ins>", page) == [
        '<span class="said">[put in:</span> this.<span class="said">]</span>'
    ]
    assert 'href="site/a%20b/index.html"' in page
    assert not list(inline_scripts(page))
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert f"style-src {script_hash(style)};" in page


def test_whatever_a_page_says_stays_text() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=x> &lt; \" ' {{ x }}"
    change = next(changes_between([Block("a b c")], [Block(f"a b c {hostile}", ("javascript:x",))]))
    found = Comparison((PageChange(f"/{hostile}/", ChangeKind.CHANGED, hostile, (change,)),), ())
    page = comparison_page(found, ())
    assert "<script" not in page
    assert "<img" not in page
    assert "javascript:x" not in re.findall(r'href="([^"]*)"', page)
    assert hostile not in forge_summary(found, ())
    assert "`" not in forge_summary(found, ()).partition("open")[0].replace("`preview`", "")


def test_the_pages_that_the_proposal_changes_itself_come_first(tmp_path: Path) -> None:
    old = {"/a/": "<h1>A</h1><p>1</p>", "/policies/b/": "<h1>B</h1><p>1</p>"}
    found = compared(tmp_path, old, {address: text.replace("1", "2") for address, text in old.items()})
    page = comparison_page(found, ["docs/policies/b.md", "service/rates.yml"])
    assert re.findall(r"<h3>(Change[^<]*)</h3>|<li><a href=\"#page-\d\">(\w)</a>", page) == [
        ("Changed in the proposal", ""),
        ("", "B"),
        ("Change with them", ""),
        ("", "A"),
    ]


@pytest.mark.parametrize(
    ("made_from", "changed"),
    [
        ("service/plan.yml", "service/plan.yml"),
        ("surveys/mileage/consultation.yml", "surveys/mileage/outcome.yml"),
        ("surveys/views/survey.yml", "surveys/views/waves/2026-autumn.yml"),
        ("docs/policies/a.md", "docs/policies/a.md"),
    ],
)
def test_a_page_that_is_made_from_a_changed_file_is_changed_by_the_proposal_itself(
    tmp_path: Path, made_from: str, changed: str
) -> None:
    comment = f"<!-- This page is made from {made_from}: change it there, not here. -->"
    old = {"/a/": f"{comment}<h1>A</h1><p>1</p>", "/b/": "<h1>B</h1><p>1</p>"}
    found = compared(tmp_path, old, {address: text.replace("<p>1", "<p>2") for address, text in old.items()})
    assert [page.source for page in found.pages] == [made_from, ""]
    page = comparison_page(found, [changed])
    assert re.findall(r"<h3>(Change[^<]*)</h3>|<li><a href=\"#page-\d\">(\w)</a>", page) == [
        ("Changed in the proposal", ""),
        ("", "A"),
        ("Change with them", ""),
        ("", "B"),
    ]
    assert "<h3>Changed in" not in comparison_page(
        found, ["service/rates.yml", "surveys/other/outcome.yml", "docs/policies/c.md"]
    )


def test_the_number_of_pages_is_said_in_words_that_fit() -> None:
    page = PageChange("/a/", ChangeKind.NEW, "A", ())
    assert summary_line(Comparison((), ())) == "No page differs from the handbook as it is."
    assert summary_line(Comparison((page,), ())) == "1 page differs from the handbook as it is: 1 new."
    two = Comparison((page, PageChange("/b/", ChangeKind.REMOVED, "B", ())), ())
    assert summary_line(two) == "2 pages differ from the handbook as it is: 1 new, 1 taken away."
    assert "could not be built" in summary_line(None)
    assert "could not be built" in comparison_page(None, ())
    many = Comparison(tuple(PageChange(f"/p-{n}/", ChangeKind.NEW, "A", ()) for n in range(33)), ())
    assert "- and 3 more" in forge_summary(many, ())
    one_more = Comparison(many.pages[:31], ())
    assert "- `/p-30/` new" in forge_summary(one_more, ())
    assert "more" not in forge_summary(one_more, ())


MARK = "<!-- Added below every page -->"


def test_of_a_page_that_comes_or_goes_only_its_own_part_is_told(tmp_path: Path) -> None:
    article = f"<h1>{{}}</h1><p>Own</p>{MARK}<p>Below a mark of its own</p>{MARK}<h2>Sources</h2><p>A law</p>"
    found = compared(tmp_path, {"/gone/": article.format("Gone")}, {"/new/": article.format("New")}).pages
    told = {
        page.kind: [block.text for each in page.changes for block in (each.before, each.after) if block]
        for page in found
    }
    assert told == {
        ChangeKind.NEW: ["New", "Own", "Below a mark of its own"],
        ChangeKind.REMOVED: ["Gone", "Own", "Below a mark of its own"],
    }


@pytest.mark.parametrize(
    ("kind", "says"), [(ChangeKind.NEW, "What it would say"), (ChangeKind.REMOVED, "What would go")]
)
def test_a_page_that_comes_or_goes_is_shown_once_in_one_column(kind: ChangeKind, says: str) -> None:
    def shown(words: int) -> str:
        blocks = [Block("Pets", is_heading=True), Block("Ask first", is_heading=True), Block("dog " * (words - 3))]
        old, new = ((), blocks) if kind is ChangeKind.NEW else (blocks, ())
        page = PageChange("/pets/", kind, "Pets", tuple(changes_between(old, new)))
        return comparison_page(Comparison((page,), ()), ())

    page = shown(MAX_EXPANDED_WORDS)
    assert f"<details open><summary>{says}: {MAX_EXPANDED_WORDS} words</summary>" in page
    assert re.findall(r"<h3>(.*?)</h3>", page)[-1] == "Ask first"
    assert not re.findall(r"As it is</p>|nothing|<ins>|<del>|<h3>Pets", page)
    assert "<details><summary>" in shown(MAX_EXPANDED_WORDS + 1)


def test_what_only_comes_or_goes_stands_together_with_nothing_beside_it() -> None:
    old = [Block(text) for text in ("alpha", "same", "one two three")]
    new = [Block(text) for text in ("same", "one two four", "beta", "gamma")]
    found = Comparison((PageChange("/a/", ChangeKind.CHANGED, "A", tuple(changes_between(old, new))),), ())
    page = re.sub(r"\s+", " ", re.sub(r"<span.*?</span>", "", comparison_page(found, ())))
    assert re.findall(r'<p class="label">(.*?)</p>', page) == [
        "Would be taken out",
        "As it is",
        "As it would be",
        "Would be put in",
    ]
    assert '<p class="words"><ins> beta</ins> </p> <p class="words"><ins> gamma</ins> </p> </div>' in page


def test_a_long_passage_that_stays_is_shown_without_its_middle() -> None:
    def shown(count: int) -> str:
        stays = " ".join(f"w{number}" for number in range(count))
        change = BlockChange("", Block(f"old {stays}"), Block(f"new {stays}"))
        return comparison_page(Comparison((PageChange("/a/", ChangeKind.CHANGED, "A", (change,)),), ()), ())

    last = MAX_CONTEXT_WORDS // 3
    assert shown(MAX_CONTEXT_WORDS).count(f"w{last - 1} w{last} w{last + 1}") == 2
    assert shown(MAX_CONTEXT_WORDS + 1).count(f" w{last - 1} … w{MAX_CONTEXT_WORDS + 1 - last} ") == 2


def told(old: str, new: str, *pages: tuple[str, str]) -> Comparison:
    """Pages of these addresses and sources, on each of which the same words change."""
    change = next(
        changes_between([Block("Team", is_heading=True), Block(old)], [Block("Team", is_heading=True), Block(new)])
    )
    kept = (
        PageChange(address, ChangeKind.CHANGED, f"Title of {address}", (change,), source=source)
        for address, source in pages
    )
    return Comparison(tuple(kept), ())


def test_what_changes_alike_on_many_pages_is_told_once() -> None:
    found = told(
        "0 1", "0 2", ("/a/", "service/courses.yml"), ("/b/", "docs/b.md"), ("/who-to-call/", "service/contacts.yml")
    )
    more = BlockChange("Here", Block("x y"), Block("x z"))
    last = replace(found.pages[2], changes=(*found.pages[2].changes, more))
    moved = replace(found.pages[1], address="/m/", kind=ChangeKind.MOVED, old_address="/was/")
    page = comparison_page(replace(found, pages=(*found.pages[:2], last, moved)), ())
    assert re.findall(r'<h2 id="page-\d">(.*?)</h2>', page) == ["Team", "Title of /who-to-call/", "Title of /b/"]
    assert "<p>This changes alike on 3 pages.</p>" in page
    assert re.findall(r'<li><a href="site(.*?)index.html">', page) == ["/a/", "/b/", "/who-to-call/"]
    assert page.count("<p>/m/: moved from /was/.") == 1
    assert [page.count(f"</span> {word}<span") for word in ("1", "2", "y", "z")] == [2, 2, 1, 1], (
        "once, and where it moved"
    )
    assert re.findall("`/(.*?)/`", forge_summary(replace(found, pages=(*found.pages[:2], last)), ())) == [
        "who-to-call",
        "a",
        "b",
    ]


def test_what_is_alike_in_several_parts_has_no_name_and_comes_before_single_pages() -> None:
    parts = tuple(BlockChange(part, Block("x y"), Block("x z")) for part in "AB")
    pages = tuple(PageChange(f"/{each}/", ChangeKind.CHANGED, "T", parts) for each in "bc")
    alone = PageChange("/a/", ChangeKind.CHANGED, "Alone", (BlockChange("", None, Block("x")),))
    page = comparison_page(Comparison((alone, *pages), ()), ())
    assert re.findall(r"<h[23][^>]*>(The same.*?|In the part.*?|Alone)</h", page) == [
        "The same on 2 pages",
        "In the part “A”",
        "In the part “B”",
        "Alone",
    ]


def test_what_touches_people_most_comes_first() -> None:
    sources = {
        "/a/": "docs/",
        "/b/": "docs/guides/b.md",
        "/c/": "service/plan.yml",
        "/d/": "docs/guides/d.md",
        "/e/": "service/events.yml",
        "/f/": "service/rates.yml",
        "/g/": "service/contacts.yml",
        "/h/": "surveys/views/survey.yml",
    }
    pages = [
        PageChange(address, ChangeKind.CHANGED, address, (BlockChange("", None, Block(address)),), source=source)
        for address, source in sources.items()
    ]
    found = Comparison((*pages, PageChange("/i/", ChangeKind.REMOVED, "/i/", (), source="docs/i.md")), ())
    own = ["service/plan.yml", "docs/guides/d.md"]
    assert re.findall(r"<h3>([WC][^<]*)</h3>|<li><a href=\"#page-\d\">(.*?)</a>", comparison_page(found, own)) == [
        ("Who to call, amounts and days", ""),
        ("", "/g/"),
        ("", "/f/"),
        ("", "/e/"),
        ("Changed in the proposal", ""),
        ("", "/d/"),
        ("", "/i/"),
        ("", "/c/"),
        ("Change with them", ""),
        ("", "/b/"),
        ("", "/h/"),
        ("", "/a/"),
    ]
    assert "".join(re.findall("`/(.)/`", forge_summary(found, own))) == "gfedicbha"


def test_many_changes_of_a_page_that_changes_with_others_are_folded() -> None:
    def shown(count: int, *own: str) -> str:
        changes = tuple(BlockChange(f"Part {each}", None, Block(f"{each}")) for each in range(count))
        page = PageChange("/a/", ChangeKind.CHANGED, "A", changes, source="service/standards.yml")
        return comparison_page(Comparison((page,), ()), own)

    assert f"<details>\n<summary>{MAX_EXPANDED_CHANGES + 1} changes</summary>" in shown(MAX_EXPANDED_CHANGES + 1)
    assert "<details" not in shown(MAX_EXPANDED_CHANGES)
    assert "<details" not in shown(MAX_EXPANDED_CHANGES + 1, "service/standards.yml")
