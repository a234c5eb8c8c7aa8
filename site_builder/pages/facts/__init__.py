"""Pages and files made from the facts of the service, one module for each kind.

Each module lists what it makes: `PAGES` are made from the facts alone, `PAGES_ABOUT_PAGES` name other pages and are
handed the titles of these by path, `FILES` are path and text of what is no page, such as a calendar.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from handbook.registry import modules_in
from site_builder.context import BuildContext
from site_builder.page import SitePage

_MODULES = modules_in(__name__, __path__)

PAGES: tuple[Callable[[BuildContext], Iterator[SitePage]], ...] = tuple(
    pages for module in _MODULES for pages in getattr(module, "PAGES", ())
)
"""Each yields its pages, none when the service does not keep that fact."""

PAGES_ABOUT_PAGES: tuple[Callable[[BuildContext, Mapping[str, str]], Iterator[SitePage]], ...] = tuple(
    pages for module in _MODULES for pages in getattr(module, "PAGES_ABOUT_PAGES", ())
)
"""Each yields pages that name other pages, whose titles they are handed by path."""

FILES: tuple[Callable[[BuildContext], Iterator[tuple[str, str]]], ...] = tuple(
    files for module in _MODULES for files in getattr(module, "FILES", ())
)
"""Each yields path and text of files that are not pages, such as a calendar."""


def fact_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """Every page made from the facts."""
    for pages in PAGES:
        yield from pages(ctx)


def pages_about_pages(ctx: BuildContext, pages: Iterable[SitePage]) -> Iterator[SitePage]:
    """Every page made from facts that names other pages."""
    titles = {page.path: page.title for page in pages}
    for make_pages in PAGES_ABOUT_PAGES:
        yield from make_pages(ctx, titles)


def fact_files(ctx: BuildContext) -> Iterator[tuple[str, str]]:
    """Every other file made from the facts."""
    for files in FILES:
        yield from files(ctx)
