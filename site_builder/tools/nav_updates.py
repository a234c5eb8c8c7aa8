"""Lets the menu follow pages that a proposal adds, renames or takes away, so that its preview can be built."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from handbook.pages.redirects import page_of
from handbook.rules.redirects import FILE
from handbook.source.problems import ContentError
from handbook.source.source_file import read_record
from site_builder.menu import CONFIG, ConfigLoader, MenuPage, menu_of, read_menu, read_settings

_PAGE = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md")
"""A page whose name can be an address; nothing else of a proposal is ever written into the settings."""
_FILE_OF_PAGE = re.compile(r"docs/(?:[a-z0-9-]+/)*[a-z0-9-]+\.md")
"""A page whose name can be an address; `check` says what is wrong with another."""
CHAPTER = "New, not in the menu yet"


def proposed_redirects(root: Path) -> dict[str, str]:
    """The redirects as a proposal has them; none where the file cannot be read, which `check` then says."""
    try:
        value = read_record(root, FILE).value if (root / FILE).is_file() else None
    except ContentError:
        return {}
    redirects = value.get("redirects") if isinstance(value, dict) else None
    return {str(old): page_of(str(new)) for old, new in redirects.items()} if isinstance(redirects, dict) else {}


def follow_in_menu(root: Path, removed: Iterable[str], redirects: Mapping[str, str]) -> dict[str, str | None]:
    """Put the new page in the place of each page that is gone, or take its line out; what became of each line.

    `removed` are files of `docs/`, as are the answers: the new file, or None where the line was taken out.
    """
    config = root / CONFIG
    removed_pages = {path.removeprefix("docs/") for path in removed if path.startswith("docs/")}
    new_paths: dict[str, str | None] = {}
    for old in sorted(removed_pages):
        text = config.read_text(encoding="utf-8")
        leaves = list(_menu_entries(text))
        entry = next((leaf for leaf in leaves if leaf.value == old), None)
        if entry is None:
            continue
        new = redirects.get(old)
        if (
            new
            and _PAGE.fullmatch(new)
            and (root / "docs" / new).is_file()
            and new not in {leaf.value for leaf in leaves}
        ):
            new_paths[f"docs/{old}"] = f"docs/{new}"
            config.write_text(_replaced(text, entry, new), encoding="utf-8")
        else:
            new_paths[f"docs/{old}"] = None
            config.write_text(_without(text, entry), encoding="utf-8")
    return new_paths


def _menu_entries(text: str) -> Iterator[yaml.ScalarNode]:
    """Every line of the menu that names a page, and every heading that has nothing below it."""
    nodes = yaml.compose(text, Loader=ConfigLoader)
    settings = nodes.value if isinstance(nodes, yaml.MappingNode) else []
    waiting = [value for key, value in settings if key.value == "nav"]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            yield node
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [value for _, value in node.value]


def _replaced(text: str, leaf: yaml.ScalarNode, new: str) -> str:
    lines = text.split("\n")
    line = lines[leaf.start_mark.line]
    lines[leaf.start_mark.line] = line[: leaf.start_mark.column] + new + line[leaf.end_mark.column :]
    return "\n".join(lines)


def _without(text: str, leaf: yaml.ScalarNode) -> str:
    """The settings without a line of the menu, and without the headings that it leaves empty."""
    lines = text.split("\n")
    del lines[leaf.start_mark.line]
    shorter = "\n".join(lines)
    empty = next((each for each in _menu_entries(shorter) if not each.value), None)
    return _without(shorter, empty) if empty is not None else shorter


def add_to_menu(root: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """Add a last chapter with these files of `docs/`; which of them the menu did not name."""
    menu_pages = {
        path for entry in read_menu(root) for path in ([entry.path] if isinstance(entry, MenuPage) else entry.paths)
    }
    pages = [path.removeprefix("docs/") for path in paths if _FILE_OF_PAGE.fullmatch(path)]
    missing = tuple(page for page in sorted(pages) if page not in menu_pages)
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
