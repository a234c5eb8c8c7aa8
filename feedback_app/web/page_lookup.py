"""Which pages the handbook has, asked by their address."""

import re
from html import unescape

from feedback_app.web.extensions import current_services
from handbook.pages.page import Page
from handbook.urls import page_address

_ADDRESS = re.compile(r"/([a-z0-9][a-z0-9-]*/)*")
_LONGEST = 200
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<a class=\"headerlink\".*?</a>|<[^>]*>", re.DOTALL)


def known_page(address: str) -> str | None:
    """The address of a page that the built handbook has; of a page that was renamed, its new one; None of any other."""
    # The pattern leaves nothing that could climb out of the site's folder.
    if len(address) > _LONGEST or not _ADDRESS.fullmatch(address):
        return None
    address = current_services().build.redirects.get(address, address).partition("#")[0]
    return address if (current_services().site / address.strip("/") / "index.html").is_file() else None


def written_page(address: str) -> Page | None:
    """The hand-written page at an address; None where it is made from data."""
    pages = current_services().handbook.pages
    return next((page for path, page in pages.items() if page_address(path) == address), None)


def title_of(address: str) -> str:
    """The title of a page that the built handbook has."""
    page = written_page(address)
    if page:
        return page.header.title
    html = (current_services().site / address.strip("/") / "index.html").read_text(encoding="utf-8")
    found = _HEADING.search(html)
    return " ".join(unescape(_TAG.sub("", found[1])).split()) if found else address
