"""From content to a checked site: stage, make HTML, finish, and only then put it in the old site's place."""

import shutil
from datetime import date
from pathlib import Path

from handbook.checking import check_on
from handbook.library import Handbook
from handbook.loading import load_shelf
from handbook.problems import ContentError
from site_builder.engine import build_html
from site_builder.finishing import finish
from site_builder.freshness import Places, fingerprint
from site_builder.link_rules import check_links, places_of
from site_builder.menu import CONFIG, read_menu
from site_builder.navigation import check_navigation
from site_builder.pages import all_pages
from site_builder.pointing import check_pointers
from site_builder.staging import stage


def load_checked(root: Path, on: date) -> tuple[Handbook, dict[str, str]]:
    """The handbook and its pages, the menu checked too; raises ContentError with every problem."""
    shelf = load_shelf(root)
    handbook = shelf.handbook
    pages = all_pages(handbook, on, read_menu(root), shelf.records)
    problems = [
        *check_on(shelf, on),
        *check_navigation(root, handbook, set(pages)),
        *check_pointers(shelf, pages, root),
        *check_links(handbook, places_of(pages, root)),
    ]
    if problems:
        raise ContentError(problems)
    return handbook, pages


def build(places: Places, on: date) -> int:
    """Build the site; how many pages it has. When anything fails, the old site stands untouched."""
    stamp = fingerprint(places, on)
    handbook, pages = load_checked(places.root, on)
    stage(pages, places.root, places.docs)
    new = places.made / "site-new"
    shutil.rmtree(new, ignore_errors=True)
    try:
        config = (places.root / CONFIG).resolve()
        demonstration = handbook.service.demonstration
        build_html(config, places.docs.resolve(), new.resolve(), demonstration=demonstration)
        count = finish(new, places.made, places.root / "docs", handbook.service.forms_address)
        replace_folder(places.site, new)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    places.stamp.write_text(stamp)
    return count


def replace_folder(old: Path, new: Path) -> None:
    """Put a folder in another's place, with the shortest possible moment in between."""
    old.parent.mkdir(parents=True, exist_ok=True)
    aside = old.with_name(f".{old.name}-old")
    shutil.rmtree(aside, ignore_errors=True)
    if old.exists():
        old.rename(aside)
    shutil.move(new, old)
    shutil.rmtree(aside, ignore_errors=True)
