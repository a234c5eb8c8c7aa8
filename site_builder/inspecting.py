"""Reads one built page: which scripts it runs, where its links lead, and what its author may not use.

The theme's part of a page is trusted, so only the article is read tag by tag, against a list of what is allowed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from handbook.addresses import PAGE_FEEDBACK_ADDRESS

TAGS = frozenset(
    {
        # text
        "a",
        "abbr",
        "b",
        "br",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
        # block
        "article",
        "aside",
        "blockquote",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        # table
        "caption",
        "col",
        "colgroup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        # pictures
        "circle",
        "defs",
        "desc",
        "g",
        "img",
        "line",
        "path",
        "pattern",
        "picture",
        "polygon",
        "polyline",
        "rect",
        "source",
        "svg",
        "text",
        "title",
        "tspan",
        # the page's own form
        "button",
        "form",
        "input",
        "label",
    }
)
"""What a page may be made of; everything else is refused, whatever it does."""

SCHEMES = ("", "http", "https", "mailto", "tel")
LINKS = ("href", "src", "action", "formaction", "poster", "data", "srcset", "xlink:href")

_ARTICLE = re.compile(r"<(/?)article\b[^>]*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_DATA_BLOCK = re.compile(r"\btype\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_STYLE = re.compile(r"<style\b|<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE)
_REFERENCE = re.compile(
    r"<(?:a|link|script|img|form)\b[^>]*?\s(?:href|src|action)=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))"
)
_COMMENT = re.compile(r"<!-- [^<>]*? -->")
_TAG_START = re.compile(r"<[A-Za-z]")
_TAG = re.compile(r"<[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_PLAIN_TAG = re.compile(
    r"<([a-z][a-z0-9]*)"
    r"(?: (?:class|id|title|value|role|scope|lang|dir|aria-[a-z]+|x|y|dx|dy|width|height|fill|stroke)=\"[^\"<>&]*\""
    r"| href=\"(?:#|\.{0,2}/|[a-z-]+/|https://)[^\"<>&:]*\")* ?/?>"
)
"""Tags that can do nothing; nearly all are of this shape, and reading them one by one would take most of the time."""

_ANCHOR = re.compile(r"\sid=(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")


@dataclass(frozen=True)
class BuiltPage:
    """What matters about one page."""

    scripts: frozenset[str]
    """Inline scripts, which the policy must name."""
    links: tuple[str, ...]
    anchors: frozenset[str]
    faults: tuple[str, ...]
    """What is refused, each as the end of a sentence that begins with the page."""


def read_built_page(html: str) -> BuiltPage:
    """One page of the built site."""
    before, article, after = split_article(html)
    theme = f"{before}{after}"
    return BuiltPage(
        scripts=frozenset(inline_scripts(theme)),
        links=tuple(dict.fromkeys(unescape("".join(found)) for found in _REFERENCE.findall(html))),
        anchors=frozenset(unescape("".join(found)) for found in _ANCHOR.findall(html)),
        faults=(*_article_faults(article, after), *_theme_faults(theme)),
    )


def split_article(html: str) -> tuple[str, str, str]:
    """What stands before, in and after the page's article; an article that never ends reaches to the page's end."""
    start, depth = None, 0
    for tag in _ARTICLE.finditer(html):
        start = tag.start() if start is None else start
        depth += -1 if tag[1] else 1
        if depth <= 0:
            return html[:start], html[start : tag.end()], html[tag.end() :]
    return (html, "", "") if start is None else (html[:start], html[start:], "")


def inline_scripts(html: str) -> Iterator[str]:
    """The scripts written into a page; a block of data is none."""
    for attributes, script in _SCRIPT.findall(html):
        if not _SOURCE.search(attributes) and not _DATA_BLOCK.search(attributes):
            yield script


def _theme_faults(theme: str) -> Iterator[str]:
    if _STYLE.search(theme):
        yield "carries a style outside its text, which the content security policy forbids: look into the overrides"


def _article_faults(article: str, after: str) -> Iterator[str]:
    if _ARTICLE.search(after):
        yield "closes an <article> that it did not open, so that its end would pass for the theme: remove the tag"
    # Browsers and parsers disagree about odd comments, so only plain ones are let through.
    text = _COMMENT.sub("", article)
    if "<!" in text or "<?" in text:
        yield "holds a comment or a declaration that is not plain: remove it, or write it as <!-- words -->"
    tags = _TAG.findall(text)
    reader = _ArticleReader()
    reader.feed("".join(tag for tag in dict.fromkeys(tags) if not _is_plain(tag)))
    reader.close()
    if len(tags) != len(_TAG_START.findall(text)):
        yield "holds a tag that cannot be read with certainty: look for a `<` inside a tag"
    yield from dict.fromkeys(reader.faults)


def _is_plain(tag: str) -> bool:
    found = _PLAIN_TAG.fullmatch(tag)
    return found is not None and found[1] in TAGS


class _ArticleReader(HTMLParser):
    """Goes through an article and notes what its author may not use."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag or an attribute that is not allowed."""
        if tag not in TAGS:
            self.faults.append(f"uses <{tag}>, which is not allowed in a page: write it in Markdown")
            return
        for name, value in attrs:
            self.faults.extend(_attribute_faults(tag, name, value or ""))


def _attribute_faults(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on"):
        yield f"runs a script through `{name}` on <{tag}>: remove it"
    elif name == "style":
        yield f"uses a style attribute on <{tag}>: use a class of the stylesheet"
    elif name in LINKS and not _is_harmless(value):
        yield f"has a link that may run a script ({value[:40]!r}): write a web address or a page"
    if tag == "form" and name == "action" and urlsplit(value).path != PAGE_FEEDBACK_ADDRESS:
        yield "has a form of its own: ask through a survey"


def _is_harmless(link: str) -> bool:
    # A browser drops spaces and control characters before it reads the scheme.
    scheme, colon, _ = re.sub(r"[\x00-\x20]", "", link).partition(":")
    return not colon or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme) or scheme.lower() in SCHEMES
