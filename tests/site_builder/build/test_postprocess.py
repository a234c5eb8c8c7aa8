"""Facts about the pass over the built site: what is refused, which links are dead, what the policy says."""

from pathlib import Path

import pytest

from handbook.source.problems import ContentError
from handbook.urls import POLICY_FILE
from site_builder.build.csp import script_hash
from site_builder.build.html_checks import (
    absolute,
    address_of,
    drawing_fault,
    inline_scripts,
    numbers_on,
    read_built_page,
    split_article,
)
from site_builder.build.postprocess import postprocess_site, prefix_links

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
        postprocess_site(built, folder / "made", folder / "docs", None)
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
    postprocess_site(site(tmp_path, index="a", other="b"), tmp_path / "made", tmp_path / "docs", None)
    assert (tmp_path / "made" / POLICY_FILE).read_text() == (
        f"default-src 'none'; script-src 'self' {script_hash('theme()')}; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'; object-src 'none'\n"
    )


def test_every_page_carries_the_policy_itself_for_hosts_that_send_no_header(tmp_path: Path) -> None:
    built = site(tmp_path, index="a", other="b")
    postprocess_site(built, tmp_path / "made", tmp_path / "docs", "https://forms.example")
    policy = (tmp_path / "made" / POLICY_FILE).read_text().strip().replace("frame-ancestors 'none'; ", "")
    for page in built.rglob("*.html"):
        head = page.read_text().partition("<script>")[0]
        assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in head


def test_the_policy_stands_behind_the_encoding_which_must_come_first(tmp_path: Path) -> None:
    built = site(tmp_path, index="a")
    page = built / "index.html"
    page.write_text(page.read_text().replace("<head>", '<head>\n  <meta charset="utf-8">'))
    postprocess_site(built, tmp_path / "made", tmp_path / "docs", None)
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
        postprocess_site(built, tmp_path / "made", tmp_path / "docs", None, {"01632960103"})
    (problem,) = refused.value.problems
    assert "shows the phone number `0905" in problem.message
    postprocess_site(built, tmp_path / "made", tmp_path / "docs", None, {"01632960103", "09051234567"})


@pytest.mark.parametrize(
    "link",
    [
        *("tel:+441632960103", "tel:01632960103", "tel:+441632960104,4", "tel:1800101632960103", "tel:18000"),
        *("tel:999", "sms:85258"),
    ],
)
def test_a_link_may_call_what_a_contact_says(link: str, tmp_path: Path) -> None:
    numbers = {"01632960103", "01632960104", "016329601044", "1800101632960103", "18000", "85258"}
    postprocess_site(
        site(tmp_path, index=f"<p><a href='{link}'>call</a></p>"), tmp_path / "made", tmp_path / "docs", None, numbers
    )


@pytest.mark.parametrize(
    "link",
    [
        *("tel:+441632960103,9", "tel:+441632960103;ext=9", "tel:1800101632960199", "tel:116123", "sms:85259"),
        *("sms:+447700900123", "tel:", "tel:reception"),
    ],
)
def test_a_link_that_calls_what_no_contact_says_is_refused(link: str, tmp_path: Path) -> None:
    built = site(tmp_path, index=f"<p><a href='{link}'>call</a></p>")
    with pytest.raises(ContentError, match="which no contact has"):
        postprocess_site(
            built, tmp_path / "made", tmp_path / "docs", None, {"01632960103", "1800101632960103", "85258"}
        )


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
        postprocess_site(built, tmp_path / "made", tmp_path / "docs", None)
    (built / "plan.svg").write_text('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>')
    with pytest.raises(ContentError, match="holds a declaration"):
        postprocess_site(built, tmp_path / "made", tmp_path / "docs", None)
    (built / "plan.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>')
    assert postprocess_site(built, tmp_path / "made", tmp_path / "docs", None) == 1


def test_the_policy_lets_forms_go_to_their_own_address(tmp_path: Path) -> None:
    postprocess_site(site(tmp_path, index="a"), tmp_path / "made", tmp_path / "docs", "https://forms.example/path")
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
    prefix_links(tmp_path, "/council/fostering")
    assert page.read_text() == (
        '<a href="/council/fostering/answer/mileage/">a</a> <a href="/council/fostering/">b</a> <a href="../b/">c</a> '
        '<a href="//other.example/">d</a> <form action="/council/fostering/page-feedback/">'
        '<input name="page" value="/policies/a/"></form> <img src=/council/fostering/a.png> '
        '<script id="__config" type="application/json">{"base": "/council/fostering/", "features": []}</script>'
    )


# -- one page, read by itself --


@pytest.mark.parametrize(
    ("html", "parts"),
    [
        ("a<article>b</article>c", ("a", "<article>b</article>", "c")),
        ('a<ARTICLE class="x">b</Article >c', ("a", '<ARTICLE class="x">b</Article >', "c")),
        ("a<article>b<article>c</article>d</article>e", ("a", "<article>b<article>c</article>d</article>", "e")),
        ("a<article>b</article>c<article>d</article>", ("a", "<article>b</article>", "c<article>d</article>")),
        # One that never ends, one that never began, and none.
        ("a<article>b<article>c</article>d", ("a", "<article>b<article>c</article>d", "")),
        ("a</article>b<article>c</article>", ("a", "</article>", "b<article>c</article>")),
        ("a<articles>b", ("a<articles>b", "", "")),
    ],
)
def test_a_page_is_parted_at_its_first_article(html: str, parts: tuple[str, str, str]) -> None:
    assert split_article(html) == parts


def test_every_link_and_every_id_of_a_page_is_read_however_it_is_quoted() -> None:
    html = (
        '<link href="/a.css"><body id=top><article><a class=x href="b/?c=1&amp;d">b</a><a href=\'e\'>e</a> '
        '<img alt=f src=f.png><form action="/g/" id="h&amp;i"></form><a href="b/?c=1&amp;d">again</a><a name=j>j</a> '
        "<b id='k'>k</b></article><script src=/l.js></script>"
    )
    page = read_built_page(html)
    assert page.links == ("/a.css", "b/?c=1&d", "e", "f.png", "/g/", "/l.js")
    assert page.anchors == {"top", "h&i", "k"}


@pytest.mark.parametrize(
    ("article", "faults"),
    [
        ("<p>a</p><!-- words --><!-- 1 -- 2 -->", []),
        (
            "<script>x()</script><script></script>",
            ["uses <script>, which is not allowed in a page: write it in Markdown"],
        ),
        (
            "<!--a--><p>b</p>",
            ["holds a comment or a declaration that is not plain: remove it, or write it as <!-- words -->"],
        ),
        (
            "<?php x ?>",
            ["holds a comment or a declaration that is not plain: remove it, or write it as <!-- words -->"],
        ),
        ("a <p", ["holds a tag that cannot be read with certainty: look for a `<` inside a tag"]),
        (
            "a</article><b>c</b></article>",
            [
                "closes an <article> that it did not open, so that its end would pass for the theme: remove the tag",
                "uses <b> outside its text, where the theme is not known to need it: look into the overrides",
            ],
        ),
        ('<b id="a">a</b><i id="a">b</i><u id="c">c</u>', ["has the id `a` twice: give one of the two another name"]),
    ],
)
def test_what_an_article_holds_that_it_may_not_is_told_in_words(article: str, faults: list[str]) -> None:
    assert list(read_built_page(FRAME.format(article)).faults) == faults


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        ("<HTML><HEAD></HEAD><body><!-- words --><article>a</article></body>", []),
        (
            "<body><article>a</article></body>",
            [
                "has no <head>, so that its content security policy could not stand there: look into the overrides",
            ],
        ),
        (
            "<head><STYLE></STYLE></head><article>a</article>",
            [
                "carries a style outside its text, which the content security policy forbids: look into the overrides",
                "uses <style> outside its text, where the theme is not known to need it: look into the overrides",
            ],
        ),
        (
            "<head></head><article>a</article><p",
            ["holds outside its text a tag that cannot be read with certainty: look for a `<` inside a tag"],
        ),
        # What a program of the theme holds is no tag.
        ("<head><script>a = '<i title=b>'; c<d</script></head><article>a</article>", []),
    ],
)
def test_what_stands_around_an_article_is_told_in_words(html: str, faults: list[str]) -> None:
    assert list(read_built_page(html).faults) == faults


def test_only_what_a_page_runs_of_itself_is_a_script() -> None:
    html = (
        '<script>a()</script><SCRIPT type="module">b(\n)</SCRIPT ><script src="c.js">d()</script>'
        '<script type="application/json">{}</script><script type=application/ld+json>{}</script>'
        "<script data-x='1'>e()</script>"
    )
    assert list(inline_scripts(html)) == ["a()", "b(\n)", "e()"]


def test_numbers_are_read_as_they_stand_and_as_they_are_dialled() -> None:
    article = (
        "<p>Call <b>01632</b> 960 103 or <a class=x href='tel:+44%201632%20960104'>us</a>.</p>"
        "<td>01632</td><td>960105</td><p>01632</p> 960 105<!-- 01632 960 106 --><p>01632&nbsp;960&#32;107</p>"
    )
    assert list(numbers_on(article)) == [
        ("+44%201632%20960104", "01632960104"),
        ("01632 960 103", "01632960103"),
        ("01632 960 107", "01632960107"),
    ]


@pytest.mark.parametrize(
    ("drawing", "fault"),
    [
        (b"<svg/>", None),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><g><path d="M0" fill="red"/><text x="1">a</text></g></svg>', None),
        (b"<!doctype svg><svg/>", "holds a declaration"),
        (b'<!entity a "b"><svg/>', "holds a declaration"),
        (b"<svg", "cannot be read"),
        (b"<svg><a/></svg>", "holds <a>"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "holds <script>"),
        (b'<svg xmlns="http://evil.example/"/>', "holds <{http://evil.example/}svg>"),
        (b'<svg><g id="a" onclick="x()"/></svg>', "holds `onclick`"),
        (b'<svg><g href="a"/></svg>', "holds `href`"),
        (
            b'<svg xmlns:xlink="http://www.w3.org/1999/xlink"><g xlink:href="a"/></svg>',
            "holds `{http://www.w3.org/1999/xlink}href`",
        ),
        (b'<svg><g fill="URL(#a)"/></svg>', "holds `fill`"),
        (b'<svg><g style="x"/></svg>', "holds `style`"),
    ],
)
def test_a_drawing_holds_shapes_and_words_alone(drawing: bytes, fault: str | None) -> None:
    assert drawing_fault(drawing) == fault


@pytest.mark.parametrize(
    ("here", "path", "where"),
    [
        ("/a/", "", "/a/"),
        ("/a/", "../b/", "/b/"),
        ("/a/", "b/", "/a/b/"),
        ("/a/", "b.png", "/a/b.png"),
        ("/a/", "/b/", "/b/"),
        ("/a/", "..", "/"),
        ("/a/", "../../", "/"),
        ("/a/b/", "..", "/a/"),
        ("/a/b/", ".", "/a/b/"),
        ("/404.html", "a/", "/a/"),
        ("/404.html", "a.png", "/a.png"),
    ],
)
def test_a_path_leads_from_the_address_of_its_page(here: str, path: str, where: str) -> None:
    assert absolute(here, path) == where


def test_a_file_has_the_address_at_which_it_is_served() -> None:
    assert [address_of(path) for path in ("index.html", "a/b/index.html", "404.html", "a.png")] == [
        *("/", "/a/b/", "/404.html", "/a.png"),
    ]


def test_each_fault_of_a_site_is_reported_with_its_page_and_its_source(tmp_path: Path) -> None:
    for path in ("docs/index.md", "docs/a.md", "docs/XX/index.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    bad = '<b onclick=x>a</b><a href="/none/?x#y">b</a><a href="#none">c</a>'
    found = problems(tmp_path, index=bad, a=bad, XX=bad, made=bad)
    sources = {
        "docs/a.md": "/a/",
        "docs/XX/index.md": "/XX/",
        "docs/index.md": "/",
        "site/made/index.html": "/made/",
    }
    assert len(found) == 3 * len(sources)
    for source, address in sources.items():
        assert {line.removeprefix(f"{source}:1:1: ") for line in found if line.startswith(source)} == {
            f"the page {address} runs a script through `onclick` on <b>: remove it",
            (
                f"the link `/none/?x#y` on the page {address} leads nowhere: there is no such page; "
                "correct the link or remove it"
            ),
            (
                f"the link `#none` on the page {address} leads to a place that is not on its page; "
                "correct the part after `#`"
            ),
        }


def test_a_place_on_a_page_may_be_written_with_signs_for_its_letters(tmp_path: Path) -> None:
    article = '<b id="a-b">x</b><a href="#a%2Db">a</a><a href="/%61.js#x">b</a><a href="./?q=1#a-b">c</a>'
    assert problems(tmp_path, index=article) == []


def test_a_strange_number_is_reported_with_its_page(tmp_path: Path) -> None:
    built = site(tmp_path, index="<p>0905 123 4567, 999 and 01632 960 103</p>", a="<p>01632 960 103</p>")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("")
    with pytest.raises(ContentError) as refused:
        postprocess_site(built, tmp_path / "made", tmp_path / "docs", None, {"01632960103"})
    (problem,) = refused.value.problems
    assert str(problem) == (
        "docs/index.md:1:1: the page / shows the phone number `0905 123 4567`, which no contact has; "
        "add it to service/contacts.yml, or take it out"
    )


def test_a_drawing_is_told_by_its_file_below_docs(tmp_path: Path) -> None:
    built = site(tmp_path, index="a")
    for name in ("z.svg", "plans/a.svg"):
        (built / name).parent.mkdir(exist_ok=True)
        (built / name).write_text("<svg><a/></svg>")
    with pytest.raises(ContentError) as refused:
        postprocess_site(built, tmp_path / "made", tmp_path / "docs", None)
    assert [str(problem) for problem in refused.value.problems] == [
        "docs/plans/a.svg:1:1: this drawing holds <a>; save it as .png",
        "docs/z.svg:1:1: this drawing holds <a>; save it as .png",
    ]


def test_the_pages_of_a_site_that_is_right_are_counted(tmp_path: Path) -> None:
    built = site(tmp_path, index="a", b="c")
    made = tmp_path / "build/made"
    text = (built / "index.html").read_text()
    (built / "index.html").write_text(text.replace("theme()", "theme('<head>')"))
    assert postprocess_site(built, made, tmp_path / "docs", None) == 2
    page = (built / "index.html").read_text()
    # Right after <head>, and once, whatever a program of the theme holds.
    assert page.startswith('<html><head>\n  <meta http-equiv="Content-Security-Policy"')
    assert page.count("Content-Security-Policy") == 1
    # The next build finds the folder there.
    assert postprocess_site(site(tmp_path / "next", index="a"), made, tmp_path / "docs", None) == 1
