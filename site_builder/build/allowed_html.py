"""What a built page may be made of: elements, their attributes, and the values of these.

Two tables, because the theme needs elements that no author needs. What is in neither is refused, whatever it does: a
list of what is harmful would always be one browser release behind.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import urlsplit

from handbook.urls import PAGE_FEEDBACK_ADDRESS
from site_builder.styles import article_classes

_ALWAYS = frozenset({"id", "class"})


def _table(text: str) -> dict[str, frozenset[str]]:
    """One element a line, then its attributes; `id` and `class` go with each."""
    rows = (line.split() for line in text.strip().splitlines())
    return {row[0]: _ALWAYS | frozenset(row[1:]) for row in rows}


_ARTICLE_ATTRIBUTES = _table("""
    a href title aria-label
    abbr title
    article aria-labelledby
    aside aria-label
    b
    bdi
    blockquote
    br
    button type name value popovertarget
    caption
    circle cx cy r fill stroke
    cite
    code
    col
    colgroup
    dd
    defs
    del
    desc
    details open
    dfn
    div
    dl
    dt
    em
    figcaption
    figure
    footer
    form action method aria-labelledby
    g fill stroke
    h1
    h2
    h3
    h4
    h5
    h6
    header
    hr
    i
    img alt src title width height
    input type name value
    ins
    kbd
    label for
    li value
    line x1 y1 x2 y2 stroke
    mark
    nav aria-label aria-labelledby
    ol start
    p
    path d fill stroke
    pattern width height
    polygon points fill stroke
    polyline points fill stroke
    pre
    q
    rect x y width height fill stroke stroke-dasharray
    s
    samp
    section aria-label aria-labelledby
    small
    span popover
    strong
    sub
    summary
    sup
    svg role aria-labelledby width height viewbox xmlns
    table role
    tbody role
    td role align colspan rowspan
    text fill x y dx dy
    tfoot role
    th role scope align colspan rowspan
    thead role
    time datetime
    title
    tr role
    tspan x y dx dy
    u
    ul
    var
    wbr
""")
"""The article: what Markdown makes, and what our templates, charts and the question at a page's foot need."""

_THEME_ATTRIBUTES = _table("""
    a href aria-current
    aside aria-label
    body dir
    button type value hidden data-opens data-closes aria-haspopup aria-expanded aria-controls
    dialog aria-labelledby
    div tabindex data-md-component
    footer
    form role method action hidden
    head
    header
    html lang
    img src alt width height
    input type name maxlength enterkeyhint autocomplete autocapitalize spellcheck data-md-toggle
    label for
    li
    link rel type href title
    main data-md-component
    meta charset name content
    nav aria-label
    ol
    p role hidden
    script src defer type
    span
    title
    ul
""")
"""Around the article: what the theme and our overrides of it write."""

# The filters and the page of numbers read these, and nothing else does.
_DATA = re.compile(
    r"data-(?:area|calls?|filter|filter-by|filter-group|filter-item|for|format|from|kind|label|line|need|only-order|priority"
    r"|raised|state|status|subject|together)"
)

SCHEMES = ("", "http", "https", "mailto", "sms", "tel")
LINKS = ("href", "src", "action", "formaction", "poster", "data", "srcset", "xlink:href")

_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\\]")
_ELSEWHERE = re.compile(r"//|[^/?#]*:")
_SHAPES = {
    # The engine writes ids of headings, and those of footnotes; ids with a leading `_` are the theme's own.
    "id": re.compile(r"[a-z0-9](?:[a-z0-9-]|_(?=\w))*|fn(?:ref\d*)?:[\w-]+"),
    "name": re.compile(r"useful|page"),
    "type": re.compile(r"submit|button|hidden"),
    "method": re.compile(r"post"),
    "popover": re.compile(r"auto"),
    "popovertarget": re.compile(r"short-form-[a-z0-9-]+"),
    "fill": re.compile(r"none|currentColor"),
    "stroke": re.compile(r"none|currentColor"),
    "xmlns": re.compile(r"http://www\.w3\.org/2000/svg"),
}
"""How a value in an article looks, where not every value is harmless."""

_ENGINE_CLASSES = re.compile(
    r"md-button(?:--primary)?|md-content__inner|md-typeset|home"
    r"|admonition(?:-title)?|note|abstract|info|tip|success|question|warning|failure|danger|bug|example|quote"
    r"|footnote(?:-ref|-backref)?|highlight|language-[a-z]+|[a-z]{1,2}\d?|l-[A-Za-z-]+"
    r"|govuk-visually-hidden|silent"
)
"""Classes in articles that our own stylesheet need not name: the engine's, its highlighter's, and marks for scripts."""


@lru_cache(maxsize=100_000)
def article_tag_faults(tag: str) -> tuple[str, ...]:
    """What is wrong with one opening tag of an article, each as the end of a sentence about its page."""
    return _faults_of(tag, in_article=True)


@lru_cache(maxsize=10_000)
def theme_tag_faults(tag: str) -> tuple[str, ...]:
    """The same for a tag around the article."""
    return _faults_of(tag, in_article=False)


def _faults_of(tag: str, *, in_article: bool) -> tuple[str, ...]:
    reader = _TagReader()
    reader.feed(tag)
    reader.close()
    if reader.read is None:
        return ("holds a tag that cannot be read with certainty: look for a `<` inside a tag",)
    return tuple(_article_faults(*reader.read) if in_article else _theme_faults(*reader.read))


Attributes = list[tuple[str, str]]


class _TagReader(HTMLParser):
    """Reads one tag as browsers do: names in small letters, references in values undone, a missing value empty."""

    def __init__(self) -> None:
        super().__init__()
        self.read: tuple[str, Attributes] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the tag says."""
        self.read = tag, [(name, value or "") for name, value in attrs]


def _article_faults(tag: str, attributes: Attributes) -> Iterator[str]:
    allowed = _ARTICLE_ATTRIBUTES.get(tag)
    if allowed is None:
        yield f"uses <{tag}>, which is not allowed in a page: write it in Markdown"
        return
    for name, value in attributes:
        # Report one fault for each attribute: what is wrong with its name matters more than its value.
        faults = (*_link_faults(tag, name, value), *_name_faults(tag, name, allowed))
        yield from (faults or tuple(_value_faults(tag, name, value)))[:1]


def _name_faults(tag: str, name: str, allowed: frozenset[str]) -> Iterator[str]:
    if name.startswith("on"):
        yield f"runs a script through `{name}` on <{tag}>: remove it"
    elif name == "style":
        yield f"uses a style attribute on <{tag}>: use a class of the stylesheet"
    elif name not in allowed and not _DATA.fullmatch(name):
        yield f"uses the attribute `{name}` on <{tag}>, which is not allowed in a page: remove it"


def _link_faults(tag: str, name: str, value: str) -> Iterator[str]:
    if name not in LINKS:
        return
    if not is_safe_link(value):
        yield f"has a link that may run a script ({value[:40]!r}): write a web address or a page"
    elif tag == "form" and urlsplit(value).path != PAGE_FEEDBACK_ADDRESS:
        yield "has a form of its own: ask through a survey"
    elif name == "src" and leads_elsewhere(value):
        yield f"shows a picture from another place ({value[:40]!r}): put the picture into docs/ and name it there"
    elif _INVISIBLE.search(value.replace(" ", "")) or value.strip().startswith("//"):
        yield f"has a link that browsers read in several ways ({value[:40]!r}): write it out, beginning with https://"


def _value_faults(tag: str, name: str, value: str) -> Iterator[str]:
    if name == "class":
        for each in value.split():
            if not _is_class(each):
                yield f"uses the class `{each}`, which is not for the text of a page: remove it"
    elif name in _SHAPES and not _SHAPES[name].fullmatch(value):
        yield f"has {name}={value[:40]!r} on <{tag}>, which is not allowed in a page: remove it"


def _is_class(name: str) -> bool:
    """Whether our stylesheet knows a class, or the block that it is a part or a variant of (`contact--everyday`)."""
    block, _, _ = name.replace("__", "--").partition("--")
    return not article_classes().isdisjoint((name, block)) or _ENGINE_CLASSES.fullmatch(name) is not None


def _theme_faults(tag: str, attributes: Attributes) -> Iterator[str]:
    allowed = _THEME_ATTRIBUTES.get(tag)
    if allowed is None:
        yield f"uses <{tag}> outside its text, where the theme is not known to need it: look into the overrides"
        return
    for name, value in attributes:
        if name == "style":
            yield "carries a style outside its text, which the content security policy forbids: look into the overrides"
        elif name not in allowed:
            yield f"uses the attribute `{name}` on <{tag}> outside its text: look into the overrides"
        elif name in LINKS and not is_safe_link(value):
            yield f"has a link outside its text that may run a script ({value[:40]!r}): look into the overrides"
        elif (name == "src" or (tag, name) == ("link", "href")) and leads_elsewhere(value):
            yield f"fetches something from another place through <{tag}> outside its text: look into the overrides"


def is_safe_link(link: str) -> bool:
    """Whether a link opens a page, a web address, a letter, a message or a call, in the reading of every browser."""
    # A browser drops spaces and control characters before it reads the scheme; plain links hold neither.
    scheme, colon, _ = _INVISIBLE.sub("", link).partition(":")
    return not colon or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme) or scheme.lower() in SCHEMES


def leads_elsewhere(address: str) -> bool:
    """Whether something would be fetched from another host, or could be in the reading of some browser."""
    plain = address.replace(" ", "")
    return _INVISIBLE.search(plain) is not None or _ELSEWHERE.match(plain) is not None
