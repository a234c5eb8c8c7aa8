"""Rules about the structure of pages: headings, table headers, alternative texts, raw HTML."""

import re
from collections.abc import Iterator

from handbook.pages.markdown import PageText, TextPlace, read_page_text
from handbook.pages.table_cells import separator_row
from handbook.source.problems import Problem
from handbook.sources import Sources

TAGS = ("abbr", "br", "details", "kbd", "q", "small", "sub", "summary", "sup")
"""HTML tags that have no equivalent in Markdown."""

ATTRIBUTES = ("abbr title", "details open", "details markdown")
"""The attributes that these tags may have."""

_SCHEMES = ("http", "https", "mailto", "sms", "tel")
_READ_IN_SEVERAL_WAYS = re.compile(r"[\x00-\x1f\x7f]|\ufffd|^\s*(?://|/\\)")
"""Control characters, which some programs drop, and addresses of another host without `https:`."""
_OPEN_COMMENT = re.compile(r"(?<!\\)<!--")
_NEVER_CLOSED = "this comment is never closed; write `-->` where it ends"
_COMMENT_OF_DATA = "a comment may not stand in this text; write it on a line of its own that begins with `#`"
_ODD_LINK = "a link may lead to a page or begin with https://; write one of these, or take the link out"


def _pages(sources: Sources) -> Iterator[tuple[str, int, PageText]]:
    """Every hand-written page, parsed, with its path and the line before its text."""
    for page in sources.handbook.pages.values():
        yield f"docs/{page.path}", page.body_line - 1, read_page_text(page.body)


def _problem(path: str, above: int, place: TextPlace, message: str) -> Problem:
    return Problem(path, above + place.line, place.column, message)


def check_headings(sources: Sources) -> Iterator[Problem]:
    """Headings do not skip a level, so that screen readers can navigate them."""
    for path, above, text in _pages(sources):
        level = 1
        for place in text.headings:
            if not place.text:
                yield _problem(path, above, place, "this heading has no words; write them, or take its `#` out")
            elif place.level > level + 1:
                message = (
                    f"this heading skips a level: it has {place.level} `#`, and the one above it has {level}; "
                    f"write {'#' * (level + 1)}"
                )
                if level == 1:
                    message = (
                        f"this heading skips a level; the first headings of a page have two `#`, not {place.level}"
                    )
                yield _problem(path, above, place, message)
            level = place.level


def check_tables(sources: Sources) -> Iterator[Problem]:
    """Every table has a header, and every column a name."""
    for path, above, text in _pages(sources):
        for place in text.bare_tables:
            dashes = separator_row(int(place.text))
            message = f"a table needs a header; write the columns' names as its first row, and `{dashes}` below it"
            yield _problem(path, above, place, message)
        for place in text.header_cells:
            if not place.text:
                yield _problem(path, above, place, "a column of this table has no name; write one into its first row")


def check_pictures(sources: Sources) -> Iterator[Problem]:
    """Every picture has an alternative text."""
    for path, above, text in _every_text(sources):
        for place in text.pictures:
            if not place.text.strip():
                message = (
                    "those who cannot see this picture are told nothing; write what it shows: `![What it shows](...)`"
                )
                yield _problem(path, above, place, message)


def check_html(sources: Sources) -> Iterator[Problem]:
    """Raw HTML is limited to a few tags."""
    for path, above, text in _every_text(sources):
        for place in text.tags:
            if place.text not in TAGS:
                message = f"`<{place.text}>` may not stand here; write it in Markdown (of HTML, only {_named()})"
                yield _problem(path, above, place, message)
        for place in text.tag_attributes:
            tag, _, name = place.text.partition(" ")
            if tag in TAGS and place.text not in ATTRIBUTES:
                yield _problem(path, above, place, f"`<{tag}>` may not carry `{name}` here; take it out")


def check_html_is_closed(sources: Sources) -> Iterator[Problem]:
    """Every tag is closed; otherwise it would contain the rest of the page."""
    for path, above, text in _every_text(sources):
        for place in text.open_tags:
            if place.text in TAGS:
                message = f"`<{place.text}>` is never closed; write `</{place.text}>` where it ends"
                yield _problem(path, above, place, message)
        for place in text.stray_ends:
            if place.text in TAGS:
                yield _problem(path, above, place, f"`</{place.text}>` closes nothing; take it out")


def check_comments(sources: Sources) -> Iterator[Problem]:
    """Comments are closed, and only on pages: those of data files begin with `#`."""
    for path, value, text in sources.parsed_texts("<!--"):
        if not value.is_page:
            yield Problem(path, value.line, value.column, _COMMENT_OF_DATA)
            continue
        for match in _OPEN_COMMENT.finditer(text.prose):
            yield Problem(path, *value.place_at(match.start()), _NEVER_CLOSED)


def check_link_schemes(sources: Sources) -> Iterator[Problem]:
    """Links lead to pages, web addresses, e-mail addresses or phone numbers, and never run a script."""
    for path, above, text in _every_text(sources):
        for place in text.links:
            if _is_odd(place.text):
                yield _problem(path, above, place, _ODD_LINK)
    for path, value in sources.texts():
        if value.key == "address" and _is_odd(value.text):
            yield Problem(path, value.line, value.column, _ODD_LINK)


def _is_odd(link: str) -> bool:
    # Browsers ignore spaces and control characters before the scheme.
    if _READ_IN_SEVERAL_WAYS.search(link):
        return True
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):", re.sub(r"[\x00-\x20]", "", link))
    return match is not None and match[1].lower() not in (*_SCHEMES, "file")  # files have a rule of their own


def _every_text(sources: Sources) -> Iterator[tuple[str, int, PageText]]:
    """Every hand-written page, and every text of a data file with a link, a picture or HTML."""
    yield from _pages(sources)
    for path, value, text in sources.parsed_texts("<", "![", "]("):
        if not value.is_page:
            first = PageText()
            for kind in ("tags", "tag_attributes", "open_tags", "stray_ends", "pictures", "links"):
                getattr(first, kind).extend(TextPlace(1, value.column, place.text) for place in getattr(text, kind))
            yield path, value.line - 1, first


def _named() -> str:
    return ", ".join(f"`<{tag}>`" for tag in TAGS)


STYLE_RULES = (
    check_headings,
    check_tables,
    check_pictures,
    check_html,
    check_html_is_closed,
    check_comments,
    check_link_schemes,
)
