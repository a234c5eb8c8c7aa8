"""Facts about the pass over the built site: what is refused, which links are dead, what the policy says."""

from pathlib import Path

import pytest

from handbook.problems import ContentError
from handbook.site_folders import POLICY_FILE
from site_builder.finishing import finish
from site_builder.inspecting import read_built_page
from site_builder.policy import script_hash

FRAME = (
    '<html><head><script>theme()</script></head><body><article class="md">{}</article>'
    '<script src="/a.js"></script></body></html>'
)


def site(folder: Path, **pages: str) -> Path:
    """A built site with these articles; `index` is its first page."""
    for name, article in pages.items():
        target = folder / "site" / ("index.html" if name == "index" else f"{name}/index.html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(FRAME.format(article))
    (folder / "site/a.js").write_text("")
    return folder / "site"


def problems(folder: Path, **pages: str) -> list[str]:
    """What finishing such a site complains of."""
    built = site(folder, **pages)
    try:
        finish(built, folder / "made", folder / "docs", None)
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_an_ordinary_page_passes(tmp_path: Path) -> None:
    article = '<!-- Made from a. --><h1 id="top">A</h1><p class="lead">B &lt;script&gt;</p><a href="#top">C</a>'
    assert problems(tmp_path, index=article) == []


@pytest.mark.parametrize(
    ("article", "said"),
    [
        ("<script>x()</script>", "uses <script>"),
        ("<SCRIPT SRC=//evil.example></SCRIPT>", "uses <script>"),
        ('<p onclick="x()">a</p>', "runs a script through `onclick`"),
        ("<img src=x/onerror=x() alt=a>", "leads nowhere"),
        ('<img src="a.js" alt="a"/onerror="x()">', "runs a script through `onerror`"),
        ('<a href="javascript:x()">a</a>', "may run a script"),
        ('<a href=" java\tscript:x()">a</a>', "may run a script"),
        ('<a href="JAVASCRIPT&colon;x()">a</a>', "may run a script"),
        ('<a href="data:text/html,x">a</a>', "may run a script"),
        ('<iframe src="/"></iframe>', "uses <iframe>"),
        ('<p style="color:red">a</p>', "uses a style attribute on <p>"),
        ("<style>p{}</style>", "uses <style>"),
        ("<svg><style>p{}</style></svg>", "uses <style>"),
        ('<svg><a xlink:href="javascript:x()">a</a></svg>', "may run a script"),
        ('<svg><animate attributeName="href"/></svg>', "uses <animate>"),
        ('<form action="https://evil.example/"><input></form>', "has a form of its own"),
        ('<form action="/page-feedback/"><button formaction="javascript:x()">a</button></form>', "may run a script"),
        ('<meta http-equiv="refresh" content="0">', "uses <meta>"),
        ('<base href="https://evil.example/">', "uses <base>"),
        ("</article><script>x()</script><article>", "closes an <article> that it did not open"),
        ("</article><script>x()</script>", "closes an <article> that it did not open"),
        ("<!--><img src=x onerror=x()>-->", "holds a comment or a declaration that is not plain"),
        ("<!-- <article> -->", "holds a comment or a declaration that is not plain"),
        ('<p title="<b>">a</p>', "cannot be read with certainty"),
    ],
)
def test_what_could_harm_a_reader_is_refused_with_the_page(article: str, said: str, tmp_path: Path) -> None:
    found = problems(tmp_path, index="<p>fine</p>", bad=article)
    assert any(said in problem for problem in found), found
    assert all("/bad/" in problem for problem in found)


def test_a_fault_is_reported_where_a_person_can_put_it_right(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/bad.md").write_text("")
    assert problems(tmp_path, bad="<b onclick=x>a</b>")[0].startswith("docs/bad.md:1:1: the page /bad/ runs a script")


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("/missing/", "there is no such page"),
        ("../missing/", "there is no such page"),
        ("#missing", "a place that is not on its page"),
        ("/other/#missing", "a place that is not on its page"),
        ("/other", "there is no such page"),
    ],
)
def test_a_link_that_leads_nowhere_is_refused(link: str, said: str, tmp_path: Path) -> None:
    found = problems(tmp_path, index=f'<a href="{link}">a</a>', other='<b id="there">a</b>')
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(
    "link",
    [
        "other/#there",
        "/other/",
        "/answer/x/",
        "/withdraw/",
        "/page-feedback/",
        "https://else.example/",
        "tel:999",
        "?a=1",
    ],
)
def test_a_link_that_leads_somewhere_passes(link: str, tmp_path: Path) -> None:
    assert problems(tmp_path, index=f'<a href="{link}">a</a>', other='<b id="there">a</b>') == []


def test_a_style_that_the_theme_carries_is_noticed() -> None:
    html = FRAME.format("a").replace("<body>", '<body><div style="color:red"></div>')
    assert "carries a style outside its text" in read_built_page(html).faults[0]


def test_a_block_of_data_is_no_script() -> None:
    html = FRAME.format("a").replace("<head>", '<head><script id="c" type="application/json">{}</script>')
    assert read_built_page(html).scripts == {"theme()"}


def test_the_policy_names_the_inline_scripts_of_the_theme_and_nothing_else(tmp_path: Path) -> None:
    finish(site(tmp_path, index="a", other="b"), tmp_path / "made", tmp_path / "docs", None)
    assert (tmp_path / "made" / POLICY_FILE).read_text() == (
        f"default-src 'none'; script-src 'self' {script_hash('theme()')}; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'; object-src 'none'\n"
    )


def test_the_policy_lets_forms_go_to_their_own_address(tmp_path: Path) -> None:
    finish(site(tmp_path, index="a"), tmp_path / "made", tmp_path / "docs", "https://forms.example/path")
    assert "form-action 'self' https://forms.example;" in (tmp_path / "made" / POLICY_FILE).read_text()


def test_a_hash_is_the_one_that_browsers_work_out() -> None:
    # The example of the specification of Content Security Policy, level 3.
    assert script_hash("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def test_a_refused_site_gets_no_policy(tmp_path: Path) -> None:
    assert problems(tmp_path, index="<script></script>")
    assert not (tmp_path / "made" / POLICY_FILE).exists()
