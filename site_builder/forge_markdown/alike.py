"""A text in the form in which the site shows what the forge's preview shows."""

import re
from functools import lru_cache

from site_builder.forge_markdown.comments import without_comments
from site_builder.forge_markdown.parsers import forge_structure, site_structure
from site_builder.forge_markdown.rewrite import rewrite

_MEANS_SOMETHING = re.compile(
    r"[*_`\[\]<>|~\\&@]|://|www\.|\n[ \t]"  # a mark, an address, a line that is moved in
    r"|^[ \t]*(?:[-+#:=!?]|\d+[.)])"  # what begins a block
    r"|[ \t]$",  # what breaks a line
    re.MULTILINE,
)


def compatible_form(text: str) -> str | None:
    """The text itself where both read it alike, else another that the site reads as the forge reads this one.

    Its comments are empty in any case. None where there is no such text; `check` then says what to write.
    """
    # Most texts of the data are words alone, and two parsers are slow.
    return _compatible_form(text) if _MEANS_SOMETHING.search(text) else text


@lru_cache(maxsize=4096)
def _compatible_form(text: str) -> str | None:
    emptied = without_comments(text)
    if emptied is None:
        return None
    text, shown = emptied, forge_structure(emptied)
    if site_structure(text) == shown:
        return text
    for marks in (False, True):
        other = rewrite(text, marks=marks)
        if site_structure(other) == shown:
            return other
    return None


def forge_compatible(text: str) -> str:
    """A text for the site's engine; as it stands where nothing better is known, which `check` has refused."""
    alike = compatible_form(text)
    return text if alike is None else alike
