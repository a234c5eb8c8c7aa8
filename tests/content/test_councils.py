"""No page for carers of any council names one council in its open text, whoever made the page."""

import re

import pytest

from handbook.handbook import Handbook
from handbook.sources import Sources
from site_builder.page_list import all_pages
from tests.conftest import ON, Figure

ABOUT_COUNCILS = {
    "charters/": "the charters: each is one council's",
    "themes/": "set the promises of the councils side by side",
    "plan/": "one council's plan and its figures, and where the councils' papers disagree",
    "standards/": "counts the promises behind each standard, by council",
    "about/coverage.md": "lists what the papers of each council ask for",
}
"""Made pages, by path or folder, that are about the councils' papers; hand-written ones have `authority:`."""
_NOT_OPEN = re.compile(
    r"<!--.*?-->"
    r'|<details class="page-foot__fold" id="(?:promises-kept|sources)".*?</details>'
    r"|[^\n]*\]\([^)\n]*charters/[\w-]+\.md#[^\n]*"  # a line of a list of promises, which says whose each is
    r"|^- \[[^\]\n]*\]\([^)\n]*charters/[\w-]+\.md\)$"  # a word of the A to Z that leads to its charter
    r"|(?<=\])\([^)\n]*\)",  # where a link leads
    re.DOTALL | re.MULTILINE,
)
_TITLE_AND_SUMMARY = re.compile(r"^# (.*) \{: #top \}\n\n(.*)$", re.MULTILINE)


@pytest.fixture(scope="module")
def pages(sources: Sources) -> dict[str, str]:
    """Every page of the real handbook, as the engine gets it."""
    return {path: text for path, text in all_pages(sources.handbook, ON).items() if path.endswith(".md")}


def _is_about_councils(handbook: Handbook, path: str) -> bool:
    page = handbook.pages.get(path)
    return path.startswith(tuple(ABOUT_COUNCILS)) or bool(page and page.header.authority)


def _open_text(pages: dict[str, str], council: re.Pattern[str], about: list[str]) -> dict[str, str]:
    """What readers see of each page; lists of pages give those about a council by their title and summary."""
    told = [words for path in about for found in _TITLE_AND_SUMMARY.findall(pages[path]) for words in found]
    listed = re.compile("|".join(re.escape(words) for words in told if council.search(words)))
    return {path: listed.sub("", _NOT_OPEN.sub("", text)) for path, text in pages.items() if path not in about}


def test_no_general_page_names_a_council(handbook: Handbook, pages: dict[str, str], figure: Figure) -> None:
    council = re.compile(rf"\b(?:{'|'.join(handbook.other_councils)})\b")
    about = [path for path in pages if _is_about_councils(handbook, path)]
    general = _open_text(pages, council, about)
    named = [f"{path}: {line}" for path, text in general.items() for line in text.splitlines() if council.search(line)]
    assert named == []
    figure("pages for carers of any council: {pages}; lines of their open text that name one: 0", pages=len(general))


@pytest.mark.parametrize("path", ABOUT_COUNCILS)
def test_each_exception_is_one(path: str, pages: dict[str, str], handbook: Handbook) -> None:
    """It names a council where no promise or source does."""
    council = re.compile(rf"\b(?:{'|'.join(handbook.other_councils)})\b")
    assert any(council.search(_NOT_OPEN.sub("", text)) for at, text in pages.items() if at.startswith(path))
