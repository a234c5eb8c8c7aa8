"""What the running app holds, for its routes, and which pages its site has."""

import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import cast

from flask import Flask, current_app, g

from feedback_app.clock import Clock
from feedback_app.forms import AnswerForm
from feedback_app.privacy.codes import CodeKeys
from feedback_app.settings import Settings
from feedback_app.storage import Store
from feedback_app.web.rate_limits import RateLimiter
from feedback_app.web.site_build import SiteBuild, mark_of, missing_pages
from handbook.handbook import Handbook
from handbook.pages.page import Page
from handbook.urls import page_address

_NAME = "handbook"


@dataclass(frozen=True)
class AppServices:
    """Content, store, keys and clock of one app. Never changed: a new build puts another in its place."""

    handbook: Handbook
    store: Store
    keys: CodeKeys
    clock: Clock
    settings: Settings
    rate_limiter: RateLimiter
    forms: dict[tuple[str, str], type[AnswerForm]]
    """Each form by the key of its survey run and its language; made once, for that takes longer than filling one in."""
    build: SiteBuild
    """The build of the site that this content belongs to."""
    content_is_old: bool = False
    """Whether a newer build has content with problems, which is not used."""
    thanks: dict[tuple[str, str, bool], list[str]] = field(default_factory=dict)
    """Rendered pages of thanks, split where the receipt goes, by run key, language and whether a reply is repeated."""

    @property
    def site_is_whole(self) -> bool:
        """Whether the site that is served holds its most important pages: the newest, or else the one held."""
        if self.build.mark is None:
            return True  # forms alone, without a site from their start on, miss none
        return not missing_pages(self.settings.site if mark_of(self.settings.site) else self.build.folder)

    @property
    def site(self) -> Path:
        """The built handbook, to know which pages exist."""
        return self.build.folder


def set_services(app: Flask, services: AppServices) -> None:
    """Store the services on the app, where its routes find them."""
    app.extensions[_NAME] = services


def current_services() -> AppServices:
    """What the app holds, the same from the beginning of a request to its end."""
    if _NAME not in g:
        setattr(g, _NAME, services_of(current_app))
    return cast("AppServices", getattr(g, _NAME))


def services_of(app: Flask) -> AppServices:
    """What an app holds now, for code that runs outside its requests."""
    return cast("AppServices", app.extensions[_NAME])


_ADDRESS = re.compile(r"/([a-z0-9][a-z0-9-]*/)*")
_MAX_LENGTH = 200
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<a class=\"headerlink\".*?</a>|<[^>]*>", re.DOTALL)


def known_page(address: str) -> str | None:
    """The address of a page that the built handbook has; of a page that was renamed, its new one; None of any other."""
    # The pattern leaves nothing that could climb out of the site's folder.
    if len(address) > _MAX_LENGTH or not _ADDRESS.fullmatch(address):
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
    match = _HEADING.search(html)
    return " ".join(unescape(_TAG.sub("", match[1])).split()) if match else address
