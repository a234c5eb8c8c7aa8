"""Gives new pages of a proposal a line in the menu, so that their preview can be built before a person places them."""

import re
from collections.abc import Iterable
from pathlib import Path

from site_builder.menu import CONFIG, MenuPage, menu_of, read_menu, read_settings

_PAGE = re.compile(r"docs/(?:[a-z0-9-]+/)*[a-z0-9-]+\.md")
"""A page whose name can be an address; `check` says what is wrong with another."""

CHAPTER = "New, not in the menu yet"


def add_to_menu(root: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """Add a last chapter with these files of `docs/`; which of them the menu did not name."""
    named = {
        path for entry in read_menu(root) for path in ([entry.path] if isinstance(entry, MenuPage) else entry.paths)
    }
    pages = [path.removeprefix("docs/") for path in paths if _PAGE.fullmatch(path)]
    missing = tuple(page for page in sorted(pages) if page not in named)
    if missing:
        _insert(root / CONFIG, missing)
    return tuple(f"docs/{page}" for page in missing)


def _insert(config: Path, pages: tuple[str, ...]) -> None:
    menu = menu_of(read_settings(config.parent))
    if menu is None:
        return
    lines = config.read_text(encoding="utf-8").split("\n")
    end = menu.end_mark.line if menu.end_mark.column == 0 else menu.end_mark.line + 1
    while not lines[end - 1].strip():
        end -= 1
    added = [f'  - "{CHAPTER}":', *(f"      - {page}" for page in pages)]
    config.write_text("\n".join([*lines[:end], *added, *lines[end:]]), encoding="utf-8")
