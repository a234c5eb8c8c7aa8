"""Rules about the hand-written pages."""

import re
from collections.abc import Collection, Iterator

from handbook.pages.markdown import read_page_text
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


def check_authorities(sources: Sources) -> Iterator[Problem]:
    """The charter that a page is about exists."""
    charters = {slug: charter.title for slug, charter in sources.handbook.charters.items()}
    pages = sources.handbook.pages.values()
    named: list[Mention] = [
        (f"docs/{page.path}", ("authority",), page.header.authority) for page in pages if page.header.authority
    ]
    yield from sources.unknown(named, charters, "charter")


def check_councils(sources: Sources) -> Iterator[Problem]:
    """Only a page about one council names it; who promises what is told by the lists of promises.

    A service may name its own council, and the home page bears the handbook's title.
    """
    names = sources.handbook.other_councils
    if not names:
        return
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    for page in sources.handbook.pages.values():
        if page.header.authority:
            continue
        for key in () if page.path == "index.md" else ("title", "summary"):
            value = getattr(page.header, key)
            if name := pattern.search(value):
                yield sources.problem(f"docs/{page.path}", (key,), _councils_message(name[0]))
        text = read_page_text(page.body)
        for block in (*text.headings, *text.blocks, *text.cells):
            if name := pattern.search(block.text):
                yield Problem(f"docs/{page.path}", page.body_line - 1 + block.line, 1, _councils_message(name[0]))


def _councils_message(name: str) -> str:
    return (
        f"`{name}` is one council, and this page is for carers of any; say what is so everywhere and name the paper "
        "among the sources, or say in the header that the page is about this council (`authority:` with its charter)"
    )


RULES = (check_headers, check_policies_are_complete, check_authorities, check_councils)
