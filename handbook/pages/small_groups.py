"""Finds small groups of people, who may be recognised, and impossible shares of people in a text."""

import re
from collections.abc import Iterator
from decimal import Decimal

_SMALL_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|[1-9])"
_KIND = (
    r"(?:(?:foster|kinship|short-break|birth|adoptive|new|young|older|disabled|deaf|single|gay|black|asian|white)[ -])*"
)
_PLURAL = (
    r"(?:carers|families|households|children|parents|mothers|fathers|people|siblings|babies|boys|girls|teenagers|couples"
    r"|brothers|sisters|twins|social workers|members|women|men)"
)
_SINGULAR = (
    r"(?:carer|family|household|child|parent|mother|father|person|young person|sibling|baby|boy|girl|teenager|couple"
    r"|brother|sister|social worker|member|woman|man)"
)
_PEOPLE = re.compile(
    rf"(?<![\w£.,/-])(?P<few>{_SMALL_NUMBER} (?:of (?:our|the) )?{_KIND}(?:{_PLURAL}|{_SINGULAR})"
    rf"|an? {_KIND}{_SINGULAR})\b(?!['\u2019-])",
    re.IGNORECASE,
)
_NO_PLACE = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    *("December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "England", "Britain"),
    *("Ofsted", "Part", "Section", "Level", "Standard", "Appendix", "Kent's"),
)
_PLACE = re.compile(rf"\b(?:in|from|near|of|at)(?: the)? (?!(?:{'|'.join(_NO_PLACE)})\b)[A-Z][a-z]+")
_TRAIT = re.compile(r"^(?: \w+){0,3},? (?:whose|with an? \w+|who (?:has|have|had|is|are|was|were|left|lost|came))\b")
_SPEECH_VERBS = (
    *("said", "told", "asked", "wrote", "answered", "felt", "wanted", "reported", "thought", "chose", "complained"),
    *("replied", "agreed", "disagreed"),
)
_REPORTED_SPEECH = re.compile(rf"^(?: \w+){{0,4}} (?:{'|'.join(_SPEECH_VERBS)})\b")


def small_groups_in(text: str, *, about_answers: bool) -> Iterator[tuple[int, str]]:
    """The offset and wording of every group of people so small that they may be recognised.

    One person is recognised by a place and a trait together, a few people by either. In a text `about_answers` a few
    people who said something are reported too, because results show no number under ten.
    """
    for match in _PEOPLE.finditer(text):
        rest = re.split(r"[.?!;\n]", text[match.end() :], maxsplit=1)[0]
        marks = (_PLACE.search(rest), _TRAIT.search(rest))
        needed = 2 if match["few"].lower().startswith(("a ", "an ")) else 1
        is_nobody = match["few"].lower() == "one person"  # as in "what one person wrote"
        answered = about_answers and needed == 1 and not is_nobody and _REPORTED_SPEECH.search(rest)
        if answered or sum(mark is not None for mark in marks) >= needed:
            last = max(mark.end() for mark in (*marks, answered or None) if mark)
            yield match.start(), f"{match[0]}{rest[:last]}"


_ALL_OF_THEM = (
    r"(?:(?:all|our|the|these|those|foster|kinship|new|young) )*"
    r"(?:carers|children|people|families|households|parents|social workers|members|replies|answers)\b"
)
_SHARE = re.compile(rf"(?<![\w£.,/-])(?P<part>\d[\d,]*(?:\.\d+)?)(?: ?%| per ?cent) of {_ALL_OF_THEM}", re.IGNORECASE)
_COUNT = re.compile(
    rf"(?<![\w£.,/-])(?P<part>\d[\d,]*) (?:out )?of (?:the |our )?(?P<all>\d[\d,]*) {_ALL_OF_THEM}", re.IGNORECASE
)


def impossible_shares_in(text: str) -> Iterator[tuple[int, str]]:
    """The offset and wording of every share of more than 100 per cent."""
    for match in (*_SHARE.finditer(text), *_COUNT.finditer(text)):
        of = match.groupdict().get("all") or "100"
        if _number(match["part"]) > _number(of):
            yield match.start(), match[0]


def _number(written: str) -> Decimal:
    return Decimal(written.replace(",", "").rstrip("."))
