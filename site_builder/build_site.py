"""From content to a checked site: stage, make HTML, finish, and only then put it in the old site's place."""

from datetime import date
from pathlib import Path

from handbook.handbook import Handbook
from handbook.loading import load_sources
from handbook.pages.redirects import page_of, resolve_redirect
from handbook.rules.announced_days import check_announced_days
from handbook.rules.checking import check_on
from handbook.source.problems import ContentError, Problem
from handbook.sources import Sources
from handbook.urls import ADDRESS_LIST, POLICY_FILE, SITE_FOLDER, base_path
from site_builder.build.build_cache import BuildPaths, fingerprint
from site_builder.build.engine import build_html
from site_builder.build.postprocess import compress_site, postprocess_site, prefix_links
from site_builder.build.redirects import write_redirects
from site_builder.build.staging import stage
from site_builder.build.versions import build_lock, new_version, remove_old_versions, switch_to, write_atomically
from site_builder.checks.address_list import (
    addresses_of,
    check_address_list,
    check_redirects,
    extended_list,
    lost_addresses,
    read_address_list,
)
from site_builder.checks.link_check import check_links
from site_builder.checks.link_targets import link_targets
from site_builder.checks.markdown import check_markdown
from site_builder.checks.renamed_pages import check_swapped_pages, renamed_pages
from site_builder.context import build_context
from site_builder.menu import CONFIG, Menu, read_menu
from site_builder.page_list import check_unique_addresses, site_pages, staged_pages
from site_builder.pictures.checks import check_pictures
from site_builder.search.search_index import write_search_index
from site_builder.tools.nav_updates import proposed_redirects
from site_builder.tools.proposals import content_at


def load_checked(root: Path, on: date, *, cleans: bool = False) -> tuple[Handbook, dict[str, str]]:
    """The handbook and its pages, menu and pictures checked too; raises ContentError with every problem."""
    sources, pages = read_checked(root, on, cleans=cleans)
    return sources.handbook, pages


def read_checked(
    root: Path, on: date, *, cleans: bool = False, base: str | None = None
) -> tuple[Sources, dict[str, str]]:
    """The content with its sources, and the pages; menu and pictures are checked too. Raises ContentError.

    With `cleans`, only pictures that cannot be cleaned are problems: staging cleans the others.
    With a commit (`base`) the days and the pages that people know from it are compared with those of today.
    """
    pictures = list(check_pictures(root, cleans=cleans))
    try:
        sources, menu, addresses = _read(root, on)
    except ContentError as error:
        raise ContentError([*error.problems, *pictures]) from None
    handbook = sources.handbook
    ctx = build_context(handbook, on, menu, sources.records)
    generated = site_pages(ctx)
    pages = staged_pages(ctx, generated)
    here = link_targets(pages, root)
    lost = list(lost_addresses(sources, here, addresses))
    steps = {each.old: each.new for each in lost if each.is_renamed} | dict(sources.moved)
    redirects = {old: end for old in steps if (end := resolve_redirect(steps, old)) and page_of(end) in here}
    removed = {each.old for each in lost if not each.is_renamed}
    targets = here.after(redirects, removed)
    problems = [
        *pictures,
        *check_on(sources, on),
        *(check_announced_days(sources, content_at(root, base, sources), on) if base else ()),
        *(check_swapped_pages(root, base) if base else ()),
        *check_unique_addresses(generated),
        *check_links(sources, targets, root),
        *check_markdown(sources, pages),
        *check_redirects(sources, targets),
        *check_address_list(sources, lost),
    ]
    if problems:
        raise ContentError(problems)
    return sources, pages


def _read(root: Path, on: date) -> tuple[Sources, Menu, dict[str, int]]:
    """The content, the menu and the list of addresses; raises ContentError with the problems of all three."""
    menu: Menu = ()
    addresses: dict[str, int] = {}
    problems: list[Problem] = []
    try:
        menu = read_menu(root)
    except ContentError as error:
        problems.extend(error.problems)
    try:
        addresses = read_address_list(root)
    except ContentError as error:
        problems.extend(error.problems)
    try:
        renamed = renamed_pages(root, addresses, proposed_redirects(root))
        sources = load_sources(root, on=on, renamed=renamed, addresses=addresses)
    except ContentError as error:
        raise ContentError([*error.problems, *problems]) from None
    if problems:
        raise ContentError([*problems, *check_on(sources, on)])
    return sources, menu, addresses


def add_addresses(root: Path, on: date) -> tuple[str, ...]:
    """Add today's addresses to the list of permanent ones and return those added; raises ContentError."""
    handbook, pages = load_checked(root, on)
    old_addresses, today = read_address_list(root), addresses_of(handbook, link_targets(pages, root))
    write_atomically(root / ADDRESS_LIST, extended_list(old_addresses, today))
    return tuple(sorted(today - old_addresses.keys()))


def build(paths: BuildPaths, on: date) -> int:
    """Build the site and return the number of its pages; when anything fails, the old site is left untouched."""
    with build_lock(paths.made):
        stamp = fingerprint(paths, on)
        handbook, pages = load_checked(paths.root, on, cleans=True)
        stage(pages, paths.root, paths.docs)
        with new_version(paths.made, on) as version:
            count = _make(handbook, paths, version)
        before = switch_to(paths.site, version)
        write_atomically(paths.made / POLICY_FILE, (version / POLICY_FILE).read_text())
        write_atomically(paths.stamp, stamp)
        remove_old_versions(paths.made, {version.resolve(), *([before] if before else [])})
    return count


def _make(handbook: Handbook, paths: BuildPaths, version: Path) -> int:
    """Make the whole site and its policy in a new folder; returns the number of pages."""
    site, service = (version / SITE_FOLDER).resolve(), handbook.service
    config = (paths.root / CONFIG).resolve()
    build_html(config, paths.docs.resolve(), site, service)
    numbers = {number for contact in handbook.contacts.contacts for number in contact.numbers}
    count = postprocess_site(site, version, paths.root / "docs", service.forms_address, numbers)
    write_search_index(handbook, paths.docs, site)
    write_redirects(site, version, handbook.redirects.redirects, service.site_address)
    if base := base_path(service.site_address):
        prefix_links(site, base)
    compress_site(site)
    return count
