"""The pages of the tiny handbook as they should be; `python -m tests.site_builder.golden` writes them anew."""

from pathlib import Path

from site_builder.page_list import all_pages
from tests.site_builder.minimal_handbook import ON, minimal

FOLDER = Path(__file__).parent / "golden"

PAGES = (
    "a-to-z.md",
    "a-to-z/s.md",
    "charters/moor.md",
    "policies/nights.md",
    "surveys/nights.md",
    "surveys/views/2026-spring.md",
    "themes/talk.md",
    "you-said-we-did.md",
)
"""One page of each shape; the others differ only in what they list."""


def golden_file(path: str) -> Path:
    """Where the page as it should be is kept."""
    return FOLDER / path.replace("/", "__")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    pages = all_pages(minimal(), ON)
    for path in PAGES:
        golden_file(path).write_text(pages[path])
