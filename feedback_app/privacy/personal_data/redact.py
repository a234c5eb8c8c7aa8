"""What is left of a text when details are taken out of it."""

import re
from collections.abc import Iterable

from feedback_app.privacy.personal_data.finding import PersonalDetail
from feedback_app.privacy.personal_data.kinds import DetailKind

_MARKS = re.compile("|".join(re.escape(kind.mark) for kind in DetailKind))


def redact(text: str, details: Iterable[PersonalDetail]) -> str:
    """The text with a mark in place of each detail; everything else stays as it was written."""
    for detail in sorted(details, key=lambda each: each.start, reverse=True):
        text = text[: detail.start] + detail.kind.mark + text[detail.end :]
    return text


MAX_PLACEHOLDERS = 50
"""Marks that are not counted: more than anybody's own details, and few enough that a text stays short when stored."""


def typed_length(text: str) -> int:
    """How long a text is as its writer typed it: what we put in is not held against anybody.

    Whoever sends marks by the thousand did not get them from us, so those beyond the first fifty count in full.
    """
    return len(_MARKS.sub("", text, count=MAX_PLACEHOLDERS))
