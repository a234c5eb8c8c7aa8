"""Facts about the pass over the built site: what is refused, which links are dead, what the policy says."""

from pathlib import Path

import pytest

from handbook.problems import ContentError
from handbook.site_folders import POLICY_FILE
from site_builder.finishing import finish, move_below
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
        ('<img src="https://evil.example/x.png" alt="a">', "shows a picture from another place"),
        ('<img src="//evil.example/x.png" alt="a">', "shows a picture from another place"),
        ('<img src="/\\evil.example/x.png" alt="a">', "shows a picture from another place"),
        ('<img src="\\\\evil.example/x.png" alt="a">', "shows a picture from another place"),
        ('<img src="&#x2f;/evil.example/x.png" alt="a">', "shows a picture from another place"),
        ('<img src="ht&#10;tps://evil.example/x.png" alt="a">', "shows a picture from another place"),
        ('<img src="data:image/png;base64,AA" alt="a">', "may run a script"),
        ('<img srcset="https://evil.example/x.png 2x" src="a.js" alt="a">', "the attribute `srcset` on <img>"),
        ('<picture><source srcset="//evil.example/x"></picture>', "uses <picture>"),
        ('<video poster="//evil.example/x"></video>', "uses <video>"),
        ('<a href="https://a.example/" ping="https://evil.example/">a</a>', "the attribute `ping` on <a>"),
        ('<table background="https://evil.example/x"></table>', "the attribute `background` on <table>"),
        ('<blockquote cite="https://evil.example/">a</blockquote>', "the attribute `cite` on <blockquote>"),
        ('<svg><use href="//evil.example/x#y"></use></svg>', "uses <use>"),
        ('<svg><image href="//evil.example/x"></image></svg>', "uses <image>"),
        ('<rect fill="url(//evil.example/x)"></rect>', "has fill="),
        ('<p popover="" id="a">a</p>', "the attribute `popover` on <p>"),
        ('<span popover="manual" id="a">a</span>', "has popover="),
        ('<b id="__config">a</b>', "has id='__config'"),
        ('<b id="twice">a</b><b id="twice">a</b>', "has the id `twice` twice"),
        ('<p class="site-header">a</p>', "uses the class `site-header`"),
        ('<p class="md-overlay">a</p>', "uses the class `md-overlay`"),
        ('<p data-md-component="search">a</p>', "the attribute `data-md-component` on <p>"),
        ('<a href="https://a.example/\x01b">a</a>', "browsers read in several ways"),
        ('<a href="/\\evil.example/">a</a>', "browsers read in several ways"),
        ('<a href="//evil.example/">a</a>', "browsers read in several ways"),
        ('<a href="java&Tab;script&colon;x()">a</a>', "may run a script"),
        ('<a href="java\u200bscript:x()">a</a>', "may run a script"),
        ('<a href="&#x6A;avascript:x()">a</a>', "may run a script"),
        ('<a href="\x00javascript:x()">a</a>', "may run a script"),
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


@pytest.mark.parametrize(
    ("around", "said"),
    [
        ('<img src="https://evil.example/x" alt="">', "fetches something from another place through <img>"),
        ('<link rel="stylesheet" href="//evil.example/x.css">', "fetches something from another place through <link>"),
        ('<script src="https://evil.example/x.js"></script>', "fetches something from another place through <script>"),
        ('<iframe src="/x"></iframe>', "uses <iframe> outside its text"),
        ('<meta http-equiv="refresh" content="0">', "uses the attribute `http-equiv` on <meta> outside its text"),
        ('<div onclick="x()">a</div>', "uses the attribute `onclick` on <div> outside its text"),
        ('<a href="javascript:x()">a</a>', "a link outside its text that may run a script"),
        ('<p title="<b>">a</p>', "holds outside its text a tag that cannot be read with certainty"),
    ],
)
def test_what_the_theme_makes_is_read_tag_by_tag_too(around: str, said: str) -> None:
    faults = read_built_page(FRAME.format("a").replace("<body>", f"<body>{around}")).faults
    assert said in faults[0]


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


def test_every_page_carries_the_policy_itself_for_hosts_that_send_no_header(tmp_path: Path) -> None:
    built = site(tmp_path, index="a", other="b")
    finish(built, tmp_path / "made", tmp_path / "docs", "https://forms.example")
    policy = (tmp_path / "made" / POLICY_FILE).read_text().strip().replace("frame-ancestors 'none'; ", "")
    for page in built.rglob("*.html"):
        head = page.read_text().partition("<script>")[0]
        assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in head


def test_the_policy_stands_behind_the_encoding_which_must_come_first(tmp_path: Path) -> None:
    built = site(tmp_path, index="a")
    page = built / "index.html"
    page.write_text(page.read_text().replace("<head>", '<head>\n  <meta charset="utf-8">'))
    finish(built, tmp_path / "made", tmp_path / "docs", None)
    assert page.read_text().startswith('<html><head>\n  <meta charset="utf-8">\n  <meta http-equiv="Content-Security')


@pytest.mark.parametrize(
    "shown",
    [
        "0905 123 4567",
        "09<b>0</b>5 123 4567",
        "&#48;905 123 4567",
        "\uff10905 123 4567",
        "09&shy;05 123 4567",
        "<a href='tel:0905%20123%204567'>call</a>",
        "<code>0905</code><!-- x --><i class='muted'>123</i>4567",
    ],
)
def test_a_phone_number_that_no_contact_has_is_refused_however_it_came_there(shown: str, tmp_path: Path) -> None:
    built = site(tmp_path, index=f"<p>Call {shown} now, or <a href='tel:01632960103'>01632 960 103</a>, or 999.</p>")
    with pytest.raises(ContentError) as refused:
        finish(built, tmp_path / "made", tmp_path / "docs", None, {"01632960103"})
    (problem,) = refused.value.problems
    assert "shows the phone number `0905" in problem.message
    finish(built, tmp_path / "made", tmp_path / "docs", None, {"01632960103", "09051234567"})


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ('<image href="https://evil.example/x"/>', "holds <image>"),
        ("<script>x()</script>", "holds <script>"),
        ('<g onload="x()"/>', "holds `onload`"),
        ('<rect fill="url(https://evil.example/x)"/>', "holds `fill`"),
        ('<rect style="fill: red"/>', "holds `style`"),
        ("<foreignObject/>", "holds <foreignObject>"),
        ("<g", "cannot be read"),
    ],
)
def test_a_drawing_that_is_more_than_lines_is_refused(drawn: str, told: str, tmp_path: Path) -> None:
    built = site(tmp_path, index="a")
    (built / "plan.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/>{drawn}</svg>')
    with pytest.raises(ContentError, match=f"docs/plan.svg:1:1: this drawing {told}"):
        finish(built, tmp_path / "made", tmp_path / "docs", None)
    (built / "plan.svg").write_text('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>')
    with pytest.raises(ContentError, match="holds a declaration"):
        finish(built, tmp_path / "made", tmp_path / "docs", None)
    (built / "plan.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')
    assert finish(built, tmp_path / "made", tmp_path / "docs", None) == 1


def test_the_policy_lets_forms_go_to_their_own_address(tmp_path: Path) -> None:
    finish(site(tmp_path, index="a"), tmp_path / "made", tmp_path / "docs", "https://forms.example/path")
    assert "form-action 'self' https://forms.example;" in (tmp_path / "made" / POLICY_FILE).read_text()


def test_a_hash_is_the_one_that_browsers_work_out() -> None:
    # The example of the specification of Content Security Policy, level 3.
    assert script_hash("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def test_a_refused_site_gets_no_policy(tmp_path: Path) -> None:
    assert problems(tmp_path, index="<script></script>")
    assert not (tmp_path / "made" / POLICY_FILE).exists()


def test_a_site_that_is_not_at_a_root_has_every_link_below_its_path(tmp_path: Path) -> None:
    page = tmp_path / "404.html"
    page.write_text(
        '<a href="/answer/mileage/">a</a> <a href="/">b</a> <a href="../b/">c</a> <a href="//other.example/">d</a> '
        '<form action="/page-feedback/"><input name="page" value="/policies/a/"></form> <img src=/a.png> '
        '<script id="__config" type="application/json">{"base": "/", "features": []}</script>'
    )
    move_below(tmp_path, "/council/fostering")
    assert page.read_text() == (
        '<a href="/council/fostering/answer/mileage/">a</a> <a href="/council/fostering/">b</a> <a href="../b/">c</a> '
        '<a href="//other.example/">d</a> <form action="/council/fostering/page-feedback/">'
        '<input name="page" value="/policies/a/"></form> <img src=/council/fostering/a.png> '
        '<script id="__config" type="application/json">{"base": "/council/fostering/", "features": []}</script>'
    )
