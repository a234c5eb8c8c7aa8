"""Rules about links to other sites: whole addresses in plain letters, no number to write to, nothing in a tooltip."""

import re
from collections.abc import Iterator

from handbook.contacts import CONTACTS
from handbook.page_text import PageText, read_page_text
from handbook.phone_numbers import phone_numbers_in
from handbook.pieces import Piece
from handbook.problems import Problem
from handbook.shelf import Shelf

_MAY_LEAD_AWAY = re.compile(r"\]\(|\]:|<\w+:")
_ELSEWHERE = re.compile(r"(?://|https?:)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_WHOLE = re.compile(r"https?://(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::\d+)?(?:[/?#]|$)", re.IGNORECASE)
_MESSENGERS = re.compile(r"(?:[a-z]+\.)?(?:wa\.me|whatsapp\.com|t\.me|telegram\.me|signal\.me|viber\.com)", re.I)

_NOT_WHOLE = (
    "a browser could take `{}` for another place than its reader; write the whole address as the browser shows it, "
    "in plain letters, with https:// before it"
)
_NUMBER = "`{}` holds a phone number, which stands in {} alone: add it there as a contact, and write its slot here"
_TOOLTIP = (
    "words in quotation marks behind an address show on no phone and are read out by few screen readers; "
    "take them out, or write them into the text"
)


def check_web_addresses(shelf: Shelf) -> Iterator[Problem]:
    """A link to another site leads where its reader thinks, and to nobody's number."""
    for path, piece, text in _with_links(shelf):
        for spot in text.links:
            message = _wrong(spot.text)
            if message:
                yield Problem(path, *piece.place_of(spot.line, spot.column), message)


def check_titles_of_links(shelf: Shelf) -> Iterator[Problem]:
    """A link carries no words that only a mouse finds."""
    for path, piece, text in _with_links(shelf):
        for spot in text.titles:
            yield Problem(path, *piece.place_of(spot.line, spot.column), _TOOLTIP)


def _wrong(link: str) -> str | None:
    """What is wrong with a link, if it leads to another site."""
    if not _ELSEWHERE.match(link):
        return None
    whole = _WHOLE.match(link)
    if whole is None:
        return _NOT_WHOLE.format(link)
    rest = re.sub(r"[/?=&]", " ", link[whole.end() - 1 :])
    if _MESSENGERS.fullmatch(whole["host"]) and any(phone_numbers_in(re.sub(r"(?<!\d)\+?44", "0", rest))):
        return _NUMBER.format(link, CONTACTS)
    return None


def _with_links(shelf: Shelf) -> Iterator[tuple[str, Piece, PageText]]:
    for path, pieces in shelf.pieces.items():
        for piece in pieces:
            if _MAY_LEAD_AWAY.search(piece.text):
                yield path, piece, read_page_text(piece.text)


RULES = (check_web_addresses, check_titles_of_links)
