"""What a tag may carry, in an article and around it: all that is not known is refused with a sentence."""

import pytest

from site_builder.build.allowed_html import _table, article_tag_faults, is_safe_link, leads_elsewhere, theme_tag_faults

LONG = "x" * 60
UNREADABLE = "holds a tag that cannot be read with certainty: look for a `<` inside a tag"


@pytest.mark.parametrize(
    "tag",
    [
        '<p id="a-b_c" class="lead">',
        "<P ID=a>",
        '<a href="https://a.example/a b">',
        '<a href="mailto:us@a.example" title="Write">',
        '<a href="TEL:999">',
        "<a href>",
        "<img src>",
        '<img src="my plan.png" alt="a">',
        '<p data-area="x" data-filter-by="y">',
        '<form action="/page-feedback/" method="post">',
        '<button type="submit" name="useful" value="yes" popovertarget="short-form-x">',
        '<span popover="auto" id="short-form-x">',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" role="img">',
        '<rect fill="none" stroke="currentColor">',
        # The engine's classes, those of the stylesheet, and parts and variants of these.
        '<p class="md-button--primary footnote-ref language-text l-Ab kt2">',
        '<div class="contact contact--everyday contact__number contact--x__y contact__x">',
        '<sup id="fnref2:a">',
    ],
)
def test_what_our_pages_need_passes_in_an_article(tag: str) -> None:
    assert article_tag_faults(tag) == ()


@pytest.mark.parametrize(
    ("tag", "faults"),
    [
        ("<p", [UNREADABLE]),
        ("<script src=a>", ["uses <script>, which is not allowed in a page: write it in Markdown"]),
        ('<p onclick="x()">', ["runs a script through `onclick` on <p>: remove it"]),
        ("<p style=a>", ["uses a style attribute on <p>: use a class of the stylesheet"]),
        ('<p title="x">', ["uses the attribute `title` on <p>, which is not allowed in a page: remove it"]),
        ('<p data-other="x">', ["uses the attribute `data-other` on <p>, which is not allowed in a page: remove it"]),
        # Each attribute has at most one fault.
        (
            '<p style="x" onclick="y" class="no-such">',
            [
                "uses a style attribute on <p>: use a class of the stylesheet",
                "runs a script through `onclick` on <p>: remove it",
                "uses the class `no-such`, which is not for the text of a page: remove it",
            ],
        ),
        (
            '<p xlink:href="javascript:x()">',
            ["has a link that may run a script ('javascript:x()'): write a web address or a page"],
        ),
        ('<p xlink:href="x">', ["uses the attribute `xlink:href` on <p>, which is not allowed in a page: remove it"]),
        (
            f'<a href="javascript:{LONG}">',
            [f"has a link that may run a script ('javascript:{LONG[:29]}'): write a web address or a page"],
        ),
        ('<a href="ftp://a">', ["has a link that may run a script ('ftp://a'): write a web address or a page"]),
        (
            '<form action="/page-feedback/x" method="get">',
            [
                "has a form of its own: ask through a survey",
                "has method='get' on <form>, which is not allowed in a page: remove it",
            ],
        ),
        (
            f'<img src="https://e.example/{LONG}">',
            [
                (
                    f"shows a picture from another place ('https://e.example/{LONG[:22]}'): "
                    "put the picture into docs/ and name it there"
                )
            ],
        ),
        (
            f'<a href=" //e.example/{LONG}">',
            [
                (
                    f"has a link that browsers read in several ways (' //e.example/{LONG[:27]}'): "
                    "write it out, beginning with https://"
                )
            ],
        ),
        (
            '<a href="a\u200bb">',
            ["has a link that browsers read in several ways ('a\\u200bb'): write it out, beginning with https://"],
        ),
        (
            '<p class="lead site-header md-overlay">',
            ["uses the class `site-header`, which is not for the text of a page: remove it"],
        ),
        ("<p class=contacts>", ["uses the class `contacts`, which is not for the text of a page: remove it"]),
        (
            "<p class=md-button--secondary>",
            ["uses the class `md-button--secondary`, which is not for the text of a page: remove it"],
        ),
        ("<b id>", ["has id='' on <b>, which is not allowed in a page: remove it"]),
        (f'<b id="__{LONG}">', [f"has id='__{LONG[:38]}' on <b>, which is not allowed in a page: remove it"]),
        ("<input type=text>", ["has type='text' on <input>, which is not allowed in a page: remove it"]),
        ("<rect stroke=red>", ["has stroke='red' on <rect>, which is not allowed in a page: remove it"]),
    ],
)
def test_what_an_article_may_not_carry_is_refused_with_a_sentence(tag: str, faults: list[str]) -> None:
    assert list(article_tag_faults(tag)) == faults


@pytest.mark.parametrize(
    "tag",
    [
        '<div class="site-header" tabindex="0" data-md-component="x">',
        '<a href="https://e.example/x">',
        '<a href="">',
        '<script src="/a.js" defer>',
        '<img src="a b.png" alt="">',
        "<img src>",
        "<link href>",
        '<input type="text" autocomplete="off">',
    ],
)
def test_what_the_theme_needs_passes_around_an_article(tag: str) -> None:
    assert theme_tag_faults(tag) == ()


@pytest.mark.parametrize(
    ("tag", "faults"),
    [
        ("<p", [UNREADABLE]),
        (
            "<iframe src=x>",
            ["uses <iframe> outside its text, where the theme is not known to need it: look into the overrides"],
        ),
        (
            "<div style onclick>",
            [
                "carries a style outside its text, which the content security policy forbids: look into the overrides",
                "uses the attribute `onclick` on <div> outside its text: look into the overrides",
            ],
        ),
        (
            f'<a href="javascript:{LONG}">',
            [f"has a link outside its text that may run a script ('javascript:{LONG[:29]}'): look into the overrides"],
        ),
        (
            "<img src=//e.example/x>",
            ["fetches something from another place through <img> outside its text: look into the overrides"],
        ),
        (
            '<link rel="x" href="https://e.example/x">',
            ["fetches something from another place through <link> outside its text: look into the overrides"],
        ),
    ],
)
def test_what_the_theme_does_not_need_is_refused_with_a_sentence(tag: str, faults: list[str]) -> None:
    assert list(theme_tag_faults(tag)) == faults


@pytest.mark.parametrize(
    "link",
    ["", "c d", "page.md", "HTTP://a", "ht\ttps://a", "https://a", "mailto:a@b", "tel:+44", "1a:b", "a/b:c", "?a:b"],
)
def test_a_link_that_opens_a_page_a_letter_or_a_call_is_harmless(link: str) -> None:
    assert is_safe_link(link)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:x",
        "JavaScript:x",
        "javascript:a?b:c",
        "data:x",
        "java\nscript:x",
        "\x01javascript:x",
        "x-app:y",
        "\u200bvbscript:x",
        "a.b+c-1:x",
    ],
)
def test_any_other_link_is_not(link: str) -> None:
    assert not is_safe_link(link)


def test_where_something_is_fetched_from_is_read_as_browsers_read_it() -> None:
    here = ["a.png", "/a.png", "my plan.png", "../a.png", "a/b:c.png", ""]
    elsewhere = ["//a/b", " //a/b", "/ /a", "https://a/b", "a:b", "\\\\a", "/\\a", "a\tb", "a\u200bb"]
    assert [each for each in here if leads_elsewhere(each)] == []
    assert [each for each in elsewhere if not leads_elsewhere(each)] == []


def test_a_table_holds_an_element_a_line_and_id_and_class_with_each() -> None:
    assert _table("\n a href title\n\tb\n") == {"a": {"id", "class", "href", "title"}, "b": {"id", "class"}}
