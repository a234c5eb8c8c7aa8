"""Parses a page's Markdown into headings, links, pictures, tables, raw HTML and prose, with positions."""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from handbook.pages.raw_html import attributes_in, tags_in
from handbook.pages.table_cells import cells_of, is_bare_table, uneven_headers, words_for

_PARSER = MarkdownIt("commonmark").enable("table").disable("code")
# Pages have no indented code; indented text belongs to a note or a definition, and is parsed like the rest.
_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 odd links are told, not left out
_PARSER.normalizeLink = lambda url: url  # type: ignore[method-assign]  # they are told as they were written


def _names_an_address(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 called by the parser
    """Whether a line is a link definition; a footnote of one word looks like one, and this parser has no footnotes."""
    begins = state.bMarks[first] + state.tShift[first]
    return not state.src.startswith("[^", begins) and reference(state, first, last, silent)


_PARSER.block.ruler.at("reference", _names_an_address)

_SLOT = re.compile(r"\{\{ [a-z0-9.-]+ \}\}")
_HOLDERS = {"code_inline": "code", "fence": "code", "image": "picture", "html_inline": "HTML", "html_block": "HTML"}
ATTRIBUTES = re.compile(r"\s*\{:?\s*(?P<inside>(?:[^{}]*?#(?P<id>[\w-]+))?[^{}]*?)\s*\}\s*$")
"""Attributes in braces at the end of a heading, such as its id."""
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]")
_NOT_PROSE = re.compile(
    r"(?P<code>`+).+?(?P=code)"  # code
    r"|(?<=\])\([^)\n]*\)"  # where a link leads
    r"|\bhttps?://[^\s>)|]+"  # an address
    r"|</?[A-Za-z][^<>]*>|<!--.*?-->"  # HTML
    r"|\{\{.*?\}\}|\{:?\s*[#.][^{}\n]*\}"  # slots and attributes
    r"|\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]",  # what opens one of the forge's own notes
    re.DOTALL,
)
_MARKER = re.compile(r"^\s*(?:!!!|\?\?\?\+?)\s+\w+\s*|^\s*:\s{3}|^\s*\[\^[^\]]+\]:", re.MULTILINE)
"""The beginning of a note, a definition or a footnote."""


@dataclass(frozen=True)
class TextPlace:
    """An element of a page's text; line and column count from 1 within the text."""

    line: int
    column: int
    text: str
    """The words of a heading, the target of a link, the alternative text of a picture, or the name of a tag."""
    words: str = ""
    """For a link, its text."""


@dataclass(frozen=True)
class Heading(TextPlace):
    """A heading; its `text` has `this` in place of slots, and no footnotes."""

    level: int = 0
    """From 1 to 6."""
    anchor: str = ""
    """Its id, if one is written by hand."""
    anchor_text: str = ""
    """The text from which the engine derives its id: without pictures, and with slots as written."""


@dataclass
class PageText:
    """The elements of one page's text."""

    headings: list[Heading] = field(default_factory=list)
    links: list[TextPlace] = field(default_factory=list)
    titles: list[TextPlace] = field(default_factory=list)
    """The titles of links and pictures, which are quoted after the address."""
    pictures: list[TextPlace] = field(default_factory=list)
    sources: list[TextPlace] = field(default_factory=list)
    """The address of every picture."""
    fences: list[TextPlace] = field(default_factory=list)
    """The info string of every fenced block of code that has one."""
    tags: list[TextPlace] = field(default_factory=list)
    tag_attributes: list[TextPlace] = field(default_factory=list)
    """Every attribute of raw HTML, as `tag attribute`."""
    open_tags: list[TextPlace] = field(default_factory=list)
    """Every tag that is never closed."""
    stray_ends: list[TextPlace] = field(default_factory=list)
    """Every closing tag without an opening one."""
    slots_in_markup: list[TextPlace] = field(default_factory=list)
    """Every slot in code, a link, a picture or HTML, such as `code {{ rate.mileage }}`."""
    header_cells: list[TextPlace] = field(default_factory=list)
    bare_tables: list[TextPlace] = field(default_factory=list)
    """Tables without the line of dashes below their header: the number of cells in the first row."""
    blocks: list[TextPlace] = field(default_factory=list)
    """Every paragraph and list item as plain text."""
    cells: list[TextPlace] = field(default_factory=list)
    """Every cell of a table below the header."""
    rows: list[TextPlace] = field(default_factory=list)
    """Rows with another number of cells than their header: both numbers, such as `3 2`."""
    uneven_headers: list[TextPlace] = field(default_factory=list)
    """Lines of dashes with another number of cells than the row above: both numbers."""
    open_fences: list[TextPlace] = field(default_factory=list)
    """The opening fence of every block of code that is never closed."""
    words: list[TextPlace] = field(default_factory=list)
    """Text outside of code, addresses and tags; any markup in it is broken."""
    prose: str = ""
    """The text with spaces in place of everything that is no prose, so that offsets stay the same."""


@lru_cache(maxsize=1024)
def read_page_text(text: str) -> PageText:
    """Parse a page's Markdown. The result is cached, so it must not be changed."""
    page_text = PageText()
    lines = text.split("\n")
    tokens = _PARSER.parse(text)
    fences = [(token.map[0], token.map[1]) for token in tokens if token.type == "fence" and token.map]
    page_text.prose = _prose(lines, fences)
    columns = 0
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.map is None:
            continue
        if token.type == "html_block":
            _take_html(page_text, token.content, token.map[0], lines[token.map[0]])
            _take_slots(page_text, [token], _Source(lines[slice(*token.map)], token.map[0]))
        elif token.type == "fence":
            _take_fence(page_text, token, lines)
        elif token.type == "tr_open" and before is not None:
            columns = _take_row(
                page_text, lines[token.map[0]], token.map[0], 0 if before.type == "thead_open" else columns
            )
        elif token.type == "inline" and before is not None:
            _take_inline(page_text, before, token, lines)
    return page_text


def _take_fence(page_text: PageText, token: Token, lines: list[str]) -> None:
    """Add a block of code."""
    first, last = token.map or (0, 0)
    info = token.info.strip()
    if info:
        page_text.fences.append(TextPlace(first + 1, lines[first].find(info) + 1, info))
    # Flowcharts become lists before their slots are filled in.
    if not info.startswith("flowchart"):
        _take_slots(page_text, [token], _Source(lines[first:last], first))
    closed = last - 1 > first and re.fullmatch(rf"[\s>]*{re.escape(token.markup)}+\s*", lines[last - 1])
    if not closed:
        page_text.open_fences.append(TextPlace(first + 1, lines[first].find(token.markup) + 1, token.markup))


def _take_row(page_text: PageText, line: str, number: int, columns: int) -> int:
    """Add a row of a table with this number of columns, 0 for its header; returns the number of columns."""
    if not columns:
        return len(cells_of(line))
    written = words_for(line, columns)
    if written != columns:
        page_text.rows.append(TextPlace(number + 1, len(line) - len(line.lstrip()) + 1, f"{written} {columns}"))
    return columns


def _prose(lines: list[str], fences: list[tuple[int, int]]) -> str:
    prose_lines = list(lines)
    for start, end in fences:
        prose_lines[start:end] = [" " * len(line) for line in lines[start:end]]
    return without_code("\n".join(prose_lines))


def without_code(text: str) -> str:
    """The text with spaces in place of code, addresses, HTML, slots and attributes; offsets stay the same."""
    return _NOT_PROSE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _take_inline(page_text: PageText, before: Token, token: Token, lines: list[str]) -> None:
    """Add an inline token and its children; `before` is the token that opens its block."""
    first, last = token.map or (0, 0)
    words = _MARKER.sub("", spoken_text(token.children or [])).strip()
    start = TextPlace(first + 1, len(lines[first]) - len(lines[first].lstrip()) + 1, words)
    if before.type == "heading_open":
        page_text.headings.append(_heading(start, before, token))
    elif before.type == "th_open":
        page_text.header_cells.append(start)
    elif before.type == "td_open":
        page_text.cells.append(start)
    else:
        page_text.blocks.append(TextPlace(start.line, start.column, ATTRIBUTES.sub("", words)))
        uneven = [TextPlace(first + 1 + at, 1, counts) for at, counts in uneven_headers(token.content)]
        page_text.uneven_headers.extend(uneven)
        if not uneven and is_bare_table(token.content):
            cells = len(cells_of(token.content.partition("\n")[0]))
            page_text.bare_tables.append(TextPlace(start.line, start.column, str(cells)))
    _take_words(page_text, token.children or [], first, lines)
    source = lines[first : max(last, first + 1)]
    _take_parts(page_text, token.children or [], _Source(source, first))
    _take_slots(page_text, token.children or [], _Source(source, first))


def _heading(start: TextPlace, opening: Token, token: Token) -> Heading:
    """The heading at a place; `opening` has its level, `token` its text."""
    attributes = ATTRIBUTES.search(token.content)
    without_pictures = [child for child in token.children or () if child.type != "image"]
    return Heading(
        line=start.line,
        column=start.column,
        text=_heading_words(start.text),
        level=int(opening.tag[1]),
        anchor=(attributes["id"] or "") if attributes else "",
        anchor_text=_heading_words(_joined(without_pictures)),
    )


def _heading_words(words: str) -> str:
    return ATTRIBUTES.sub("", _FOOTNOTE.sub("", words))


def _take_words(page_text: PageText, parts: list[Token], line: int, lines: list[str]) -> None:
    """Add the plain text of an inline token that begins on a line (from 0)."""
    for part in parts:
        if part.type in ("softbreak", "hardbreak"):
            line += 1
        elif part.type == "text" and part.content:
            at = lines[line].find(part.content) if line < len(lines) else -1
            page_text.words.append(TextPlace(line + 1, max(at, 0) + 1, part.content))


def _take_parts(page_text: PageText, parts: list[Token], source: "_Source") -> None:
    """Add the links, pictures and tags of an inline token."""
    for at, part in enumerate(parts):
        match part.type:
            case "link_open":
                words = spoken_text(list(takewhile(lambda token: token.type != "link_close", parts[at:])))
                link = source.next("](", str(part.attrs.get("href", "")), 2)
                page_text.links.append(replace(link, words=words))
                _take_title(page_text, part)
            case "image":
                page_text.pictures.append(source.next("![", part.content))
                page_text.links.append(source.next("](", str(part.attrs.get("src", "")), 2))
                page_text.sources.append(page_text.links[-1])
                _take_title(page_text, part)
            case "html_inline":
                place = source.next(part.content, "")
                _take_html(page_text, part.content, place.line - 1, " " * (place.column - 1) + part.content)


def _take_slots(page_text: PageText, parts: list[Token], source: "_Source") -> None:
    """Add the slots of an inline token that are in markup."""
    links = 0
    for part in parts:
        links += {"link_open": 1, "link_close": -1}.get(part.type, 0)
        holder = _HOLDERS.get(part.type, "link" if links else "")
        for slot in _SLOT.findall(part.content):
            place = source.next(slot, f"{holder} {slot}")
            if holder:
                page_text.slots_in_markup.append(place)


def _take_title(page_text: PageText, part: Token) -> None:
    """Add the title of the last link."""
    if part.attrs.get("title"):
        at = page_text.links[-1]
        page_text.titles.append(TextPlace(at.line, at.column, str(part.attrs["title"])))


def _take_html(page_text: PageText, html: str, line: int, first_line: str) -> None:
    """Add the tags and attributes of raw HTML that begins on a line (from 0)."""
    shift = max(first_line.find(html.partition("\n")[0]), 0)
    first: TextPlace | None = None
    for tag in tags_in(html):
        down = html.count("\n", 0, tag.offset)
        column = tag.offset - (html.rfind("\n", 0, tag.offset) + 1)
        spot = TextPlace(line + down + 1, column + 1 + (0 if down else shift), tag.name)
        if tag.is_end:
            _close(page_text, spot)
            continue
        first = first or spot
        page_text.tags.append(spot)
        if tag.name != "br":
            page_text.open_tags.append(spot)
    place = first or TextPlace(line + 1, 1, "")
    page_text.tag_attributes.extend(TextPlace(place.line, place.column, attribute) for attribute in attributes_in(html))


def _close(page_text: PageText, end: TextPlace) -> None:
    opened = next((open_tag for open_tag in reversed(page_text.open_tags) if open_tag.text == end.text), None)
    if opened:
        page_text.open_tags.remove(opened)
    else:
        page_text.stray_ends.append(end)


def spoken_text(children: list[Token]) -> str:
    """The plain text of tokens, with `this` in place of slots and alternative texts in place of pictures."""
    words = re.sub(r"\{\{.*?\}\}", "this", _joined(children))
    # A term and its definition are two sentences.
    return re.sub(r"(?<=[^.?!]) :\s{3}", ". ", words)


def _joined(children: list[Token]) -> str:
    """The text of tokens on one line."""
    spaces = {"softbreak": " ", "hardbreak": " "}
    words = ("text", "code_inline", "image")
    return "".join(child.content if child.type in words else spaces.get(child.type, "") for child in children)


class _Source:
    """The lines of one block, searched from left to right."""

    def __init__(self, lines: list[str], first: int) -> None:
        self.text, self.first, self.cursor = "\n".join(lines), first, 0

    def next(self, literal: str, text: str, shift: int = 0) -> TextPlace:
        """The place of the next `literal`, with this text; the start of the block if it is written differently."""
        at = self.text.find(literal, self.cursor)
        if at < 0:
            return TextPlace(self.first + 1, 1, text)
        self.cursor = at + len(literal)
        line_start = self.text.rfind("\n", 0, at) + 1
        return TextPlace(self.first + self.text.count("\n", 0, at) + 1, at - line_start + 1 + shift, text)
