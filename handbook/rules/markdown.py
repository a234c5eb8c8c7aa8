"""Rules about broken Markdown, which prints as it is written."""

import re
from collections.abc import Iterator

from handbook.pages.markdown import PageText, read_page_text
from handbook.pages.table_cells import separator_row
from handbook.source.problems import Problem
from handbook.source.text_values import TextValue
from handbook.sources import Sources

_PROFILES = "charters/profiles/"
"""Profiles contain patterns for the import of charters, not Markdown."""

_ESCAPED = re.compile(r"\\.")
_STARS = re.compile(r"\*\*|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)")
_STAR = re.compile(r"(?<![\w*])\*(?=\w)|(?<=\w)\*(?![\w*])")
_TURNED_LINK = re.compile(r"(?<!\])\((?P<words>[^()\[\]]+)\)\[(?P<address>[^\[\]]+)\]")
_APART_LINK = re.compile(
    r"\[(?P<words>[^\[\]]+)\][ \t]+\((?P<address>[^()\s]+\.[a-z]+(?:#[\w-]*)?|https?://[^()\s]+)\)"
)
_NAMED_LINK = re.compile(r"\[(?P<words>[^\[\]^][^\[\]]*)\]\[(?P<address>[^\[\]]*)\]")
"""A reference link without a definition; `[^1][^2]` are two footnotes."""
_WIKI_LINK = re.compile(r"\[\[[^\[\]]+\]\]")

_DASHES = "\N{MIDDLE DOT}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}o"
"""These, and the `o` of a word processor's nested list, may also begin a line within a sentence."""
_DOT = re.compile(rf"[ \t>]*(?P<sign>[•●○◦▪■□‣►▶▸◆❖➤\N{{HYPHEN BULLET}}∙➢✓\uf0b7\uf0a7\uf0d8]|[{_DASHES}](?=\s))")
_LETTER = re.compile(r"[ \t>]*(?P<sign>\([a-z0-9]{1,3}\)|(?:[a-z]|i{1,3}|iv|vi{1,3}|ix)[.)])\s")
_NO_SPACE = re.compile(
    r"[ \t>]*(?P<sign>[-+](?=[A-Za-z\[])|\d{1,2}[.)](?=(?!am\b|pm\b)[A-Za-z][a-z]|\[)|(?:[-+*]|\d{1,2}[.)])(?=\u00a0))"
)
_NO_SPACE_IN_HEADING = re.compile(r" {0,3}(?P<sign>#{2,6})(?=[^\s#])")
_TAB = re.compile(r"(?<=\S)\t+(?=\S)")
_EMOJI = re.compile(r"(?<![\w:]):[a-z]+(?:_[a-z]+)*:(?![\w:])")

_MARKS = (
    "{} prints as it stands here, because it opens or closes nothing; write it right before the first and right "
    "behind the last word, with a space outside it, or take it out"
)
_LINK = "write the words in square and the address in round brackets, with nothing between: `[{words}]({address})`"
_POINT = "`{}` makes no list, and the points run together; begin each point on a line of its own with `- `"
_STEP = "`{}` makes no list, and the steps run together; begin each step on a line of its own with `1. `"
_SPACE = "`{sign}` needs an ordinary space behind it to begin a {what}; write `{sign} `"
_TABBED = (
    "a tab stands here, as in a table of a word processor; write a table with bars, "
    "`| one | two |` and `| --- | --- |` below its first row, or write a space"
)
_FENCE = "this block is never closed, so all that follows prints as code; write {} on a line of its own where it ends"
_SIGN = "`{}` becomes a picture on the forge and prints as it stands here; take it out, or say it in a word"


def check_marks(sources: Sources) -> Iterator[Problem]:
    """Marks of bold text, code and links are complete."""
    for path, value, text in _texts(sources, *"*_`]["):
        lines, prose = value.text.split("\n"), text.prose.split("\n")
        for place in text.words:
            # Escaped characters are meant literally.
            written, outside_code = (
                _ESCAPED.sub("", text_lines[min(place.line, len(text_lines)) - 1]) for text_lines in (lines, prose)
            )
            for at, message in (*_marks(place.text, outside_code), *_links(place.text, written)):
                yield Problem(path, *value.place_of(place.line, place.column + at), message)


def _marks(words: str, written: str) -> Iterator[tuple[int, str]]:
    """The offset of an unpaired star or backtick in the words; `written` is their line without escaped characters."""
    for pattern in (_STARS, _STAR):
        match = pattern.search(words)
        if match and pattern.search(written):
            yield match.start(), _MARKS.format(f"`{match[0]}`")
            break
    if "`" in words and "`" in written:
        yield words.index("`"), _MARKS.format("the sign ` of code")


def _links(words: str, written: str) -> Iterator[tuple[int, str]]:
    """The offset of a broken link in the words."""
    for pattern in (_TURNED_LINK, _APART_LINK, _NAMED_LINK):
        match = pattern.search(words)
        if match and match["words"] in written:
            address = match["address"] or "page.md"
            yield match.start(), f"this is no link; {_LINK.format(words=match['words'], address=address)}"
            return
    if _WIKI_LINK.search(words) or ("](" in words and "](" in written):
        message = "this is no link, because its address is not closed or holds a space; "
        yield 0, message + _LINK.format(words="words", address="page.md")


def check_signs_of_word_processors(sources: Sources) -> Iterator[Problem]:
    """Lists and tables are not made of the bullets, letters and tabs of a word processor."""
    for path, value in sources.texts():
        if path.startswith(_PROFILES) or not (value.is_page or "\n" in value.text or _DOT.match(value.text)):
            continue
        lines = _prose(value).split("\n")
        for number, (before, line, below) in enumerate(zip(["", *lines], lines, [*lines[1:], ""], strict=False), 1):
            message = _line_message(line, before, below) if line.strip() else None
            if message and (value.is_page or "\n" in value.text or "makes no list" in message):
                start = len(line) - len(line.lstrip())
                column = line.index("\t", start) if message == _TABBED else start
                yield Problem(path, *value.place_of(number, column + 1), message)


def _line_message(line: str, before: str, below: str) -> str | None:
    """The message about the bullet of a line, or about a tab in it."""

    def is_meant(sign: re.Pattern[str]) -> bool:
        """Whether the sign begins a list item, and not a line within a sentence."""
        return not before.strip() or sign.match(before) is not None or sign.match(below) is not None

    if match := _DOT.match(line):
        return _POINT.format(match["sign"]) if match["sign"] not in _DASHES or is_meant(_DOT) else None
    if match := _LETTER.match(line):
        return _STEP.format(match["sign"]) if is_meant(_LETTER) else None
    if match := _NO_SPACE_IN_HEADING.match(line):
        return _SPACE.format(sign=match["sign"], what="heading")
    if match := _NO_SPACE.match(line):
        return _SPACE.format(sign=match["sign"], what="list") if is_meant(_NO_SPACE) else None
    return _TABBED if _TAB.search(line) else None


def check_blocks_are_closed(sources: Sources) -> Iterator[Problem]:
    """Blocks of code are closed."""
    for path, value, text in _texts(sources, "`", "~"):
        for place in text.open_fences:
            yield Problem(path, *value.place_of(place.line, place.column), _FENCE.format(place.text))


def check_rows(sources: Sources) -> Iterator[Problem]:
    """Every row of a table has as many cells as its header, so that no text is lost."""
    for path, value, text in _texts(sources, "|"):
        for place in text.rows:
            cells, columns = map(int, place.text.split())
            if cells > columns:
                message = f"this row has {cells} cells and the table {columns} columns, so the rest is not printed; "
                message += "write `\\|` for a bar inside a cell, or give the header another column"
            else:
                message = f"this row has {cells} of {columns} cells; write `| |` for an empty one, "
                message += "or an empty line above it if it is no part of the table"
            yield Problem(path, *value.place_of(place.line, place.column), message)
        for place in text.uneven_headers:
            dashes, above = place.text.split()
            counted = "1 cell" if dashes == "1" else f"{dashes} cells"
            message = f"this line of dashes has {counted} and the row above it {above}, so there is no table; "
            message += f"write `{separator_row(int(above))}`"
            yield Problem(path, *value.place_of(place.line, place.column), message)


def check_signs_of_the_forge(sources: Sources) -> Iterator[Problem]:
    """There are no emoji codes, which only the forge renders."""
    for path, value, text in _texts(sources, ":"):
        for place in text.words:
            if match := _EMOJI.search(place.text):
                message = _SIGN.format(match[0])
                yield Problem(path, *value.place_of(place.line, place.column + match.start()), message)


def _texts(sources: Sources, *signs: str) -> Iterator[tuple[str, TextValue, PageText]]:
    """Every text of Markdown with one of the signs, parsed."""
    return (entry for entry in sources.parsed_texts(*signs) if not entry[0].startswith(_PROFILES))


def _prose(value: TextValue) -> str:
    return read_page_text(value.text).prose if value.is_page or "`" in value.text else value.text


STYLE_RULES = (
    check_marks,
    check_signs_of_word_processors,
    check_blocks_are_closed,
    check_rows,
    check_signs_of_the_forge,
)
