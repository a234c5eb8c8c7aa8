"""Public lists name posts, never people: what reads like a person's name is refused."""

import re
from collections.abc import Iterable, Iterator

from handbook.source.problems import Problem
from handbook.sources import Mention, Sources

_POST = re.compile(
    r"\b(?:ambassadors?|assistants?|boards?|carers?|chair|child(?:ren)?|clerk|co-?ordinators?|council(?:lors?)?|directors?"
    r"|duty|editors?|group|heads?|lead|leaders?|managers?|managing|members?|nurse|officers?|panel|psychologist"
    r"|reviewers?|secretary|service|services|social|supervisors?|team|teams|trainers?|virtual|workers?)\b",
    re.IGNORECASE,
)
"""Words that posts and boards are called by; a name of a person holds none of them."""

_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Cllr|Councillor)\.? [A-Z][a-z]+|\b[A-Z]\. ?[A-Z][a-z]+")
"""A title before a name, or a first letter before one."""


def check_posts(sources: Sources, mentions: Iterable[Mention]) -> Iterator[Problem]:
    """Whoever answers for something is a post or a board."""
    for path, loc, word in mentions:
        if _PERSON.search(word) or not _POST.search(word):
            message = f"`{word}` reads like the name of a person; write the post, such as `Training coordinator`"
            yield sources.problem(path, loc, message)


def check_texts_name_nobody(sources: Sources, mentions: Iterable[Mention]) -> Iterator[Problem]:
    """No person is in a public text."""
    for path, loc, text in mentions:
        found = _PERSON.search(text)
        if found:
            message = f"`{found[0]}` is a person; write the post, such as `the team manager`"
            yield sources.problem(path, loc, message)
