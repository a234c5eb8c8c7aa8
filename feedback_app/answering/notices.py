"""What stands above the first text box: whom to call instead, and who reads the words."""

from dataclasses import dataclass

from handbook.contacts import Contact
from handbook.library import Handbook


@dataclass(frozen=True)
class WordsNotice:
    """The contacts of the notice, found by their ids."""

    danger: Contact
    worry_by_day: Contact
    worry_by_night: Contact
    national: Contact
    child: Contact
    advice: Contact
    reply: Contact
    reader: str
    reads: str
    keeps: str


_CALLED = ("danger", "worry_by_day", "worry_by_night", "national", "child", "advice")


def words_notice(handbook: Handbook) -> WordsNotice | None:
    """The notice; None while a contact or its number is missing, and then no form may ask for words."""
    notice, known = handbook.contacts.notice, {contact.id: contact for contact in handbook.contacts.contacts}
    found = {part: known.get(getattr(notice, part)) for part in (*_CALLED, "reply")}
    if any(contact is None for contact in found.values()) or any(not _number(found[part]) for part in _CALLED):
        return None
    return WordsNotice(
        **{part: contact for part, contact in found.items() if contact is not None},
        reader=notice.reader,
        reads=notice.reads,
        keeps=notice.keeps,
    )


def _number(contact: Contact | None) -> str:
    return (contact.phone or "").strip() if contact else ""
