"""Days and numbers of things as words, and the Markdown of content files as safe HTML."""

from datetime import date

import nh3
from markdown import markdown
from markupsafe import Markup

from handbook.addresses import page_address

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_TAGS = {"a", "blockquote", "em", "li", "ol", "p", "strong", "ul"}


def day_in_words(day: date) -> str:
    """Such as "31 March 2026", whatever language the computer speaks."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def many(number: int, thing: str, things: str | None = None) -> str:
    """Such as "1 text" and "2,000 texts"; `things` where that is not `thing` with an s."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def prose(text: str) -> Markup:
    """The Markdown of a content file as HTML without anything that could run or load."""
    cleaned = nh3.clean(
        markdown(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        attribute_filter=_address,
        link_rel="noreferrer",
    )
    return Markup(cleaned)  # noqa: S704 (nh3 has just made it safe)


def _address(_tag: str, _attribute: str, value: str) -> str:
    # Content links to pages by their path below docs/, as pages do among themselves.
    path, mark, part = value.partition("#")
    if path.endswith(".md") and "://" not in path:
        return page_address(path.removeprefix("/")) + mark + part
    return value
