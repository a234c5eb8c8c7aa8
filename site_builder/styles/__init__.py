"""The stylesheet of pages and forms: CSS files of one job each, joined into one file in the order of the cascade."""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
ADDRESS = "assets/stylesheets/handbook.css"
"""Where readers fetch it, below the root of the site."""

PARTS = (
    *("colours", "base", "text"),
    *("header", "page", "search", "footer", "buttons"),
    *("tables", "lists", "promises", "cards", "results", "notices"),
    *("calling", "short-forms", "flowcharts", "page-foot"),
    *("forms", "questions", "check-answers"),
    *("device", "print"),
)
"""The files of this folder, without `.css`. Where two rules weigh the same, the later one wins: print comes last."""

# Classes of the parts around the article: in an article they could cover these parts, or pass for them.
_FRAME_CLASSES = re.compile(r"(?:site-|skip-link|demo-banner|breadcrumb|md-).*|page|js|no-js-only")


def stylesheet() -> str:
    """The whole stylesheet, read anew each time; raises FileNotFoundError where a part is missing."""
    return "\n".join((FOLDER / f"{part}.css").read_text(encoding="utf-8") for part in PARTS)


@cache
def article_classes() -> frozenset[str]:
    """The classes that the stylesheet names for use within articles."""
    rules = re.sub(r"/\*.*?\*/", "", stylesheet(), flags=re.DOTALL)
    selectors = "\n".join(re.findall(r"([^{}]*)\{", rules))
    classes = re.findall(r"\.([A-Za-z][\w-]*)", selectors)
    return frozenset(name for name in classes if not _FRAME_CLASSES.fullmatch(name))
