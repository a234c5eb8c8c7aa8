"""The page that says of each page and each file with facts who looks after it and when it must be read again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from handbook.calendar.reviews import Reviewed
from handbook.formatting import day_in_words
from handbook.registry import reviewed_files
from site_builder.context import BuildContext
from site_builder.formatting import post_within
from site_builder.page import SitePage
from site_builder.render import render

PATH = "reviews.md"

SOON = timedelta(days=60)
"""How long before its day a review is called due soon."""


@dataclass(frozen=True)
class ReviewRow:
    """One file, and the page on which its words show."""

    title: str
    path: str
    """Of the page; empty where no page shows the file alone."""
    file: str
    review: Reviewed

    @property
    def says(self) -> str:
        """By when, and who."""
        return f"by {day_in_words(self.review.review_due)}, {post_within(self.review.owner)}"


def reviews_page(ctx: BuildContext, pages: Iterable[SitePage]) -> SitePage:
    """What is overdue for review, due soon, and later."""
    rows = sorted(_rows(ctx, pages), key=lambda each: (each.review.review_due, each.title.lower()))
    soon = ctx.on + SOON
    groups = [
        ("Overdue", "overdue", [row for row in rows if row.review.is_overdue(ctx.on)]),
        ("Due in the next two months", "soon", [row for row in rows if ctx.on <= row.review.review_due <= soon]),
        ("Later", "later", [row for row in rows if row.review.review_due > soon]),
    ]
    return SitePage(
        path=PATH,
        title="What is due for review",
        summary="Who looks after each page and each file of facts, and when it must be read again.",
        body=render(
            "reviews",
            PATH,
            says=f"Overdue: {len(groups[0][2])} of {len(rows)}.",
            groups=[{"title": title, "anchor": anchor, "rows": own} for title, anchor, own in groups],
        ),
        source="docs/",
        review=ctx.handbook.service,
        for_keepers=True,
    )


def _rows(ctx: BuildContext, pages: Iterable[SitePage]) -> Iterable[ReviewRow]:
    """One for each file; a file that several pages show leads to the list of them, or to the shortest address."""
    pages_by_file: dict[str, SitePage] = {}
    for page in sorted(pages, key=lambda each: (not each.path.endswith("index.md"), len(each.path), each.path)):
        pages_by_file.setdefault(page.source, page)
    for file, review in reviewed_files(ctx.handbook).items():
        page_shown = pages_by_file.get(file)
        yield ReviewRow(page_shown.title if page_shown else file, page_shown.path if page_shown else "", file, review)
