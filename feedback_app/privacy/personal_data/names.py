"""Finds names of people: after a title, after words that introduce one, and first names from two lists."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from pathlib import Path


@cache
def word_list(file: str) -> frozenset[str]:
    """The words of a list, all but its lines of explanation."""
    lines = (Path(__file__).parent / file).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


Span = tuple[int, int]

_NAMED = r"(?:O'|O\u2019|D')?[A-Z\u00c0-\u00de][\w'\u2019]{0,30}\w(?:-\w{1,30}){0,3}"
_TITLED = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Reverend|PC|Sgt|Sir|Dame|Judge|Auntie|Aunty|Aunt|Uncle|Grandma|"
    rf"Grandad|Granny|Nanny|Nan|Nana|Cllr|Councillor)\.?\s(?:[A-Z]\.?\s)?(?P<name>{_NAMED})(?:\s{_NAMED})?"
    r"|\b(?:mr|mrs|MR|MRS|MISS|DR)\.?\s(?P<small>[A-Za-z][\w'\u2019-]+)"
)
_RELATED = (
    "son|daughter|child|boy|girl|baby|twins?|brother|sister|mum|mother|dad|father|nan|gran|uncle|aunt|auntie|cousin|friend|partner|"
    "husband|wife|neighbour|teacher|tutor|manager|social\\sworker|support\\sworker|worker|reviewing\\sofficer|carer|ex"
)
_INTRODUCED = re.compile(
    rf"\b(?:(?i:called|named|name\sis|name's|name\swas|known\sas|i\sam|i'm|this\sis|signed|regards,?|thanks,?|love\sfrom)\s|"
    rf"(?i:my|his|her|our|their|the|foster|birth|step|big|little|older|younger|a)[\s-](?:{_RELATED}),?\s(?:is\s)?)"
    rf"(?P<name>{_NAMED}(?:\s{_NAMED})?)"
)
_WORD = re.compile(rf"{_NAMED}|[a-z][a-z\u00e0-\u00ff'\u2019-]+|[A-Z]{{2,}}")
_POSSESSIVE = re.compile(r"['\u2019]s?$", re.IGNORECASE)
_SURNAME = re.compile(rf"\s(?P<name>{_NAMED})")
_PERSON_AFTER = re.compile(
    r"(?:'s|\u2019s)?\s(?:said|says|told|asked|asks|cried|cries|loves|loved|hates|hated|likes|liked|wants|wanted|came|comes|went|lives|"
    r"lived|moved|ran|hit|slept|sleeps|eats|feels|felt|thinks|thought|knows|knew|stayed|stays|misses|missed|arrived|"
    r"was\s(?:placed|moved|born|upset|told|late|kind|rude|crying)|is\s(?:aged|\d|my|our|in\syear|upset|happy|autistic)|"
    r"and\sI|and\sher|and\shis|has\sbeen\swith|has\slived)\b",
)
_PERSON_BEFORE = re.compile(
    r"\b(?:with|and|for|to|from|about|met|told|asked|see|saw|seeing|phoned|rang|texted|emailed|love|poor|little|baby|dear|hi|hello|thank|thanks|"
    r"when|that|because|if|by|since|while|until|contact)[,]?\s$",
    re.IGNORECASE,
)
_INTRODUCED_LOWERCASE = re.compile(
    r"\b(?:called|named|name is|son|daughter|boy|girl|baby|brother|sister|friend|worker|cousin)\s$", re.IGNORECASE
)
_MID_SENTENCE = re.compile(r"[a-z,;]\s$")
_NAME_END = re.compile(
    r"(?:'s|\u2019s)?(?:[.,;!?)]|\s(?:and|is|was|has|to|at|in|on|for|because|when|again|who|about|every|with|it)\b|\s*$)"
)
"""A name is followed by a sign or a small word, never by a thing in capitals that it belongs to."""
_MAX_LOOKBEHIND = 20
"""Letters before a name that are looked at: all the words that speak of one are shorter."""
_LISTS_OF_NAMES = ("first_names.txt", "also_words.txt", "surnames.txt")


def name_spans(text: str) -> Iterator[Span]:
    """The start and end of every name in a text."""
    yield from _after_title(text)
    yield from _after_introduction(text)
    yield from _first_names(text)


def _after_title(text: str) -> Iterator[Span]:
    for match in _TITLED.finditer(text):
        if _without_possessive(match["name"] or match["small"]).lower() not in word_list("no_names.txt"):
            yield match.start(), match.start() + len(_without_possessive(match[0]))


def _after_introduction(text: str) -> Iterator[Span]:
    for match in _INTRODUCED.finditer(text):
        name = _without_possessive(" ".join(takewhile(_may_be_name, match["name"].split())))
        if name:
            yield match.start("name"), match.start("name") + len(name)


def _first_names(text: str) -> Iterator[Span]:
    for match in _WORD.finditer(text):
        word = _without_possessive(match[0])
        lower, start, end = word.lower(), match.start(), match.start() + len(word)
        if _is_first_name(lower):
            # Small letters are how many people type on a phone; short names are too often something else then.
            is_name = word[0].isupper() or len(word) > 3 or _is_lowercase_name(text, start, end)
        elif word[0].isupper():
            is_name = _may_be_name(word) and _is_about_person(text, start, end)
        else:
            is_name = lower in word_list("also_words.txt") - word_list("no_names.txt") and _comes_after(
                _INTRODUCED_LOWERCASE, text, start
            )
        if is_name:
            yield start, _end_with_surname(text, end)


def _without_possessive(word: str) -> str:
    """A name without the sign and letter that say whose something is."""
    return _POSSESSIVE.sub("", word)


def _may_be_name(word: str) -> bool:
    """Whether a word in capitals may be a name, unlike abbreviations such as DWP."""
    plain = _without_possessive(word)
    lower = plain.lower()
    if lower in word_list("no_names.txt"):
        return False
    return not plain.isupper() or len(plain) == 1 or any(lower in word_list(file) for file in _LISTS_OF_NAMES)


def _is_first_name(lower: str) -> bool:
    names = word_list("first_names.txt")
    return lower in names or lower.partition("-")[0] in names


def _comes_after(words: re.Pattern[str], text: str, start: int) -> bool:
    """Whether a place in a text comes directly after certain words."""
    return words.search(text, start - _MAX_LOOKBEHIND, start) is not None


def _is_lowercase_name(text: str, start: int, end: int) -> bool:
    return _PERSON_AFTER.match(text, end) is not None or _comes_after(_INTRODUCED_LOWERCASE, text, start)


def _end_with_surname(text: str, end: int) -> int:
    """Where a name ends that may go on with a surname."""
    following = _SURNAME.match(text, end)
    if following is None or not _may_be_name(following["name"]):
        return end
    return following.start("name") + len(_without_possessive(following["name"]))


def _is_about_person(text: str, start: int, end: int) -> bool:
    """Whether the words around a word in capitals tell that it is a name here."""
    surname = _SURNAME.match(text, end)
    if surname and _without_possessive(surname["name"]).lower() in word_list("surnames.txt"):
        return True
    ends = {end, _end_with_surname(text, end)}
    is_listed = text[start:end].lower() in word_list("also_words.txt")
    if any(_PERSON_AFTER.match(text, end) for end in ends):
        # A name that no list has: only within a sentence, where nothing else would be written large.
        return is_listed or _comes_after(_MID_SENTENCE, text, start)
    return is_listed and _comes_after(_PERSON_BEFORE, text, start) and any(_NAME_END.match(text, e) for e in ends)
