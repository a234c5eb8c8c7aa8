"""Shares and figures as a small picture: bars with their words and numbers on them, readable without colour.

Widths are per cent and heights are `em`, so nothing is scaled: the letters stay as large as those of the page, on a
phone too. The same numbers are in a table under the picture.
"""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from handbook.surveys.summaries import Share

LABEL_WIDTH = 34
"""Letters of a label on one line; fits a screen 320 pixels wide."""
MAX_BAR_WIDTH = 80
"""Per cent of the width that a share of 100 takes; the number is beside the bar."""
LINE, BAR, GAP = 1.4, 1.2, 0.9
"""Heights in em: a line of a label, a bar, the space under it."""


@dataclass(frozen=True)
class Bar:
    """One bar: what is above it and beside it, and how long it is."""

    label: str
    value: str
    """The number beside the bar, such as `62%`."""
    says: str
    """The number as it is read aloud, such as `62 per cent`."""
    part: float
    """Its length, in hundredths of the longest that can be."""
    wanted: bool = False
    """Whether the number is wanted and not reached; such a bar is hollow, with a broken edge."""


@dataclass(frozen=True)
class _BarRow:
    bar: Bar
    lines: tuple[str, ...]
    top: float

    @property
    def bar_top(self) -> float:
        return self.top + LINE * len(self.lines) + 0.2

    @property
    def bottom(self) -> float:
        return self.bar_top + BAR + GAP


def _rows(bars: Iterable[Bar]) -> list[_BarRow]:
    rows: list[_BarRow] = []
    for bar in bars:
        lines = tuple(textwrap.wrap(bar.label, LABEL_WIDTH)) or ("",)
        rows.append(_BarRow(bar, lines, rows[-1].bottom if rows else 0.0))
    return rows


_FULL = Markup('fill="currentColor"')
_HOLLOW = Markup('fill="none" stroke="currentColor" stroke-dasharray="4 3"')


def _label(row: _BarRow) -> Markup:
    spans = (
        Markup('<tspan x="0" y="{:.1f}em">{}</tspan>').format(row.top + LINE * number + 1, line)
        for number, line in enumerate(row.lines)
    )
    return Markup('<text class="chart__label" fill="currentColor">{}</text>').format(Markup("").join(spans))


def _track(row: _BarRow) -> Markup:
    """What a share is a part of: the whole, behind its bar."""
    return Markup(
        '<rect class="chart__track" x="0" y="{top:.1f}em" width="{widest}%" height="{bar}em" fill="none"'
        ' stroke="currentColor"/>'
    ).format(top=row.bar_top, widest=MAX_BAR_WIDTH, bar=BAR)


def _bar(row: _BarRow, place: int) -> Markup:
    return Markup(
        '<rect class="chart__bar chart__bar--{place}" x="0" y="{top:.1f}em" width="{width:.1f}%" height="{bar}em"'
        " {paint}/>"
        '<text class="chart__value" x="{width:.1f}%" dx="0.4em" y="{baseline:.1f}em" fill="currentColor">'
        "{value}</text>"
    ).format(
        top=row.bar_top,
        bar=BAR,
        place="wanted" if row.bar.wanted else place,
        width=row.bar.part * MAX_BAR_WIDTH / 100,
        paint=_HOLLOW if row.bar.wanted else _FULL,
        baseline=row.bar_top + 0.9,
        value=row.bar.value,
    )


def bar_chart(shares: Iterable[Share], name: str, title: str) -> Markup:
    """An SVG of shares; `name` makes its ids, `title` says what is counted."""
    return draw_bars([_bar_of(share) for share in shares], name, title)


def _bar_of(share: Share) -> Bar:
    return Bar(share.label, f"{share.percent}%", f"{share.percent} per cent", share.percent)


def draw_bars(bars: Iterable[Bar], name: str, title: str, *, of_a_whole: bool = True) -> Markup:
    """An SVG of horizontal bars; `name` makes its ids, `title` says what is counted.

    A bar that is a part of a whole is drawn over the whole.
    """
    rows = _rows(bars)
    says = ". ".join(f"{row.bar.label}: {row.bar.says}" for row in rows)
    drawn = Markup("\n").join(
        _label(row) + (_track(row) if of_a_whole else "") + _bar(row, min(place, 5))
        for place, row in enumerate(rows, start=1)
    )
    return Markup(
        '<svg class="chart__picture" role="img" aria-labelledby="{name}-title {name}-says" width="100%"'
        ' height="{height:.1f}em" xmlns="http://www.w3.org/2000/svg">\n'
        '<title id="{name}-title">{title}</title>\n<desc id="{name}-says">{says}.</desc>\n{drawn}\n</svg>'
    ).format(name=escape(name), height=rows[-1].bottom if rows else 1, title=title, says=says, drawn=drawn)
