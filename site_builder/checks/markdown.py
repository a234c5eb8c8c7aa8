"""Finds Markdown that the site cannot show as the forge's preview does, with its line and what to write instead."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from markdown_it.tree import SyntaxTreeNode

from handbook.source.problems import Problem
from handbook.source.text_values import TextValue
from handbook.sources import Sources
from site_builder.checks.footnotes import footnote_faults
from site_builder.forge_markdown.compatible import compatible_form, to_engine_markdown, without_comments
from site_builder.forge_markdown.parsers import forge_tokens
from site_builder.render import plain

_READ_DIFFERENTLY = (
    "the preview on the forge shows these lines in another way than the page would; put an empty line before and after "
    "each list, table, quote and block of code, and begin what belongs to a point of a list four spaces further in"
)
_COMMENT = (
    "it cannot be told for certain where a comment ends here; write each on lines of its own, as `<!-- words -->`, "
    "with an empty line before and after"
)
_CODE = (
    "this is moved in by four spaces or more, so it prints as the text of a program; "
    "begin it at the start of the line, or below the first word of the point that it belongs to"
)
_NO_WORDS = "this point of a list has no words; write them, or take its sign out"
_NO_BOX = "a box behind two signs of a list is none on the forge; write one sign alone before it, as in `- [ ] words`"
_NO_ROWS = "this table has no row below its header; write one below it, or take the table out"
_ONE_LINE = (
    "this prints as one paragraph, so a list, a table or a heading in it becomes a run of signs; write sentences"
)
_PLAIN = (
    "`{}` prints as it stands here, because this text is shown letter by letter; take the marks out, "
    "and put a link or a bold word into the text of a page"
)
_MAY_BE_BLOCKS = re.compile(r"^[ \t]*(?:[-+*|>#]|\d+[.)]|```|~~~|\[\^)", re.MULTILINE)
_BEGINNING = re.compile(r"(?:(?!\{\{|[A-Z]{2}).)*")
"""A line up to its first slot or short form, in whose place a page prints something else."""
_MAY_BE_MARKED = re.compile(r"\*|_|`|\]\(")
_MAY_BE_ODD = re.compile(
    r"^[ \t>]*(?: {4}|\t|(?:[-+*]|\d+[.)])[ \t]*$|\|?[ \t]*:?-+:?[ \t]*(?:\||$))"
    r"|\[\^[^\]\n]+\]|^[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+){2,}\[",
    re.MULTILINE,
)
"""What a line begins with that is code, a point without words, a line of dashes or two points; or a footnote."""
_TWO_SIGNS = re.compile(r"[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+){2,}\[")
_MARKED = ("strong", "em", "s", "link", "code_inline")
_BLOCKS = ("bullet_list", "ordered_list", "table", "heading", "fence", "code_block", "blockquote", "footnote_block")


def check_markdown(sources: Sources, pages: Mapping[str, str]) -> Iterator[Problem]:
    """Every place where the forge's preview of a text and the staged pages would differ."""
    printed = _StagedText(pages)
    for path, text_values in sources.text_values.items():
        for piece in text_values:
            if piece.is_page:
                for line, message in page_faults(piece.text):
                    yield Problem(path, piece.line - 1 + line, 1, message)
                continue
            if "\n" in piece.text.strip() and _MAY_BE_BLOCKS.search(piece.text):
                yield from _check_blocks(path, piece, printed)
            elif "[^" in piece.text:
                yield from (Problem(path, piece.line, piece.column, said) for _, said in footnote_faults(piece.text))
            if _MAY_BE_MARKED.search(piece.text):
                yield from _check_marks(path, piece, printed)


class _StagedText:
    """What all staged pages print; worked out only when a text asks."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self.pages = pages

    @cached_property
    def lines(self) -> frozenset[str]:
        """Every line of every page, without what moves it in."""
        return frozenset(line.strip() for page in self.pages.values() for line in page.split("\n"))

    def prints_literally(self, text: str) -> bool:
        """Whether a page prints a text as it is, marks and all."""
        escaped = str(plain(" ".join(text.split())))
        return any(escaped in page for page in self.pages.values())


def page_faults(text: str) -> Iterator[tuple[int, str]]:
    """Line numbers of a page's text, from 1, each with a message."""
    if compatible_form(text) is not None and not _MAY_BE_ODD.search(text):
        return
    root = SyntaxTreeNode(forge_tokens(text)[0])
    messages = dict(_odd_blocks(root, text.split("\n"))) | dict(footnote_faults(text))
    if without_comments(text) is None:
        messages = {text[: text.index("<!--")].count("\n") + 1: _COMMENT}
    elif compatible_form(text) is None and not messages:
        messages = dict.fromkeys(_differing_lines(text, root), _READ_DIFFERENTLY)
    yield from sorted(messages.items())


def _odd_blocks(root: SyntaxTreeNode, lines: list[str]) -> Iterator[tuple[int, str]]:
    """Blocks that no writer means."""
    for node in root.walk(include_self=False):
        if node.map is None:
            continue
        if node.type == "code_block":
            yield node.map[0] + 1, _CODE
        elif node.type == "list_item" and not node.children:
            yield node.map[0] + 1, _NO_WORDS
        elif node.type == "list_item" and "checked" in node.meta and _TWO_SIGNS.match(lines[node.map[0]]):
            yield node.map[0] + 1, _NO_BOX
        elif node.type == "table" and len(node.children) == 1:
            yield node.map[0] + 1, _NO_ROWS


def _differing_lines(text: str, root: SyntaxTreeNode) -> Iterator[int]:
    """The lines at which blocks begin that the two readings tell apart; the text's first when none does by itself."""
    lines = text.split("\n")
    is_found = False
    for block in root.children:
        if block.map and compatible_form("\n".join(lines[slice(*block.map)])) is None:
            is_found = True
            yield block.map[0] + 1
    if not is_found:
        yield 1


def _check_blocks(path: str, piece: TextValue, printed: _StagedText) -> Iterator[Problem]:
    """A text of a data file: its blocks are read alike, and the page prints them as blocks."""
    root = SyntaxTreeNode(forge_tokens(piece.text)[0])
    if not any(node.type in _BLOCKS for node in root.children) and "[^" not in piece.text:
        return
    for _, message in page_faults(piece.text):
        yield Problem(path, piece.line, piece.column, message)
        return
    rewritten = to_engine_markdown(piece.text).split("\n")
    beginnings = {_BEGINNING.match(line)[0].strip() for line in rewritten if _MAY_BE_BLOCKS.match(line)}  # type: ignore[index]  # matches each line
    if not all(any(line.startswith(each) for line in printed.lines) for each in beginnings):
        yield Problem(path, piece.line, piece.column, _ONE_LINE)


def _check_marks(path: str, piece: TextValue, printed: _StagedText) -> Iterator[Problem]:
    """A text of a data file has marks only where a page prints it as Markdown."""
    root = SyntaxTreeNode(forge_tokens(piece.text)[0])
    marked = next((node for node in root.walk(include_self=False) if node.type in _MARKED), None)
    # An address alone has no marks, though the forge makes a link of it.
    if marked is not None and marked.markup != "autolink" and printed.prints_literally(piece.text):
        yield Problem(path, piece.line, piece.column, _PLAIN.format(marked.markup or "[ ]( )"))
