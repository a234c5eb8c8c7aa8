"""Rules about the facts of the service: contacts, the notice above text boxes, the glossary."""

import re
from collections.abc import Iterator

from handbook.contacts import Notice
from handbook.problems import Problem
from handbook.shelf import Shelf, Spot

CONTACTS = "service/contacts.yml"
GLOSSARY = "service/glossary.yml"

_NAMED = ("danger", "worry_by_day", "worry_by_night", "national", "child", "advice", "reply")
"""The keys of the notice that name a contact."""

# Ofcom keeps these ranges free of real subscribers, for drama and examples.
_DRAMA = re.compile(r"01632960\d{3}|08081570\d{3}|07700900\d{3}|02079460\d{3}|01[1-6]1496\d{4}")


def check_ids_stand_once(shelf: Shelf) -> Iterator[Problem]:
    """A contact's id and a term's id name one thing."""
    contacts: list[Spot] = [
        (CONTACTS, ("contacts", index, "id"), each.id) for index, each in enumerate(shelf.handbook.contacts.contacts)
    ]
    yield from shelf.twice(contacts, "contact id")
    terms: list[Spot] = [
        (GLOSSARY, ("terms", index, "id"), each.id) for index, each in enumerate(shelf.handbook.glossary.terms)
    ]
    yield from shelf.twice(terms, "glossary id")


def check_notice(shelf: Shelf) -> Iterator[Problem]:
    """Whoever the notice names is a contact, and can be reached when any form asks for words."""
    notice: Notice = shelf.handbook.contacts.notice
    contacts = {contact.id: contact for contact in shelf.handbook.contacts.contacts}
    spots: list[Spot] = [(CONTACTS, ("notice", key), getattr(notice, key)) for key in _NAMED]
    yield from shelf.unknown(spots, {each.id: each.title for each in contacts.values()}, "contact")
    if not any(asking.questionnaire.asks_for_words for asking in shelf.handbook.askings.values()):
        return
    for path, loc, word in spots:
        contact = contacts.get(word)
        if contact and not contact.phone and not contact.address:
            message = (
                f"forms that ask for words name `{word}` here, so people must be able to reach it; add its `phone:`"
            )
            yield shelf.problem(path, loc, message)


def check_example_numbers(shelf: Shelf) -> Iterator[Problem]:
    """A number is marked as an example exactly when nobody can be reached under it."""
    for index, contact in enumerate(shelf.handbook.contacts.contacts):
        if not contact.phone:
            continue
        invented = _DRAMA.fullmatch(re.sub(r"\D", "", contact.phone)) is not None
        loc = ("contacts", index, "phone")
        if invented and not contact.example:
            message = f"nobody answers `{contact.phone}`, a number for drama; add `example: yes` or write the real one"
            yield shelf.problem(CONTACTS, loc, message)
        elif contact.example and not invented:
            message = (
                f"`{contact.phone}` may reach a real person; for an example write 01632 960 and three more figures, "
                "or take `example: yes` out"
            )
            yield shelf.problem(CONTACTS, loc, message)


RULES = (check_ids_stand_once, check_notice, check_example_numbers)
