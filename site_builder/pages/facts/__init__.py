"""Pages and files made from the facts of the service, one module for each kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from site_builder.context import CrossLinks
from site_builder.page import MadePage
from site_builder.pages.facts.actions import actions_pages
from site_builder.pages.facts.calendars import calendar_files
from site_builder.pages.facts.changes import changes_pages
from site_builder.pages.facts.coverage import coverage_pages
from site_builder.pages.facts.delegation import who_decides_pages
from site_builder.pages.facts.events import event_pages
from site_builder.pages.facts.feed import feed_files
from site_builder.pages.facts.figures import figure_files, figure_pages
from site_builder.pages.facts.learning import learning_pages
from site_builder.pages.facts.newsletter import newsletter_files, newsletter_pages
from site_builder.pages.facts.offers import directory_pages
from site_builder.pages.facts.open_slots import open_slots_page
from site_builder.pages.facts.places import places_pages
from site_builder.pages.facts.plan import plan_pages
from site_builder.pages.facts.plan_lists import plan_list_pages
from site_builder.pages.facts.rates import rates_files, rates_pages
from site_builder.pages.facts.report import report_pages
from site_builder.pages.facts.skills import skills_pages
from site_builder.pages.facts.standards import standards_pages
from site_builder.pages.facts.stocktake import stocktake_pages
from site_builder.pages.facts.tensions import tension_pages

PAGES: tuple[Callable[[CrossLinks], Iterator[MadePage]], ...] = (
    standards_pages,
    plan_pages,
    plan_list_pages,
    tension_pages,
    stocktake_pages,
    figure_pages,
    report_pages,
    coverage_pages,
    open_slots_page,
    who_decides_pages,
    rates_pages,
    skills_pages,
    directory_pages,
    places_pages,
    learning_pages,
    event_pages,
)
"""Each yields its pages, none when the service does not keep that fact."""

PAGES_ABOUT_PAGES: tuple[Callable[[CrossLinks, Mapping[str, str]], Iterator[MadePage]], ...] = (
    changes_pages,
    newsletter_pages,
    actions_pages,
)
"""Each yields pages that name other pages, whose titles they are handed by path."""

FILES: tuple[Callable[[CrossLinks], Iterator[tuple[str, str]]], ...] = (
    feed_files,
    newsletter_files,
    rates_files,
    calendar_files,
    figure_files,
)
"""Each yields path and text of files that are not pages, such as a calendar."""


def fact_pages(links: CrossLinks) -> Iterator[MadePage]:
    """Every page made from the facts."""
    for pages in PAGES:
        yield from pages(links)


def pages_about_pages(links: CrossLinks, pages: Iterable[MadePage]) -> Iterator[MadePage]:
    """Every page made from facts that names other pages."""
    titles = {page.path: page.title for page in pages}
    for made in PAGES_ABOUT_PAGES:
        yield from made(links, titles)


def fact_files(links: CrossLinks) -> Iterator[tuple[str, str]]:
    """Every other file made from the facts."""
    for files in FILES:
        yield from files(links)
