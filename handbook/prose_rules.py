"""Rules about what people type: no number or address that belongs in service/, no path of somebody's computer."""

import re
from collections.abc import Iterator

from handbook.page_text import without_code
from handbook.pieces import Piece, place_in, texts_of
from handbook.problems import Problem
from handbook.shelf import Shelf

CONTACTS = "service/contacts.yml"

NATIONAL = ("999", "112", "101", "111")
"""Numbers that every service shares and that never change: they may be typed."""

_NO_PROSE = ("id", "fingerprint", "address", "phone")
"""Keys whose values are looked at elsewhere."""

_PHONE = re.compile(r"(?<![\w.,/+-])(?:\+44 ?|\(?0)[\d(][\d ()-]{4,13}\d(?![\w/])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_FILE = re.compile(r"\bfile:/|(?<![\w\\])[A-Za-z]:\\|(?<!\\)\\\\[\w.-]+\\", re.IGNORECASE)


def digits(number: str) -> str:
    """The figures of a phone number as somebody in Britain dials them."""
    return re.sub(r"\D", "", number.replace("+44", "0").replace("(0)", ""))


def check_paths_of_a_computer(shelf: Shelf) -> Iterator[Problem]:
    """A link to a file on somebody's computer or drive opens for nobody else."""
    for path, piece in _texts(shelf):
        for found in _FILE.finditer(piece.text):
            message = (
                "this leads to somebody's own computer or drive, where no reader can follow; "
                "put the file beside the page, or name the page"
            )
            yield _problem(path, piece, found.start(), message)


def check_phone_numbers(shelf: Shelf) -> Iterator[Problem]:
    """A phone number stands in the contacts alone; everywhere else a slot names it."""
    known = {digits(each.phone): each.id for each in shelf.handbook.contacts.contacts if each.phone}
    for path, piece in _texts(shelf):
        if path == CONTACTS and piece.key == "phone":
            continue
        for found in _PHONE.finditer(without_code(piece.text)):
            number = digits(found[0])
            if number in NATIONAL or not 8 <= len(number) <= 11:
                continue
            yield _problem(path, piece, found.start(), _typed(found[0].strip(), known.get(number)))
        for found in re.finditer(r"\]\(tel:([^)]*)\)", piece.text):
            yield _problem(path, piece, found.start(1), _typed(found[1], known.get(digits(found[1]))))


def _typed(number: str, contact: str | None) -> str:
    if contact:
        return f"`{number}` stands in {CONTACTS}, and would not change with it; write `{{{{ contact.{contact} }}}}`"
    return f"`{number}` looks like a phone number, and no contact has it; add it to {CONTACTS} and write its slot"


def check_addresses(shelf: Shelf) -> Iterator[Problem]:
    """An e-mail address or a postcode stands in the contacts alone."""
    contacts = shelf.records[CONTACTS].value if CONTACTS in shelf.records else None
    known = " ".join(text for _, text in texts_of(contacts))
    for path, piece in _texts(shelf):
        if path == CONTACTS:
            continue
        for what, pattern in (("an e-mail address", _EMAIL), ("a postcode", _POSTCODE)):
            for found in pattern.finditer(piece.text if what == "an e-mail address" else without_code(piece.text)):
                if found[0] in known:
                    continue
                message = f"`{found[0]}` looks like {what}; addresses stand in {CONTACTS} alone: take it out here"
                yield _problem(path, piece, found.start(), message)


def _texts(shelf: Shelf) -> Iterator[tuple[str, Piece]]:
    """Every text that people read, with the path of its file."""
    for path, pieces in shelf.pieces.items():
        for piece in pieces:
            if piece.key not in _NO_PROSE:
                yield path, piece


def _problem(path: str, piece: Piece, offset: int, message: str) -> Problem:
    # Where a text runs over several lines of YAML, only its first line is known for certain.
    place = place_in(piece.text, offset, piece.line, piece.column) if piece.is_page else (piece.line, piece.column)
    return Problem(path, *place, message)


RULES = (check_paths_of_a_computer, check_phone_numbers, check_addresses)
