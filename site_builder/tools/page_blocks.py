"""The text of a built page as the blocks that a reader takes in: paragraphs, headings, points, rows of tables."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from handbook.urls import SUGGEST_ADDRESS
from site_builder.build.html_checks import ELSEWHERE, absolute

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    (*_HEADINGS, "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "caption", "figure", "figcaption", "div")
) | frozenset(("section", "details", "summary", "blockquote", "pre", "footer", "aside", "nav", "svg", "text"))
_VOID = frozenset(("br", "hr", "img", "input", "wbr", "col"))
_IGNORED_CLASSES = ("page-contents", "useful")
"""Classes of what repeats the headings, and of the question below each page."""
_FOOT_COMMENT = "<!-- Added below every page -->"
"""Where the foot begins: sources, contacts, promises."""


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, a point of a list or a row of a table."""

    text: str
    targets: tuple[str, ...] = ()
    """Where its links and pictures lead, as addresses of the site."""
    is_heading: bool = False


@dataclass
class _BlockParser(HTMLParser):
    """Cuts an article into blocks."""

    address: str
    blocks: list[Block] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _targets: list[str] = field(default_factory=list)
    _heading: bool = False
    _rows: int = 0
    _left_out: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self._left_out or any(name in (attributes.get("class") or "").split() for name in _IGNORED_CLASSES):
            self._left_out += tag not in _VOID
            return
        if tag == "tr" or (tag in _BLOCKS and not self._rows):
            self._end_block()
        if tag in ("td", "th") and "".join(self._words).strip():
            self._words.append(" | ")
        self._rows += tag == "tr"
        self._heading = self._heading or tag in _HEADINGS
        if tag in _BLOCKS or tag == "br":
            self._words.append(" ")
        if tag == "img":
            self._words.append(f"[picture: {attributes.get('alt') or ''}]")
        link = attributes.get("href") if tag == "a" else attributes.get("src") if tag == "img" else None
        if link and not link.startswith(SUGGEST_ADDRESS):
            self._targets.append(_target(self.address, link))

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._left_out -= tag not in _VOID
            return
        self._rows -= tag == "tr" and self._rows > 0
        if tag in _BLOCKS and not self._rows:
            self._end_block()

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._words.append(data)

    def _end_block(self) -> None:
        text = " ".join("".join(self._words).split())
        if text:
            self.blocks.append(Block(text, tuple(self._targets), self._heading))
        self._words, self._targets, self._heading = [], [], False

    def close(self) -> None:
        super().close()
        self._end_block()


def _target(address: str, link: str) -> str:
    path, mark, part = link.partition("#")
    if ELSEWHERE.match(link) or link.startswith("/"):
        return link
    return f"{absolute(address, path)}{mark}{part}"


def blocks_of(address: str, article: str) -> tuple[Block, ...]:
    """What a reader reads on the page at an address, block by block."""
    parser = _BlockParser(address)
    parser.feed(article)
    parser.close()
    return tuple(parser.blocks)


def without_foot(article: str) -> str:
    """The part of an article that is the page's own; the last mark counts, so that a page's text can hide nothing."""
    return article.rpartition(_FOOT_COMMENT)[0] or article
