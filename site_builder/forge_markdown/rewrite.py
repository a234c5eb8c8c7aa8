"""A Markdown text written again in the one form that both parsers read alike: points moved in by four, blocks apart."""

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator

from markdown_it.tree import SyntaxTreeNode

from site_builder.forge_markdown.inline import rewrite_inline
from site_builder.forge_markdown.parsers import HEADING_NAME, forge_parser

RenderInline = Callable[[SyntaxTreeNode], str]
"""How the words of an `inline` node are written."""

EMPTY_COMMENT = "<!-- -->"
"""It says nothing, and still ends a list, as both parsers know."""
INDENT = " " * 4
_BOXES = {True: "\N{BALLOT BOX WITH CHECK} ", False: "\N{BALLOT BOX} "}
_ALERTS = {"NOTE": "note", "TIP": "tip", "IMPORTANT": "info", "WARNING": "warning", "CAUTION": "danger"}
_DETAILS = re.compile(r"<details\b(?![^>]*\smarkdown\b)(?P<attributes>[^>]*)>")
"""One that does not say to the engine yet that Markdown is in it."""


def rewrite(text: str, *, marks: bool) -> str:
    """The text in the form that both read alike; `marks` writes the marks inside its words anew too."""
    root = SyntaxTreeNode(forge_parser().parse(text, {}))
    return _MarkdownWriter(_inline_rewritten if marks else _inline_unchanged).blocks(root.children)


def _inline_unchanged(node: SyntaxTreeNode) -> str:
    return "\n".join(line.lstrip() for line in node.content.split("\n"))


def _inline_rewritten(node: SyntaxTreeNode) -> str:
    name = HEADING_NAME.search(node.content) if node.parent and node.parent.type == "heading" else None
    if name is None:
        return rewrite_inline(node)
    # Only the site knows the name of a heading; to the forge it is some more words.
    *_, last = node.children
    if last.token is not None:
        last.token.content = HEADING_NAME.sub("", last.content)
    return f"{rewrite_inline(node)} {name[0].strip()}"


class _MarkdownWriter:
    """Writes blocks; `words` says how the text in them is written."""

    def __init__(self, words: RenderInline) -> None:
        self.words = words

    def blocks(self, nodes: Iterable[SyntaxTreeNode], *, tight: bool = False) -> str:
        """Blocks one below the other; in a tight list a list follows its point without an empty line."""
        markdown = ""
        before: SyntaxTreeNode | None = None
        for node in nodes:
            block = "\n".join(self.block(node))
            if before is not None:
                close = tight and before.type == "paragraph" and _is_list(node)
                markdown += "\n" if close else "\n\n"
                if (_is_list(before) and _is_list(node)) or before.type == node.type == "blockquote":
                    # The engine would make one list, or one quote, of the two.
                    markdown += f"{EMPTY_COMMENT}\n\n"
            markdown, before = markdown + block, node
        return markdown

    def block(self, node: SyntaxTreeNode) -> Iterable[str]:
        """The lines of one block."""
        return _BLOCKS[node.type](self, node)

    def heading(self, node: SyntaxTreeNode) -> Iterator[str]:
        """A heading on one line, with as many `#` as its level."""
        yield f"{'#' * int(node.tag[1])} {' '.join(self.inline(node).split())}"

    def quote(self, node: SyntaxTreeNode) -> Iterator[str]:
        """A quote, its sign before every line."""
        yield "\n".join(f"> {line}".rstrip() for line in self.blocks(node.children).split("\n"))

    def note(self, node: SyntaxTreeNode) -> Iterator[str]:
        """One of our notes, or one of the forge's own, which become ours."""
        if node.type == "alert":
            kind = str(node.meta["kind"])
            yield f'!!! {_ALERTS[kind]} "{kind.capitalize()}"'
        else:
            yield f"{node.markup}{node.info.rstrip()}"
        yield textwrap.indent(self.blocks(node.children[1:]), INDENT)

    def inline(self, node: SyntaxTreeNode) -> str:
        """The words of a paragraph, a heading or a cell."""
        inline_node = (
            node if node.type == "inline" else next((each for each in node.children if each.type == "inline"), None)
        )
        return self.words(inline_node) if inline_node is not None else ""

    def points(self, node: SyntaxTreeNode) -> Iterator[str]:
        """A list: each sign takes four columns, so that what belongs to a point begins below its first word."""
        first = int(node.attrs.get("start", 1))
        tight = all(each.hidden for point in node.children for each in point.children if each.type == "paragraph")
        contents = [self.blocks(point.children, tight=tight) for point in node.children]
        # Behind a paragraph of a point, the engine takes the next sign for one of its words; and all gaps are alike.
        is_loose = not tight or any("\n\n" in content for content in contents)
        for number, (point, content) in enumerate(zip(node.children, contents, strict=True), first):
            sign = f"{number}. " if node.type == "ordered_list" else "- "
            box = _BOXES[point.meta["checked"]] if _has_box(point) else ""
            lines = textwrap.indent(f"{box}{content}", INDENT).split("\n")
            # Two spaces at a line's end break the line, so only a point without words loses them.
            lines[0] = f"{sign.ljust(len(INDENT))}{lines[0][len(INDENT) :]}" if content else sign.rstrip()
            yield "\n".join(lines)
            if is_loose and point is not node.children[-1]:
                yield ""

    def table(self, node: SyntaxTreeNode) -> Iterator[str]:
        """A table, each row with as many cells as its header."""
        rows = [row for part in node.children for row in part.children]
        for number, row in enumerate(rows):
            cells = [re.sub(r"\s*\n\s*", " ", self.inline(cell)) for cell in row.children]
            yield f"| {' | '.join(_escape_bars(cell) for cell in cells)} |"
            if number == 0:
                yield f"| {' | '.join(map(_dashes, row.children))} |"

    def meanings(self, node: SyntaxTreeNode) -> Iterator[str]:
        """Terms, each with its meanings below it."""
        for number, each in enumerate(node.children):
            if each.type == "dt":
                yield ("\n" if number else "") + self.inline(each)
            else:
                yield f":   {textwrap.indent(self.blocks(each.children), INDENT).lstrip()}"

    def footnotes(self, node: SyntaxTreeNode) -> Iterator[str]:
        """What each footnote says, below its mark."""
        for number, each in enumerate(node.children):
            body = textwrap.indent(self.blocks(each.children), INDENT).lstrip()
            yield f"{chr(10) if number else ''}[^{each.meta['label']}]: {body}"


_BLOCKS: dict[str, Callable[[_MarkdownWriter, SyntaxTreeNode], Iterable[str]]] = {
    "paragraph": lambda writer, node: [writer.inline(node)],
    "inline": lambda writer, node: [writer.inline(node)],
    "heading": _MarkdownWriter.heading,
    "bullet_list": _MarkdownWriter.points,
    "ordered_list": _MarkdownWriter.points,
    "blockquote": _MarkdownWriter.quote,
    "fence": lambda _, node: _fence(node),
    "code_block": lambda _, node: [textwrap.indent(node.content.rstrip("\n"), INDENT)],
    "table": _MarkdownWriter.table,
    "hr": lambda _, __: ["---"],
    "html_block": lambda _, node: [_html(node.content.rstrip("\n"))],
    "admonition": _MarkdownWriter.note,
    "alert": _MarkdownWriter.note,
    "dl": _MarkdownWriter.meanings,
    "footnote_block": _MarkdownWriter.footnotes,
    # A footnote ends in a link back, which the engine writes itself.
    "footnote_anchor": lambda _, __: [],
}
"""Every kind of block that the forge's parser makes."""


def _has_box(point: SyntaxTreeNode) -> bool:
    return "checked" in point.meta and bool(point.children) and point.children[0].type == "paragraph"


def _is_list(node: SyntaxTreeNode) -> bool:
    return node.type in ("bullet_list", "ordered_list")


def _fence(node: SyntaxTreeNode) -> Iterator[str]:
    sign = "```"
    while sign in node.content:
        sign += "`"
    yield f"{sign}{node.info.strip()}"
    yield node.content.rstrip("\n")
    yield sign


def _html(content: str) -> str:
    """A piece of HTML; Markdown below `<details>` is Markdown to the forge, and to the engine where it says so."""
    if "</details>" in content:
        return content
    return _DETAILS.sub(lambda match: f"<details{match['attributes']} markdown>", content)


def _escape_bars(cell: str) -> str:
    """A cell's words, in which no bar ends it."""
    return cell.replace("|", "&#124;")


def _dashes(cell: SyntaxTreeNode) -> str:
    align = re.search(r"text-align:(\w+)", str(cell.attrs.get("style", "")))
    return {"left": ":---", "right": "---:", "center": ":---:"}.get(align[1] if align else "", "---")
