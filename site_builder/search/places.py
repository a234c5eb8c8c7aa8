"""The places of a built page that a search can lead to: each heading and each table row with an id, with its text."""

from dataclasses import dataclass
from html.parser import HTMLParser

_SKIPPED = frozenset(("nav", "form", "script", "style", "svg", "button", "figure"))
_SKIPPED_CLASSES = frozenset(("page-foot", "page-contents", "asked-banner", "moved-part", "same", "short-form__note"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
_BLOCKS = frozenset(
    ("p", "li", "td", "th", "tr", "dd", "dt", "div", "details", "summary", "caption", "blockquote", *_HEADINGS)
)


@dataclass
class Place:
    """One place: an id, its heading and the text up to the next place."""

    anchor: str
    """The id; empty for the top of the page."""
    heading: str = ""
    text: str = ""
    is_row: bool = False
    """Whether it is a row of a table."""
    answer: str = ""
    """The answer itself: of a row its cells, but for what opens on demand; the whole text of what is all answer."""
    call: str = ""
    """Where a contact is called, such as `tel:999`."""
    number: str = ""
    """The same as a person reads it."""


def read_places(html: str) -> list[Place]:
    """The places of a built page in their order; the first is its top."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for place in reader.places:
        place.heading, place.text, place.answer = map(_one_line, (place.heading, place.text, place.answer))
    return reader.places


def _one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass
class _Open:
    """An element that is not closed yet."""

    tag: str
    skipped: bool
    is_heading: bool = False
    is_number: bool = False
    outer: Place | None = None
    """Of a row: the place it stands in, to which the text after it belongs."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.places: list[Place] = []
        self._open: list[_Open] = []
        self._in_article = False
        self._place = Place("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "article":
            self._in_article = True
            self._enter(self._place)
        if not self._in_article:
            return
        classes = given.get("class", "").split()
        # A short form is a button, but in the midst of a sentence.
        is_control = tag in _SKIPPED and "short-form" not in classes
        skipped = is_control or not _SKIPPED_CLASSES.isdisjoint(classes) or self._skips()
        element = _Open(tag, skipped)
        if not skipped:
            self._begin(element, given, classes)
        if tag not in _VOID:
            self._open.append(element)

    def _begin(self, element: _Open, given: dict[str, str], classes: list[str]) -> None:
        tag, anchor = element.tag, given.get("id", "")
        if tag in _BLOCKS or tag == "br":
            self._say(" ")
        if tag in _HEADINGS and anchor:
            element.is_heading = True
            if tag != "h1":
                self._enter(Place(anchor))
        elif tag == "tr" and anchor:
            element.outer = self._place
            self._enter(Place(anchor, is_row=True))
        elif tag == "th" and given.get("scope") == "row" and self._place.is_row:
            element.is_heading = True
        elif tag == "td" and self._place.is_row:
            self._begin_cell(given.get("data-together", ""))
        elif "contact__number" in classes and not self._place.is_row and not self._place.call:
            element.is_number, self._place.call = True, given.get("href", "")

    def _begin_cell(self, column: str) -> None:
        answer = self._place.answer.rstrip()
        if answer:
            self._place.answer = f"{answer} " if answer.endswith(".") else f"{answer}; "
        if column:
            self._say(f"{column}: ")

    def _enter(self, place: Place) -> None:
        self._place = place
        self.places.append(place)

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._in_article = False
        # The parser also tells of the end of `<br />`, which was never open.
        while self._in_article and any(element.tag == tag for element in self._open):
            element = self._open.pop()
            self._place = element.outer or self._place
            if element.tag == tag:
                if tag in _BLOCKS and not element.skipped:
                    self._say(" ")
                return

    def handle_data(self, data: str) -> None:
        if self._in_article and not self._skips():
            self._say(data)

    def _skips(self) -> bool:
        return bool(self._open) and self._open[-1].skipped

    def _say(self, data: str) -> None:
        if any(element.is_heading for element in self._open):
            self._place.heading += data
        elif any(element.is_number for element in self._open):
            self._place.number += data
        else:
            self._place.text += data
            if self._place.is_row and all(element.tag != "details" for element in self._open):
                self._place.answer += data
