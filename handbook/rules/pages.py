"""Rules about the hand-written pages."""

import re
from collections.abc import Collection, Iterable, Iterator

from handbook.facts.local import LOCAL
from handbook.pages.page import Page, PageQuestion
from handbook.source.problems import Problem
from handbook.source.text_values import TextValue
from handbook.sources import Mention, Sources

_POLICY_NEEDS = {
    "audience": "who it is for",
    "themes": "which themes it belongs to",
    "commitments": "which promises it helps to keep",
    "contacts": "who to call about it",
    "sources": "where its facts come from",
}

_MIN_QUESTIONS, _MAX_QUESTIONS = 3, 10

_TITLE_WORDS = {"title", "summary"}
_HEADER_WORDS = _TITLE_WORDS | {"keywords", "audience", "questions"}
_ALSO_A_WORD = ("Bury", "Hull", "Reading", "Slough")
_NOT_SHOWN = re.compile(
    r"(?<=\])\([^)\n]*\)|^ *\[[^\]\n]+\]: *\S+|\bhttps?://[^\s>)|]+|<!--.*?-->|\{.*?\}", re.DOTALL | re.MULTILINE
)
"""Where a link leads, comments, slots and attributes: they may have the name of a council's charter."""

_ON_A_PAGE = (
    "this page is for carers of any; say what is so everywhere and name the paper among the sources, or say in the "
    "header that the page is about this council (`authority:` with its charter)"
)
_IN_A_LOCAL_FACT = (
    "`usually:` prints on pages for carers of any; say what is so everywhere, or write what is so in your service "
    "below `value:`"
)


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

    A service may name its own council, and the home page bears the handbook's title. What `service/local.yml` says
    for any service prints on such pages too.
    """
    pattern = _council_pattern(sources.handbook.other_councils)
    if pattern is None:
        return
    for page in sources.handbook.pages.values():
        if page.header.authority:
            continue
        path = f"docs/{page.path}"
        in_header = _HEADER_WORDS - _TITLE_WORDS if page.path == "index.md" else _HEADER_WORDS
        for value in sources.text_values[path]:
            if value.is_page or value.loc[0] in in_header:
                yield from _councils_named(path, value, pattern, _ON_A_PAGE)
    for value in sources.text_values.get(LOCAL, ()):
        if value.key == "usually":
            yield from _councils_named(LOCAL, value, pattern, _IN_A_LOCAL_FACT)


def check_questions(sources: Sources) -> Iterator[Problem]:
    """A page has three to ten questions, each once; none only on the home page, and where no page has any."""
    pages = sources.handbook.pages.values()
    asked_somewhere = any(page.header.questions for page in pages)
    for page in pages:
        path, questions = f"docs/{page.path}", page.header.questions
        if questions and not _MIN_QUESTIONS <= len(questions) <= _MAX_QUESTIONS:
            advice = f"{_MIN_QUESTIONS} to {_MAX_QUESTIONS} help readers to find it; add some, or take some out"
            yield sources.key_problem(
                path, ("questions",), f"this page has {len(questions)} `questions:`, and {advice}"
            )
        elif not questions and asked_somewhere and page.path != "index.md":
            message = (
                "nobody finds this page by a question, as they find the others; add `questions:` with three to ten"
            )
            yield sources.key_problem(path, (), message)
        yield from sources.duplicates(list(_asks(path, questions)), "question", str.casefold)


def _asks(path: str, questions: Iterable[PageQuestion]) -> Iterator[Mention]:
    for at, question in enumerate(questions):
        yield path, ("questions", at, "ask"), question.ask
        yield from ((path, ("questions", at, "also", place), words) for place, words in enumerate(question.also))


def _council_pattern(names: Collection[str]) -> re.Pattern[str] | None:
    """The names as whole words, in small letters too unless that is another word; None if there are none."""
    if not names:
        return None
    written = {name: r"\s+".join(map(re.escape, name.split())) for name in names}
    each = (words if name in _ALSO_A_WORD else f"(?i:{words})" for name, words in written.items())
    return re.compile(rf"\b(?:{'|'.join(each)})\b")


def _councils_named(path: str, value: TextValue, pattern: re.Pattern[str], message: str) -> Iterator[Problem]:
    shown = _NOT_SHOWN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), value.text)
    for match in pattern.finditer(shown):
        name = " ".join(match[0].split())
        yield Problem(path, *value.place_at(match.start()), f"`{name}` is one council, and {message}")


RULES = (check_headers, check_policies_are_complete, check_authorities, check_councils, check_questions)
