"""Rules about contacts, the safeguarding notice and the glossary."""

from collections.abc import Iterator

from handbook.service.british_numbers import is_drama_number, is_example_number
from handbook.service.contacts import CONTACTS, NOTICE_PHONE_KEYS, Contact, Notice
from handbook.source.problems import Problem
from handbook.sources import Mention, Sources

GLOSSARY = "service/glossary.yml"
SERVICE = "service/service.yml"

_NAMED = (*NOTICE_PHONE_KEYS, "reply")
"""The keys of the notice that name a contact."""


def check_ids_are_unique(sources: Sources) -> Iterator[Problem]:
    """The ids of contacts and terms are unique."""
    contacts: list[Mention] = [
        (CONTACTS, ("contacts", index, "id"), contact.id)
        for index, contact in enumerate(sources.handbook.contacts.contacts)
    ]
    yield from sources.duplicates(contacts, "contact id")
    terms: list[Mention] = [
        (GLOSSARY, ("terms", index, "id"), term.id) for index, term in enumerate(sources.handbook.glossary.terms)
    ]
    yield from sources.duplicates(terms, "glossary id")


def check_notice(sources: Sources) -> Iterator[Problem]:
    """The notice names existing contacts, which can be reached if any form has text questions."""
    notice: Notice = sources.handbook.contacts.notice
    contacts = {contact.id: contact for contact in sources.handbook.contacts.contacts}
    mentions: list[Mention] = [(CONTACTS, ("notice", key), getattr(notice, key)) for key in _NAMED]
    yield from sources.unknown(mentions, {contact.id: contact.title for contact in contacts.values()}, "contact")
    if not any(run.questionnaire.asks_for_words for run in sources.handbook.runs.values()):
        return
    for path, loc, word in mentions:
        contact = contacts.get(word)
        is_called = loc[-1] in NOTICE_PHONE_KEYS
        if contact and not contact.phone and (is_called or not contact.address):
            verb = "call" if is_called else "reach"
            # A `phone:` written here, below `notice:`, would be refused.
            index = sources.handbook.contacts.contacts.index(contact)
            line = sources.records[CONTACTS].line_of("contacts", index, "id")
            message = (
                f"forms that ask for words name `{word}` here, so people must be able to {verb} it; "
                f"add its `phone:` below line {line}, or name another contact here"
            )
            yield sources.problem(path, loc, message)


def check_example_numbers(sources: Sources) -> Iterator[Problem]:
    """Exactly the drama numbers are marked as examples, and only a demonstration has them."""
    for index, contact in enumerate(sources.handbook.contacts.contacts):
        for key, number in (("phone", contact.phone), ("text_number", contact.text_number)):
            message = _example_fault(contact, key, number, real=not sources.handbook.service.demonstration)
            if message:
                yield sources.problem(CONTACTS, ("contacts", index, key), message)


def _example_fault(contact: Contact, key: str, number: str | None, *, real: bool) -> str | None:
    if number is None:
        return None
    if real:
        return _example_for_people(contact, key, number)
    instead = "01632 960" if key == "phone" else "07700 900"
    if is_example_number(number) and not contact.example:
        return f"nobody answers `{number}`, a number for drama; add `example: yes` or write the real one"
    if is_drama_number(number) and not is_example_number(number):
        # Advise both at once: each on its own would lead to the other message.
        example = f"for an example write {instead} and three more figures"
        example += "" if contact.example else " and add `example: yes`"
        return f"nobody answers `{number}`, a number for drama; write the real one, or {example}"
    if contact.example and not is_example_number(number):
        return (
            f"`{number}` may reach a real person; for an example write {instead} and three more figures, "
            "or take `example: yes` out"
        )
    return None


def _example_for_people(contact: Contact, key: str, number: str) -> str | None:
    """What is wrong with a number of a real service."""
    marked = contact.example
    if is_drama_number(number):
        return f"nobody answers `{number}`, and {SERVICE} says that this is no demonstration; " + (
            f"write the real number and take `example: yes` out, or take `{key}:` and `example: yes` out"
            if marked
            else f"write the real number, or take `{key}:` out"
        )
    return f"{SERVICE} says that this is no demonstration; take `example: yes` out" if marked else None


RULES = (check_ids_are_unique, check_notice, check_example_numbers)
