"""Reads built pages: which scripts they run, whether each link leads somewhere, and what may not be in them.

The article and what the theme puts around it are read tag by tag, each against its own list of what is allowed.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from posixpath import join, normpath
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from handbook.service.phone_numbers import digits, phone_numbers_in
from handbook.urls import PAGE_FEEDBACK_ADDRESS, RECEIPT_ADDRESS, SEARCH_ADDRESS, SUGGEST_ADDRESS, WITHDRAW_ADDRESS
from site_builder.build.allowed_html import article_tag_faults, theme_tag_faults

APP_ADDRESSES = (
    "/answer/",
    WITHDRAW_ADDRESS,
    PAGE_FEEDBACK_ADDRESS,
    RECEIPT_ADDRESS,
    SEARCH_ADDRESS,
    SUGGEST_ADDRESS,
)
"""Addresses that the app answers, not the site."""
ELSEWHERE = re.compile(r"//|[A-Za-z][A-Za-z0-9+.-]*:")
"""How a link begins that names a host or a scheme, and so leads out of the site."""


_ARTICLE = re.compile(r"<(/?)article\b[^>]*>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_DATA_BLOCK = re.compile(r"\btype\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_STYLE = re.compile(r"<style\b|<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE)
_ATTRIBUTES = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?"
_VALUE = r"(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))"
_REFERENCE = re.compile(rf"<(?:a|link|script|img|form)\b{_ATTRIBUTES}\s(?:href|src|action)={_VALUE}", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(?: [^<>]*?)? -->")
_TAG_START = re.compile(r"<[A-Za-z]")
TAG = re.compile(r"<[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ANCHOR = re.compile(rf"<[a-z]{_ATTRIBUTES}\sid={_VALUE}", re.IGNORECASE)


_WITHIN_WORDS = "a|abbr|b|bdi|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var|wbr"
_INLINE_TAG = re.compile(rf"</?(?:{_WITHIN_WORDS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_NUMBER_LINK = re.compile(r"\shref=[\"']?(?:tel|sms):([^\"'\s>]*)", re.IGNORECASE)

_DRAWING_ELEMENTS = frozenset(
    ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc")
)
_SVG = "{http://www.w3.org/2000/svg}"


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
    anchors = [unescape("".join(groups)) for groups in _ANCHOR.findall(html)]
    return BuiltPage(
        scripts=frozenset(inline_scripts(theme)),
        links=tuple(dict.fromkeys(unescape("".join(groups)) for groups in _REFERENCE.findall(html))),
        anchors=frozenset(anchors),
        faults=(*_article_faults(article, after), *_theme_faults(theme), *_duplicate_ids(anchors)),
    )


def split_article(html: str) -> tuple[str, str, str]:
    """What is before, in and after the page's article; an article that never ends reaches to the page's end."""
    start, depth = None, 0
    for tag in _ARTICLE.finditer(html):
        start = tag.start() if start is None else start
        depth += -1 if tag[1] else 1
        if depth <= 0:
            return html[:start], html[start : tag.end()], html[tag.end() :]
    return (html, "", "") if start is None else (html[:start], html[start:], "")


def numbers_on(article: str) -> Iterator[tuple[str, str]]:
    """Each phone number that an article shows or calls: as it is there, and as it is dialled."""
    for link in _NUMBER_LINK.findall(article):
        yield link, digits(unquote(unescape(link)))
    within = _INLINE_TAG.sub("", article)
    # Part by part, because nearly all parts of a page hold too few figures for a number.
    for part in unescape(TAG.sub("\0", within.replace("</", "\0</"))).split("\0"):
        for number in phone_numbers_in(part):
            yield number.shown, number.digits


def address_of(path: str) -> str:
    """The address of a built file."""
    return f"/{path.removesuffix('index.html')}"


def dead_ends(pages: Mapping[str, BuiltPage], files: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each page with a link inside the site that leads to no file, or to no id on its page, and what is wrong with it.

    `pages` are by the path of their file, and `files` the addresses of everything that was built.
    """
    anchors = {address_of(path): page.anchors for path, page in pages.items()}
    for path, page in pages.items():
        for link in page.links:
            wrong = _link_fault(address_of(path), link, files, anchors)
            if wrong:
                yield path, f"the link `{link}` on the page {address_of(path)} {wrong}"


def _link_fault(here: str, link: str, files: Collection[str], anchors: Mapping[str, frozenset[str]]) -> str | None:
    """A message for a link that leads nowhere; None for links to other sites, to the app and to pages that exist."""
    if ELSEWHERE.match(link):
        return None
    path, _, fragment = link.partition("#")
    target = absolute(here, unquote(path.partition("?")[0]))
    if target.startswith(APP_ADDRESSES):
        return None
    if target not in files:
        return "leads nowhere: there is no such page; correct the link or remove it"
    if fragment and target in anchors and unquote(fragment) not in anchors[target]:
        return "leads to a place that is not on its page; correct the part after `#`"
    return None


def absolute(here: str, path: str) -> str:
    """Where a relative path leads from an address: `../b/` on `/a/` is `/b/`."""
    if not path:
        return here
    normal = normpath(join(here.rpartition("/")[0] + "/", path))
    return normal if normal == "/" or not path.endswith(("/", ".")) else f"{normal}/"


def drawing_fault(drawing: bytes) -> str | None:
    """What a drawing holds beside plain shapes and words; None for nothing. Reads no entity: a DOCTYPE is refused."""
    if b"<!DOCTYPE" in drawing.upper() or b"<!ENTITY" in drawing.upper():
        return "holds a declaration"
    try:
        elements = list(ET.fromstring(drawing).iter())  # noqa: S314 without declarations there is nothing to expand
    except ET.ParseError:
        return "cannot be read"
    for element in elements:
        name = str(element.tag).removeprefix(_SVG)
        if name not in _DRAWING_ELEMENTS:
            return f"holds <{name}>"
        for attribute, value in element.attrib.items():
            if attribute.startswith("on") or "href" in attribute or "url(" in value.lower() or attribute == "style":
                return f"holds `{attribute}`"
    return None


def inline_scripts(html: str) -> Iterator[str]:
    """The inline scripts of a page; blocks of JSON are not scripts."""
    for attributes, script in _SCRIPT.findall(html):
        if not _SOURCE.search(attributes) and not _DATA_BLOCK.search(attributes):
            yield script


def _theme_faults(theme: str) -> Iterator[str]:
    if "<head" not in theme.lower():
        yield "has no <head>, so that its content security policy could not stand there: look into the overrides"
    if _STYLE.search(theme):
        yield "carries a style outside its text, which the content security policy forbids: look into the overrides"
    text = _COMMENT.sub("", _SCRIPT.sub(r"<script\1>", theme))
    yield from _tag_faults(text, theme_tag_faults, "outside its text ")


def _article_faults(article: str, after: str) -> Iterator[str]:
    if _ARTICLE.search(after):
        yield "closes an <article> that it did not open, so that its end would pass for the theme: remove the tag"
    # Browsers and parsers disagree about odd comments, so only plain ones are let through.
    text = _COMMENT.sub("", article)
    if "<!" in text or "<?" in text:
        yield "holds a comment or a declaration that is not plain: remove it, or write it as <!-- words -->"
    yield from _tag_faults(text, article_tag_faults)


def _tag_faults(text: str, faults_of: Callable[[str], tuple[str, ...]], where: str = "") -> Iterator[str]:
    tags = TAG.findall(text)
    if len(tags) != len(_TAG_START.findall(text)):
        yield f"holds {where}a tag that cannot be read with certainty: look for a `<` inside a tag"
    yield from dict.fromkeys(fault for tag in dict.fromkeys(tags) for fault in faults_of(tag))


def _duplicate_ids(anchors: Iterable[str]) -> Iterator[str]:
    """Ids that are used twice: a link or a script would find the wrong element."""
    for anchor, times in Counter(anchors).items():
        if times > 1:
            yield f"has the id `{anchor}` twice: give one of the two another name"
