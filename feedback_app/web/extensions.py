"""What the running app holds, for its routes."""

from dataclasses import dataclass, field
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
    """Whether a newer build's content had faults."""
    thanks: dict[tuple[str, str, bool], list[str]] = field(default_factory=dict)
    """Pages of thanks drawn so far, by run, language and whether it is said again, cut where the receipt goes."""

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
    """Let the app's routes find what it holds."""
    app.extensions[_NAME] = services


def current_services() -> AppServices:
    """What the app that answers this request holds: the same from the request's beginning to its end."""
    if _NAME not in g:
        setattr(g, _NAME, services_of(current_app))
    return cast("AppServices", getattr(g, _NAME))


def services_of(app: Flask) -> AppServices:
    """What an app holds now, for whoever works beside its requests."""
    return cast("AppServices", app.extensions[_NAME])
