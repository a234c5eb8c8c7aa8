"""Words of a paragraph written again so that the site's engine cannot read them in another way than the forge."""

import re
from collections.abc import Callable
from html import escape

from markdown_it.tree import SyntaxTreeNode

_SLOT = re.compile(r"(\{\{.*?\}\})")
_SPECIAL = re.compile(r"[&<>\"\\`*_\[\]{}|~#]")
_AT_LINE_START = re.compile(r"[+=:!?^-]|\d+(?P<behind>[.)])(?=\s|$)")


def rewrite_inline(node: SyntaxTreeNode) -> str:
    """The Markdown of an `inline` node; marks inside words as tags, because the engine knows these in one way only."""
    markdown = ""
    for part in node.children:
        words = _render_node(part)
        if part.type == "text" and markdown[-1:] in ("", "\n"):
            words = _AT_LINE_START.sub(_escape_block_start, words, count=1) if _AT_LINE_START.match(words) else words
        markdown += words
    return markdown


def _escape_block_start(match: re.Match[str]) -> str:
    """What would begin a block, so that it does not."""
    sign = match["behind"] or match[0]
    return f"{match[0].removesuffix(sign)}&#{ord(sign)};"


def _render_node(node: SyntaxTreeNode) -> str:
    """One part of the words, with all that is in it."""
    return _PARTS[node.type](node, "".join(map(_render_node, node.children)))


def _alt_text(node: SyntaxTreeNode) -> str:
    """What a picture says to those who do not see it: words without marks."""
    return node.content if node.type in ("text", "code_inline") else "".join(map(_alt_text, node.children))


def _escape(text: str) -> str:
    """Characters that mean something as references, except in slots, which are filled in later."""
    parts = _SLOT.split(text)
    return "".join(part if at % 2 else _SPECIAL.sub(_reference, part) for at, part in enumerate(parts))


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _address(node: SyntaxTreeNode, name: str) -> str:
    address, title = str(node.attrs.get(name, "")), str(node.attrs.get("title", ""))
    if re.search(r"[\s()<>]", address):
        address = f"<{address}>"
    return f'{address} "{escape(title)}"' if title else address


_PARTS: dict[str, Callable[[SyntaxTreeNode, str], str]] = {
    "text": lambda node, _: _escape(node.content),
    "softbreak": lambda _, __: "\n",
    "hardbreak": lambda _, __: "  \n",
    "code_inline": lambda node, _: f"<code>{_escape(node.content)}</code>",
    "link": lambda node, inside: f"[{inside}]({_address(node, 'href')})",
    "image": lambda node, _: f"![{_escape(_alt_text(node))}]({_address(node, 'src')})",
    "footnote_ref": lambda node, _: f"[^{node.meta['label']}]",
    "html_inline": lambda node, _: node.content,
    "strong": lambda _, inside: f"<strong>{inside}</strong>",
    "em": lambda _, inside: f"<em>{inside}</em>",
    "s": lambda _, inside: f"<s>{inside}</s>",
}
"""Every kind of part that the forge's parser makes: the part itself, and what is in it, already written."""
