"""Axe, put into a page once and run as often as the page changes its look."""

import os
from dataclasses import dataclass
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""WCAG 2.0 to 2.2, levels A and AA, and good practice."""
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that look at colours; the others find the same in the dark."""
Rules = Literal["all", "colours", "structure"]
"""Which rules: "structure" are all but those that look at colours, which take longer than all others."""
TABLE_DESCRIPTIONS = {
    ("color-contrast", "shortTextContent"): "a sign of one letter, such as a footnote's number, in the colour of links",
    (
        "color-contrast",
        "bgOverlap",
    ): "a line half under the edge of a scrolling list; the same line is measured when in sight",
    ("color-contrast", "imgNode"): "words of a drawing; the colours they use are measured in test_palette.py",
    ("color-contrast", "elmPartiallyObscuring"): "the open search stands over the page, on a ground of its own",
    (
        "color-contrast",
        "elmPartiallyObscured",
    ): "a line half under an edge; its colours are measured elsewhere on the page",
}
"""What axe could not decide, by rule and its reason for not deciding, and why that is no fault."""
SCRIPT: str = Axe().axe_script
RUN = """([options, most]) => {
  const part = (e) => [e.tagName, e.className, ...e.getAttributeNames(), e.textContent.trim() !== ""].join(" ");
  const kind = (row) => [row.parentElement, row, ...row.querySelectorAll("*")].map(part);
  const counts = new Map();
  const exclude = [...document.querySelectorAll("tbody > tr, li")].filter((row) => {
    const key = [...new Set(kind(row))].sort().join();
    counts.set(key, (counts.get(key) || 0) + 1);
    return counts.get(key) > most;
  });
  return axe.run({ include: [document], exclude }, options);
}"""
MOST_ALIKE = 1_000_000 if os.environ.get("PROVE_LOOKS") == "each" else 4
"""How many rows or list items with the same elements, classes and attributes axe looks at on a page.

More than two, because every second row may have another background. `make prove` looks at all of them: on long pages
they take most of the time.
"""


@dataclass(frozen=True)
class Findings:
    """What axe found: faults, and what it could not decide and nobody has explained; one sentence each."""

    faults: tuple[str, ...]
    undecided: tuple[str, ...]


def put_axe_into(page: Page) -> None:
    """Load axe into the page that is open now."""
    page.evaluate(SCRIPT)


def run_axe(page: Page, rules: Rules = "all") -> Findings:
    """Run axe on the page as it looks now, with all rules or some."""
    options: dict[str, Any] = {"runOnly": TAGS, "resultTypes": ["violations", "incomplete"], "preload": False}
    match rules:
        case "colours":
            options["runOnly"] = COLOURS
        case "structure":
            options["rules"] = {rule: {"enabled": False} for rule in COLOURS}
    found: dict[str, Any] = page.evaluate(RUN, [options, MOST_ALIKE])
    faults = (f"{_rule(result)} at {_target(node)}" for result in found["violations"] for node in result["nodes"])
    undecided = (
        f"{_rule(result)} ({reason}) at {_target(node)}"
        for result in found["incomplete"]
        for node in result["nodes"]
        for reason in sorted(_reasons(node))
        if (result["id"], reason) not in TABLE_DESCRIPTIONS
    )
    return Findings(tuple(faults), tuple(undecided))


def _rule(result: dict[str, Any]) -> str:
    return f"{result['id']} [{result['impact']}]"


def _target(node: dict[str, Any]) -> str:
    return " ".join(str(part) for part in node["target"])


def _reasons(node: dict[str, Any]) -> set[str]:
    checks = [*node["any"], *node["all"], *node["none"]]
    return {
        str((check.get("data") or {}).get("messageKey")) if isinstance(check.get("data"), dict) else ""
        for check in checks
    }
