"""The colours of the stylesheet: every pair that is on a page, light and dark, by the formula of WCAG."""

import re

import pytest

from site_builder.styles import stylesheet

GROUNDS = ("ground", "surface", "raised", "warn-ground", "danger-ground", "good-ground")
RUNNING = [("ink", ground) for ground in GROUNDS] + [("link", "ground"), ("link", "raised"), ("brand-ink", "brand")]
SMALL = [
    *[(text, ground) for text in ("link", "muted", "visited", "link-hover") for ground in GROUNDS],
    *[("danger", "ground"), ("danger", "danger-ground"), ("good", "raised"), ("good", "good-ground")],
    *[("accent-ink", "accent-ground"), ("ink", "mark"), ("ground", "danger")],
]
EDGES = [
    *[("edge", ground) for ground in ("ground", "surface", "raised")],
    *[("focus", ground) for ground in GROUNDS],
    *[
        ("accent-ground", "brand"),
        ("brand-edge", "brand"),
        ("button-edge", "ground"),
        ("bar", "ground"),
        ("warn-edge", "warn-ground"),
    ],
]


def palettes() -> dict[str, dict[str, str]]:
    """The light and the dark colours; dark ones that are not given stay as they are."""
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in _blocks(stylesheet()))
    return {"light": light, "dark": {**light, **dark}}


def _blocks(text: str) -> list[str]:
    return re.findall(r"^ *:root,\n *\[data-md-color-scheme\] \{(.*?)^ *\}", text, re.DOTALL | re.MULTILINE)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("least", "pairs"), [(7.0, RUNNING), (4.5, SMALL), (3.0, EDGES)], ids=["text", "small", "edges"]
)
def test_every_pair_of_colours_can_be_told_apart(scheme: str, least: float, pairs: list[tuple[str, str]]) -> None:
    colours = palettes()[scheme]
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < least} == {}


def test_the_formula_gives_the_known_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
