"""A suggested change as plain text, for the people who read it: only the lines that change, their changes marked."""

import re
from collections.abc import Sequence

from feedback_app.suggestions.diff import DiffHunk, DiffSegment, diff_hunks
from feedback_app.suggestions.suggestion import Suggestion

_WORDS = re.compile(r"\S(?:[^\n]*\S)?")
_STANDS = "As it stands, with >>marks<< around what goes:"
_SUGGESTED = "As suggested, with >>marks<< around what comes:"


def suggestion_text(suggestion: Suggestion) -> str:
    """What changes and why. Of a page's part that stays as it is, nothing is shown."""
    return f"{change_text(suggestion)}\n\nWhy:\n{suggestion.why or '(not said)'}"


def change_text(suggestion: Suggestion) -> str:
    """The lines that change, as they are and as suggested; all that was written where it is about a whole page."""
    if not suggestion.before:
        return f"About the whole page. What should change:\n{suggestion.after}"
    found = diff_hunks(suggestion.before, suggestion.after)
    return "\n\n".join(_place(each, number, len(found)) for number, each in enumerate(found, 1)) or "(nothing changes)"


def _place(difference: DiffHunk, number: int, places: int) -> str:
    which = f"Change {number} of {places}\n" if places > 1 else ""
    old, new = _marked(difference.old) or "(nothing)", _marked(difference.new) or "(nothing: taken out)"
    return f"{which}{_STANDS}\n{old}\n{_SUGGESTED}\n{new}"


def _marked(segments: Sequence[DiffSegment]) -> str:
    return "".join(_with_marks(piece.text) if piece.changed else piece.text for piece in segments).strip("\n")


def _with_marks(text: str) -> str:
    """Marks around the words, line by line; blanks stay outside, and blanks alone have none."""
    return _WORDS.sub(r">>\g<0><<", text)
