"""Conflict markers that git leaves in a file, and how to remove them."""

import re
from collections.abc import Iterator

_MARK = re.compile(
    r"^(?P<before>[ \t\u00a0>#*+-]*(?:\d{1,9}[.)][ \t]+)?)"
    r"(?P<sign><{7,}|\|{7,}|={7,}|>{7,})(?P<label>[ \t][^\n]*)?$",
    re.MULTILINE,
)
"""Seven or more signs and perhaps a branch; editors may have indented them or made a list of them."""

_REMEDY = "keep the words that are right, and take the {} lines of marks out"
_LEFTOVER = (
    "`{}` is a mark of a conflict: two people changed these lines, and both versions stand in the file; "
    "keep the words that are right, and take this line out"
)
_LONE_LINE = (
    "this line of `=` was left of a conflict, or underlines a title; take it out, and write a heading as `## Its words`"
)


def conflict_marks(text: str) -> Iterator[tuple[int, str]]:
    """Every unresolved conflict as its line and a message; stray markers have a message of their own."""
    if not any(sign * 7 in text for sign in "<|=>"):
        return
    matches = list(_MARK.finditer(text))
    marks = [(text.count("\n", 0, match.start()) + 1, match["sign"]) for match in matches]
    if not any(sign[0] in "<>" for _, sign in marks):
        for (line, sign), mark in zip(marks, matches, strict=True):
            if message := _lone_mark_message(sign, mark["before"].strip(), (mark["label"] or "").strip()):
                yield line, message
        return
    group: list[tuple[int, str]] = []
    for line, sign in marks:
        if sign[0] == "<" and group:
            yield from _group_messages(group)
            group = []
        group.append((line, sign))
        if sign[0] == ">":
            yield from _group_messages(group)
            group = []
    yield from _group_messages(group)


def _lone_mark_message(sign: str, before: str, label: str) -> str | None:
    """The message about a stray marker; None for a drawn line or a part of a table."""
    if sign[0] == "=":
        # After a `#` it separates parts of a data file.
        return None if before or label else _LONE_LINE
    # Bars without a label are an empty row of a table.
    return _LEFTOVER.format(sign) if label and "|" not in label else None


def _group_messages(group: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """One message for a complete conflict, one for every marker of an incomplete one."""
    signs = "".join(sign[0] for _, sign in group)
    if signs not in ("<=>", "<|=>"):
        yield from ((line, _LEFTOVER.format(sign)) for line, sign in group)
        return
    places = [f"`{sign}` on line {line}" for line, sign in group]
    both = f"two people changed these lines, and both versions stand here between {', '.join(places[:-1])} and "
    yield group[0][0], f"{both}{places[-1]}; {_REMEDY.format('four' if len(group) == 4 else 'three')}"
