"""Rules about footnotes: what is called is written once, the text leads to it, and it does not lead back to itself."""

import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from markdown_it.token import Token

from handbook.pages.markdown import without_code
from site_builder.forge_markdown.parsers import footnotes_in_place

_NAMED = re.compile(r"^[ \t]*\[\^(?P<begun>[^\]\s]+)\]:|(?<!\\)\[\^(?P<called>[^\]\s]+)\]", re.MULTILINE)
_TEXT = ""
"""What stands outside of all footnotes; no footnote has this label."""
_TWICE = (
    "`[^{}]` begins a footnote above already, and only one of them would be shown; keep one of them, "
    "or give this one a name of its own, here and in the text"
)
_UNNAMED = (
    "no words of the text lead to this footnote, only a picture or another footnote; "
    "write `[^{0}]` into the text, or take the footnote out, with each `[^{0}]`"
)
_UNDEFINED = (
    "nothing is written for `[^{0}]`, so it prints as it stands; write `[^{0}]: ...` on a line of its own "
    "at the end, or take `[^{0}]` out"
)
_IN_A_QUOTE = (
    "`[^{}]` begins right below a quote, and the page would print it as words of the quote; "
    "write an empty line above it"
)
_CIRCULAR = "this footnote names `[^{0}]`, which leads back to it; take `[^{0}]` out of its words"


def footnote_faults(text: str) -> Iterator[tuple[int, str]]:
    """Lines of a text, from 1, at which a footnote is called or begins that is lost, or leads round in a circle."""
    if not _NAMED.search(text):
        return
    tokens, printed = footnotes_in_place(text)
    lines: dict[str, int] = {}
    calls: dict[str, set[str]] = {_TEXT: set()}
    label = _TEXT
    twice: list[tuple[int, str]] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            label, line = token.meta["label"], (token.map or [0])[0] + 1
            if label in lines:
                twice.append((max(line, lines[label]), _TWICE.format(label)))
            lines[label] = line
            calls.setdefault(label, set())
        elif token.type == "footnote_reference_close":
            label = _TEXT
        # A picture's own words are one level further in: they are read out, and lead nowhere.
        calls[label].update(part.meta["label"] for part in token.children or () if part.type == "footnote_ref")
    # Which of two is meant decides what it names.
    yield from [*_unresolved_calls(tokens)] or twice or _unreachable_or_circular(calls, lines, printed)


def _unresolved_calls(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    """Each call of a footnote that is not written, or else each one that begins where a quote takes it in."""
    calls: list[tuple[int, str]] = []
    begun: list[tuple[int, str]] = []
    for token in tokens:
        parts = [inner for part in token.children or () for inner in (part, *(part.children or ()))]
        printed = "".join(part.content for part in parts if part.type == "text")
        for match in _NAMED.finditer(without_code(token.content)) if "[^" in printed else ():
            label = match["begun"] or match["called"]
            if f"[^{label}]" in printed:
                line = (token.map or [0])[0] + token.content.count("\n", 0, match.start()) + 1
                (begun if match["begun"] else calls).append((line, label))
    yield from ((line, _IN_A_QUOTE.format(label)) for line, label in begun)
    if not begun:
        yield from ((line, _UNDEFINED.format(label)) for line, label in calls)


def _unreachable_or_circular(
    calls: Mapping[str, set[str]], lines: Mapping[str, int], printed: set[str]
) -> Iterator[tuple[int, str]]:
    """Each footnote to which nothing leads, and the last one of a circle, which leads back to one above it."""
    yield from ((lines[each], _UNNAMED.format(each)) for each in printed - _reachable(calls))
    try:
        TopologicalSorter(calls).prepare()
    except CycleError as error:
        circle = error.args[1]
        names = dict(zip(circle[1:], circle, strict=False))
        last = max(names, key=lines.__getitem__)
        yield lines[last], _CIRCULAR.format(names[last])


def _reachable(calls: Mapping[str, set[str]]) -> set[str]:
    """The footnotes that the text names, or one of those that it leads to."""
    reachable: set[str] = set()
    new = calls[_TEXT]
    while new:
        reachable |= new
        new = {each for label in new for each in calls[label]} - reachable
    return reachable
