"""Rules about typed texts: no phone numbers or addresses of contacts, and no local file paths."""

import re
from collections.abc import Iterator
from html import unescape

from handbook.pages.markdown import read_page_text, without_code
from handbook.pages.shown_text import visible_text
from handbook.registry import PATHS_WITHOUT_SLOTS
from handbook.service.contacts import CONTACTS, Contacts
from handbook.service.phone_numbers import NATIONAL_NUMBERS, PhoneNumber, digits, known_numbers_in, phone_numbers_in
from handbook.source.invisible_characters import first_invisible_offset
from handbook.source.problems import Problem
from handbook.source.text_values import texts_of
from handbook.sources import Sources

_KEYS_WITHOUT_PROSE = ("id", "fingerprint", "address", "phone", "extension", "text_number")
"""Keys whose values other rules check."""

_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffd]")
_LINKS = re.compile(r"\]\(|\]:|<\w+:")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_COMMENT_SIGN = re.compile(r"<!--|-->")
_FILE = re.compile(r"\bfile:/|(?<![\w\\])[A-Za-z]:\\|(?<!\\)\\\\[\w.-]+\\", re.IGNORECASE)


def check_paths_of_a_computer(sources: Sources) -> Iterator[Problem]:
    """There are no links to files on somebody's computer."""
    for path, value in sources.texts(without=_KEYS_WITHOUT_PROSE):
        for match in _FILE.finditer(value.text):
            message = (
                "this leads to somebody's own computer or drive, where no reader can follow; "
                "put the file beside the page and write its name in place of this, or name the page"
            )
            yield Problem(path, *value.place_at(match.start()), message)


def check_phone_numbers(sources: Sources) -> Iterator[Problem]:
    """Phone numbers are in the contacts only; all other texts use slots."""
    slots = _slots_of_numbers(sources.handbook.contacts)
    known = frozenset(slots)
    for path, value in sources.texts(without=_KEYS_WITHOUT_PROSE):
        numbers = {number.offset: number for text in _readings(value.text) for number in _numbers_in(text, known)}
        for number in numbers.values():
            yield Problem(
                path, *value.place_at(number.offset), _number_message(path, number.shown, slots.get(number.digits))
            )
        for link in read_page_text(value.text).links if _LINKS.search(value.text) else ():
            scheme, _, number_called = link.text.partition(":")
            if scheme.lower() in ("tel", "sms"):
                message = _number_message(path, number_called, slots.get(digits(number_called)))
                yield Problem(path, *value.place_of(link.line, link.column + len(f"{scheme}:")), message)


def _numbers_in(text: str, known: frozenset[str]) -> Iterator[PhoneNumber]:
    """Every likely phone number, and every number of a contact in an unusual notation."""
    found = [number for number in phone_numbers_in(text) if number.digits not in NATIONAL_NUMBERS]
    yield from found
    for number in known_numbers_in(text, known):
        if not any(_overlap(number, other) for other in found):
            yield number


def _overlap(one: PhoneNumber, other: PhoneNumber) -> bool:
    return one.offset < other.offset + len(other.shown) and other.offset < one.offset + len(one.shown)


def _slots_of_numbers(contacts: Contacts) -> dict[str, str]:
    """The slots that print the numbers of contacts, by digits."""
    texts = {
        digits(contact.text_number): f"contact.{contact.id}.text"
        for contact in contacts.contacts
        if contact.text_number
    }
    return texts | {figures: f"contact.{contact.id}" for contact in contacts.contacts for figures in contact.calls}


def check_hidden_characters(sources: Sources) -> Iterator[Problem]:
    """There are no character references to invisible characters, such as `&#8203;`."""
    for path, value in sources.texts(without=_KEYS_WITHOUT_PROSE):
        for match in _REFERENCE.finditer(value.text):
            if _is_invisible(match[0]):
                message = f"`{match[0]}` stands for a character that nobody sees; take it out"
                yield Problem(path, *value.place_at(match.start()), message)


def _is_invisible(reference: str) -> bool:
    letters = unescape(reference)
    # The library drops or replaces invalid characters, which a browser may still read.
    return not _CONTROL.sub("", letters) or first_invisible_offset(letters) is not None


def _number_message(path: str, number: str, slot: str | None) -> str:
    instead = f"write `{{{{ {slot} }}}}`" if slot else "write its slot"
    if path.startswith(PATHS_WITHOUT_SLOTS):
        instead = "write here who it is, without the number"
    if slot:
        return f"`{number}` stands in {CONTACTS}, and would not change with it; {instead}"
    return f"`{number}` looks like a phone number, and no contact has it; add it to {CONTACTS} and {instead}"


def check_addresses(sources: Sources) -> Iterator[Problem]:
    """E-mail addresses and postcodes are in the contacts only."""
    contacts = sources.records[CONTACTS].value if CONTACTS in sources.records else None
    known = " ".join(text for _, text in texts_of(contacts))
    for path, value in sources.texts(without=_KEYS_WITHOUT_PROSE):
        if path == CONTACTS:
            continue
        for what, written, offset in _addresses_in(value.text):
            if written not in known:
                message = f"`{written}` looks like {what}; addresses stand in {CONTACTS} alone: take it out here"
                yield Problem(path, *value.place_at(offset), message)


def _readings(text: str) -> tuple[str, ...]:
    """The text, and if it has comments the text without comment signs: comments are public too."""
    if "<!--" not in text:
        return (text,)
    return text, _COMMENT_SIGN.sub(lambda match: " " * len(match[0]), text)


def _addresses_in(text: str) -> Iterator[tuple[str, str, int]]:
    """The kind, the wording and the offset of every address, as typed and as readers see it."""
    found = [("an e-mail address", match[0], match.start()) for match in _EMAIL.finditer(text)]
    postcodes = (match for reading in _readings(text) for match in _POSTCODE.finditer(without_code(reading)))
    found += [("a postcode", postcode[0], postcode.start()) for postcode in postcodes]
    yield from dict.fromkeys(found)
    if text.isascii() and "&" not in text:
        return
    shown, offsets = visible_text(text)
    typed = {written for _, written, _ in found}
    for what, pattern in (("an e-mail address", _EMAIL), ("a postcode", _POSTCODE)):
        for match in pattern.finditer(shown):
            if match[0] not in typed:
                yield what, match[0], offsets[match.start()]


STYLE_RULES = (
    check_paths_of_a_computer,
    check_phone_numbers,
    check_hidden_characters,
    check_addresses,
)
