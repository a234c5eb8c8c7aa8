"""Comments of a text are for those who change its file: what was written in them never reaches the site."""

import re

from site_builder.forge_markdown.parsers import forge_structure, forge_tokens

EMPTY_COMMENT = "<!-- -->"
"""It says nothing, and still ends a list, as both parsers know."""

_CODE_OR_COMMENT = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t>]*(?P=fence)|\Z)"
    r"|(?P<code>`+)(?:(?!\n[ \t]*\n).)+?(?P=code)(?!`)"
    r"|(?P<comment><!--.*?-->)",
    re.MULTILINE | re.DOTALL,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def without_comments(text: str) -> str | None:
    """The text with nothing in its comments; None where it cannot be told for certain what is in one."""
    if "<!--" not in text:
        return text
    emptied = _CODE_OR_COMMENT.sub(lambda found: EMPTY_COMMENT if found["comment"] else found[0], text)
    told = any(each != EMPTY_COMMENT for each in _comments_in(emptied))
    return None if told or forge_structure(emptied) != forge_structure(text) else emptied


def _comments_in(text: str) -> list[str]:
    """Each comment that the forge leaves out of what it shows, to the end of its block where it is never closed."""
    tokens, _ = forge_tokens(text)
    parts = [part for token in tokens for part in (token, *(token.children or ()))]
    html = [part.content for part in parts if part.type in ("html_block", "html_inline")]
    return [comment for each in html for comment in _COMMENT.findall(each)]
