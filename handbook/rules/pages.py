"""Rules about the hand-written pages."""

from collections.abc import Collection, Iterator

from handbook.pages.page import Page
from handbook.source.problems import Problem
from handbook.sources import Shelf, Spot

_POLICY_NEEDS = {
    "audience": "who it is for",
    "themes": "which themes it belongs to",
    "commitments": "which promises it helps to keep",
    "contacts": "who to call about it",
    "sources": "where its facts come from",
}


def _spots(page: Page, key: str, words: Collection[str]) -> list[Spot]:
    return [(f"docs/{page.path}", (key, index), word) for index, word in enumerate(words)]


def check_headers(shelf: Shelf) -> Iterator[Problem]:
    """Every theme, commitment and contact that a header names exists, and is named once."""
    themes = {theme.id: theme.title for theme in shelf.handbook.themes.themes}
    contacts = {contact.id: contact.title for contact in shelf.handbook.contacts.contacts}
    commitments = commitment_ids(shelf)
    for page in shelf.handbook.pages.values():
        for key, what, known in (
            ("themes", "theme", themes),
            ("commitments", "commitment", commitments),
            ("contacts", "contact", contacts),
        ):
            spots = _spots(page, key, getattr(page.header, key))
            yield from shelf.unknown(spots, known, what)
            yield from shelf.twice(spots, what)


def check_policies_are_complete(shelf: Shelf) -> Iterator[Problem]:
    """A policy says whom it serves, which promises it keeps, whom to call and where it comes from."""
    for page in shelf.handbook.pages.values():
        for key, meaning in _POLICY_NEEDS.items() if page.is_policy else ():
            if not getattr(page.header, key):
                message = f"a policy page says {meaning}; add `{key}:` with at least one line below it"
                yield shelf.key_problem(f"docs/{page.path}", (), message)


def commitment_ids(shelf: Shelf) -> dict[str, None]:
    """Every commitment's id; does not need what else must be right before commitments can be made."""
    return {
        item.id: None
        for charter in shelf.handbook.charters.values()
        for listed in charter.lists
        for item in listed.items
    }


RULES = (check_headers, check_policies_are_complete)
