"""A text in the form in which the site shows what the forge's preview shows."""

import re
from functools import lru_cache

from site_builder.forge_markdown.parsers import forge_structure, forge_tokens, site_structure
from site_builder.forge_markdown.rewrite import EMPTY_COMMENT, rewrite

_CODE_OR_COMMENT = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=fence)|\Z)"
    r"|(?P<code>`+)(?:(?!\n[ \t]*\n).)+?(?P=code)(?!`)"
    r"|(?P<comment><!--.*?-->)",
    re.MULTILINE | re.DOTALL,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MEANS_SOMETHING = re.compile(
    r"[*_`\[\]<>|~\\&@]|://|www\.|\n[ \t]"  # a mark, an address, a line that is moved in
    r"|^[ \t]*(?:[-+#:=!?]|\d+[.)])"  # what begins a block
    r"|[ \t]$",  # what breaks a line
    re.MULTILINE,
)


def without_comments(text: str) -> str | None:
    """The text with its comments emptied; None where a comment cannot be told apart with certainty."""
    if "<!--" not in text:
        return text
    emptied = _CODE_OR_COMMENT.sub(lambda match: EMPTY_COMMENT if match["comment"] else match[0], text)
    has_other_comments = any(each != EMPTY_COMMENT for each in _comments_in(emptied))
    return None if has_other_comments or forge_structure(emptied) != forge_structure(text) else emptied


def _comments_in(text: str) -> list[str]:
    """Each comment that the forge leaves out of what it shows, to the end of its block where it is never closed."""
    tokens, _ = forge_tokens(text)
    parts = [part for token in tokens for part in (token, *(token.children or ()))]
    html = [part.content for part in parts if part.type in ("html_block", "html_inline")]
    return [comment for each in html for comment in _COMMENT.findall(each)]


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
    text, structure = emptied, forge_structure(emptied)
    if site_structure(text) == structure:
        return text
    for marks in (False, True):
        other = rewrite(text, marks=marks)
        if site_structure(other) == structure:
            return other
    return None


def to_engine_markdown(text: str) -> str:
    """The Markdown for the site's engine; unchanged if it cannot be rewritten, which `check` reports as a problem."""
    rewritten = compatible_form(text)
    return text if rewritten is None else rewritten
