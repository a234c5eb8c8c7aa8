"""Rules about the hand-written pages."""

from collections.abc import Collection, Iterator

from handbook.pages.page import Page
from handbook.source.problems import Problem
from handbook.sources import Mention, Sources

_POLICY_NEEDS = {
    "audience": "who it is for",
    "themes": "which themes it belongs to",
    "commitments": "which promises it helps to keep",
    "contacts": "who to call about it",
    "sources": "where its facts come from",
}


def _mentions(page: Page, key: str, words: Collection[str]) -> list[Mention]:
    return [(f"docs/{page.path}", (key, index), word) for index, word in enumerate(words)]


def check_headers(sources: Sources) -> Iterator[Problem]:
    """The themes, commitments and contacts of a header exist, and are listed once."""
    themes = {theme.id: theme.title for theme in sources.handbook.themes.themes}
    contacts = {contact.id: contact.title for contact in sources.handbook.contacts.contacts}
    commitments = commitment_ids(sources)
    for page in sources.handbook.pages.values():
        for key, what, known in (
            ("themes", "theme", themes),
            ("commitments", "commitment", commitments),
            ("contacts", "contact", contacts),
        ):
            mentions = _mentions(page, key, getattr(page.header, key))
            yield from sources.unknown(mentions, known, what)
            yield from sources.duplicates(mentions, what)


def check_policies_are_complete(sources: Sources) -> Iterator[Problem]:
    """The header of a policy has all keys that only policies need."""
    for page in sources.handbook.pages.values():
        for key, meaning in _POLICY_NEEDS.items() if page.is_policy else ():
            if not getattr(page.header, key):
                message = f"a policy page says {meaning}; add `{key}:` with at least one line below it"
                yield sources.key_problem(f"docs/{page.path}", (), message)


def commitment_ids(sources: Sources) -> dict[str, None]:
    """Every commitment's id; unlike `Handbook.commitments`, works with invalid charters."""
    return {
        item.id: None
        for charter in sources.handbook.charters.values()
        for listed in charter.lists
        for item in listed.items
    }


RULES = (check_headers, check_policies_are_complete)
