"""What a piece of HTML says, so that what two parsers make can be compared: blocks in order, and their words."""

import re
from html import escape
from html.parser import HTMLParser

Structure = tuple[str, ...]
"""Opened and closed blocks (`<ul>`, `</ul>`), and between them each run of words with the marks inside it."""

_BLOCKS = frozenset(
    {
        *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "th", "td"),
        *("blockquote", "pre", "hr", "details", "summary"),
    }
)
_RUN_BREAKS = frozenset({"p", "div", "section", "thead", "tbody"})
"""They end a run of words and say nothing else: whether a point of a list is a paragraph only changes its spacing."""
_IGNORED = frozenset({"span"})
_VOID = frozenset({"br", "img", "hr"})
_SYNONYMS = {"b": "strong", "i": "em", "del": "s"}
_COMPARED_ATTRIBUTES = {
    "ol": ("start",),
    "a": ("href", "title"),
    "img": ("src", "alt", "title"),
    "th": ("align",),
    "td": ("align",),
}
"""The attributes that change what a reader gets."""
_FOOTNOTES = ("#fn", "#fnref")
"""Where the links to footnotes and back from them lead."""


def structure_of(html: str) -> Structure:
    """The blocks and words of a piece of HTML."""
    reader = _StructureReader()
    reader.feed(html)
    reader.close()
    reader.end_run()
    return tuple(reader.found)


class _StructureReader(HTMLParser):
    """Notes blocks, and between them the words with their marks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.run: list[str] = []
        self.verbatim = 0
        self.footnote = False
        self.box = ""

    def end_run(self) -> None:
        """Note the words since the last block."""
        text = "".join(self.run)
        # Whether a space is inside or outside a mark cannot be seen.
        if self.verbatim:
            words = "\n".join(line.rstrip() for line in text.expandtabs(4).strip("\n").split("\n"))
        else:
            words = re.sub(r" ?<br> ?", "<br>", re.sub(r"[ \t\r\n]+", " ", text).strip())
        if words:
            self.found.append(f"{self.box}{words}")
            self.box = ""
        self.run = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins, or a mark inside words."""
        attributes = dict(attrs)
        if tag == "a" and (attributes.get("href") or "").startswith(_FOOTNOTES):
            self.footnote = True
            return
        if align := re.search(r"text-align: ?(\w+)", attributes.get("style") or ""):
            attributes["align"] = align[1]
        tag = _SYNONYMS.get(tag, tag)
        if tag == "input":
            # In front of the words that follow, whether or not they are a paragraph of their own.
            self.box = _box(checked="checked" in attributes)
        elif tag in _BLOCKS:
            self.end_run()
            self.found.append(_start_tag(tag, attributes))
            self.verbatim += tag == "pre"
        elif tag in _RUN_BREAKS:
            self.end_run()
        elif tag not in _IGNORED and not (tag == "code" and self.verbatim):
            self.run.append(_start_tag(tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        """A block ends, or a mark inside words."""
        tag = _SYNONYMS.get(tag, tag)
        if tag in _VOID or (tag == "a" and self.footnote):
            self.footnote = False
            return
        if tag in _BLOCKS:
            self.end_run()
            self.verbatim -= tag == "pre"
            self.found.append(f"</{tag}>")
        elif tag in _RUN_BREAKS:
            self.end_run()
        elif tag not in _IGNORED and not (tag == "code" and self.verbatim):
            self.run.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Words; not the number or the arrow of a footnote, which each parser writes in its own way."""
        if not self.footnote:
            self.run.append(escape(data, quote=False))


def _box(*, checked: bool) -> str:
    return "\N{BALLOT BOX WITH CHECK} " if checked else "\N{BALLOT BOX} "


def _start_tag(tag: str, attributes: dict[str, str | None]) -> str:
    shown_attributes = "".join(
        f' {name}="{attributes[name]}"' for name in _COMPARED_ATTRIBUTES.get(tag, ()) if attributes.get(name)
    )
    return f"<{tag}{shown_attributes}>" if shown_attributes != ' start="1"' else f"<{tag}>"
