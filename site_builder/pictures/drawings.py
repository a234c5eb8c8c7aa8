"""Drawings (`.svg`): text that may hold programs, ask other sites for something, and name its maker."""

import re

from handbook.problems import Problem

_PROGRAM = re.compile(
    r"<\s*(?:\w+:)?(?:script|foreignobject|iframe|object|embed|handler|animate\w*|set)\b"
    r"|\son\w+\s*=|javascript\s*:|<!entity|<!doctype[^>]*\[|<\?xml-stylesheet",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"(?:href|src)\s*=\s*[\"']?\s*(?!#)[^\s\"'>]|url\(\s*[\"']?\s*(?!#)[^)\s\"']|@import", re.IGNORECASE
)
_MAKER = re.compile(
    r"<\s*(?:\w+:)?metadata\b|<!--|\b(?:sodipodi|inkscape|dc|cc|xmp\w*|illustrator|i):\w+\s*[=>]", re.IGNORECASE
)
_RULES = (
    (_PROGRAM, "holds something that runs or moves"),
    (_ELSEWHERE, "holds or fetches another file"),
    (_MAKER, "names who or what made it"),
)


def check_drawing(path: str, data: bytes) -> list[Problem]:
    """A problem when a drawing is more than shapes and words; it cannot be cleaned, only drawn or saved anew."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return [Problem(path, 1, 1, "this drawing is not saved as UTF-8; save it as .png")]
    for pattern, what in _RULES:
        found = pattern.search(text)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - text.rfind("\n", 0, found.start())
            message = f"this drawing {what} (`{found[0].strip()[:20]}`); save it as .png, or as plain SVG"
            return [Problem(path, line, column, message)]
    return []
