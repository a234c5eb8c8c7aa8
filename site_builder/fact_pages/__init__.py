"""Pages and files made from the facts of the service, one module for each kind."""

from collections.abc import Callable, Iterator

from site_builder.cross_links import CrossLinks
from site_builder.fact_pages.open_slots import open_slots_page
from site_builder.made_pages import MadePage

PAGES: tuple[Callable[[CrossLinks], Iterator[MadePage]], ...] = (open_slots_page,)
"""Each yields its pages, none when the service does not keep that fact."""

FILES: tuple[Callable[[CrossLinks], Iterator[tuple[str, str]]], ...] = ()
"""Each yields path and text of files that are not pages, such as a calendar."""


def fact_pages(links: CrossLinks) -> Iterator[MadePage]:
    """Every page made from the facts."""
    for pages in PAGES:
        yield from pages(links)


def fact_files(links: CrossLinks) -> Iterator[tuple[str, str]]:
    """Every other file made from the facts."""
    for files in FILES:
        yield from files(links)
