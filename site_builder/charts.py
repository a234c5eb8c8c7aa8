"""Shares as a small picture: bars with their words and numbers on them, readable without colour and at any width.

Widths are per cent and heights are `em`, so nothing is scaled: the letters stay as large as those of the page, on a
phone too. The same numbers stand in a table under the picture.
"""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from handbook.summaries import Share

LABEL_WIDTH = 34
"""Letters of a label on one line; fits a screen 320 pixels wide."""
WIDEST = 80
"""Per cent of the width that a share of 100 takes; the number stands beside the bar."""
LINE, BAR, GAP = 1.4, 1.2, 0.9
"""Heights in em: a line of a label, a bar, the space under it."""


@dataclass(frozen=True)
class _Row:
    share: Share
    lines: tuple[str, ...]
    top: float

    @property
    def bar_top(self) -> float:
        return self.top + LINE * len(self.lines) + 0.2

    @property
    def bottom(self) -> float:
        return self.bar_top + BAR + GAP


def _rows(shares: Iterable[Share]) -> list[_Row]:
    rows: list[_Row] = []
    for share in shares:
        lines = tuple(textwrap.wrap(share.label, LABEL_WIDTH)) or ("",)
        rows.append(_Row(share, lines, rows[-1].bottom if rows else 0.0))
    return rows


def _label(row: _Row) -> Markup:
    spans = (
        Markup('<tspan x="0" y="{:.1f}em">{}</tspan>').format(row.top + LINE * number + 1, line)
        for number, line in enumerate(row.lines)
    )
    return Markup('<text class="chart__label" fill="currentColor">{}</text>').format(Markup("").join(spans))


def _bar(row: _Row, place: int) -> Markup:
    return Markup(
        '<rect class="chart__track" x="0" y="{top:.1f}em" width="{widest}%" height="{bar}em" fill="none"'
        ' stroke="currentColor"/>'
        '<rect class="chart__bar chart__bar--{place}" x="0" y="{top:.1f}em" width="{width:.1f}%" height="{bar}em"'
        ' fill="currentColor"/>'
        '<text class="chart__value" x="{width:.1f}%" dx="0.4em" y="{baseline:.1f}em" fill="currentColor">'
        "{percent}%</text>"
    ).format(
        top=row.bar_top,
        widest=WIDEST,
        bar=BAR,
        place=place,
        width=row.share.percent * WIDEST / 100,
        baseline=row.bar_top + 0.9,
        percent=row.share.percent,
    )


def bar_chart(shares: Iterable[Share], name: str, title: str) -> Markup:
    """An SVG of horizontal bars; `name` makes its ids, `title` says what is counted."""
    rows = _rows(shares)
    says = ". ".join(f"{row.share.label}: {row.share.percent} per cent" for row in rows)
    drawn = Markup("\n").join(_label(row) + _bar(row, min(place, 5)) for place, row in enumerate(rows, start=1))
    return Markup(
        '<svg class="chart__picture" role="img" aria-labelledby="{name}-title {name}-says" width="100%"'
        ' height="{height:.1f}em" xmlns="http://www.w3.org/2000/svg">\n'
        '<title id="{name}-title">{title}</title>\n<desc id="{name}-says">{says}.</desc>\n{drawn}\n</svg>'
    ).format(name=escape(name), height=rows[-1].bottom if rows else 1, title=title, says=says, drawn=drawn)
