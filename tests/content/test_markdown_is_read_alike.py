"""The real pages: the forge's preview and the site show the same, also when they are written as people write."""

import re

from handbook.handbook import Handbook
from site_builder.forge_markdown.compatible import to_engine_markdown
from site_builder.forge_markdown.parsers import forge_structure, site_structure
from tests.conftest import Figure

HURRIED = 12
"""Pages that are written again, in a hurry, and compared."""


def test_every_page_is_handed_on_letter_by_letter(handbook: Handbook, figure: Figure) -> None:
    bodies = {path: page.body for path, page in handbook.pages.items()}
    assert [path for path, body in bodies.items() if to_engine_markdown(body) != body] == []
    figure("{pages} pages: the forge's preview and the site show the same blocks and words", pages=len(bodies))


def in_a_hurry(text: str) -> str:
    """A page's text as many would type it: no empty line before a list or a table, points moved in by two or three."""
    lines = text.split("\n")
    kept = []
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        above = lines[number - 1] if number else ""
        if not line and re.match(r"(?:- |1\. |\| )", below) and re.match(r"[A-Z*\[]", above):
            continue
        numbered = re.match(r"\d+\. ", next((each for each in reversed(kept) if each and each[0] != " "), ""))
        deeper = re.match(r" {4}(?=\S)", line)
        kept.append(f"{' ' * (3 if numbered else 2)}{line[4:]}" if deeper and not _in_a_note(lines, number) else line)
    return "\n".join(kept)


def _in_a_note(lines: list[str], number: int) -> bool:
    opened = next((line for line in reversed(lines[:number]) if line and line[0] != " "), "")
    return opened.startswith(("!!!", "???", "```")) or bool(re.match(r"\d+\. .*(?:->|\?)", opened))


def test_pages_typed_in_a_hurry_show_the_same(handbook: Handbook) -> None:
    typed = {path: in_a_hurry(page.body) for path, page in handbook.pages.items()}
    changed = [path for path, text in typed.items() if text != handbook.pages[path].body]
    assert len(changed) > HURRIED
    for path in changed[:: len(changed) // HURRIED]:
        shown = forge_structure(handbook.pages[path].body)
        assert forge_structure(typed[path]) == shown, f"{path}: the hurried page is another one"
        assert site_structure(typed[path]) != shown, f"{path}: nothing would go wrong here"
        assert site_structure(to_engine_markdown(typed[path])) == shown, path
