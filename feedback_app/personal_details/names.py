"""Names of people: after a title, after words that lead to one, and first names from two lists of ours."""

import re
from collections.abc import Iterator

from feedback_app.personal_details.lists import listed

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
_LED_TO = re.compile(
    rf"\b(?:(?i:called|named|name\sis|name's|name\swas|known\sas|i\sam|i'm|this\sis|signed|regards,?|thanks,?|love\sfrom)\s|"
    rf"(?i:my|his|her|our|their|the|foster|birth|step|big|little|older|younger|a)[\s-](?:{_RELATED}),?\s(?:is\s)?)"
    rf"(?P<name>{_NAMED}(?:\s{_NAMED})?)"
)
_WORD = re.compile(rf"{_NAMED}|[a-z][a-z\u00e0-\u00ff'\u2019-]+|[A-Z]{{2,}}")
_SURNAME = re.compile(rf"\s{_NAMED}")
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
_LED_TO_SMALL = re.compile(
    r"\b(?:called|named|name is|son|daughter|boy|girl|baby|brother|sister|friend|worker|cousin)\s$", re.IGNORECASE
)
_WITHIN = re.compile(r"[a-z,;]\s$")
_ENDS_A_NAME = re.compile(
    r"(?:'s|\u2019s)?(?:[.,;!?)]|\s(?:and|is|was|has|to|at|in|on|for|because|when|again|who|about|every|with|it)\b|\s*$)"
)
"""A name is followed by a sign or a small word, never by a thing in capitals that it belongs to."""


def name_spans(text: str) -> Iterator[Span]:
    """Where names stand."""
    yield from _titled(text)
    yield from _led_to(text)
    yield from _first_names(text)


def _titled(text: str) -> Iterator[Span]:
    for found in _TITLED.finditer(text):
        named = (found["name"] or found["small"]).lower()
        if named.removesuffix("'s") not in listed("no_names.txt"):
            yield found.span()


def _led_to(text: str) -> Iterator[Span]:
    for found in _LED_TO.finditer(text):
        words = found["name"].split()
        kept = _until_no_name(words)
        if kept:
            yield found.start("name"), found.start("name") + len(" ".join(kept))


def _until_no_name(words: list[str]) -> list[str]:
    """The leading words that may be a name; short forms in capitals are none."""
    kept: list[str] = []
    for word in words:
        plain = re.sub(r"['\u2019]s$", "", word)
        if plain.lower() in listed("no_names.txt") or (
            plain.isupper() and len(plain) > 1 and plain.lower() not in _plain()
        ):
            break
        kept.append(word)
    return kept


def _plain() -> frozenset[str]:
    return listed("first_names.txt")


def _first_names(text: str) -> Iterator[Span]:
    for found in _WORD.finditer(text):
        word = re.sub(r"['\u2019]s$|['\u2019]$", "", found[0])
        lower, start, end = word.lower(), found.start(), found.start() + len(word)
        if _is_plain(lower):
            # Small letters are how many people type on a phone; short names are too often something else then.
            if word[0].isupper() or len(word) > 3 or _small_and_meant(text, start, end):
                yield start, _with_surname(text, end)
        elif word[0].islower() and lower in listed("also_words.txt") and _LED_TO_SMALL.search(text[:start][-16:]):
            yield start, end
        elif word[0].isupper() and lower not in listed("no_names.txt") and _speaks_of_a_person(text, start, end):
            yield start, _with_surname(text, end)


def _is_plain(lower: str) -> bool:
    return lower in _plain() or ("-" in lower and lower.partition("-")[0] in _plain())


def _small_and_meant(text: str, start: int, end: int) -> bool:
    return _PERSON_AFTER.match(text, end) is not None or _LED_TO_SMALL.search(text[:start][-16:]) is not None


def _with_surname(text: str, end: int) -> int:
    following = _SURNAME.match(text, end)
    if following is None:
        return end
    word = re.sub(r"['\u2019]s$", "", following[0].strip())
    if word.lower() in listed("no_names.txt") or (word.isupper() and len(word) > 1):
        return end
    return following.start() + 1 + len(word)


def _speaks_of_a_person(text: str, start: int, end: int) -> bool:
    """Whether the words around a word in capitals tell that it is a name here."""
    surname = _SURNAME.match(text, end)
    if surname and surname[0].strip().lower().removesuffix("'s") in listed("surnames.txt"):
        return True
    ends = {end, _with_surname(text, end)}
    is_listed = text[start:end].lower() in listed("also_words.txt")
    if any(_PERSON_AFTER.match(text, each) for each in ends):
        # A name that no list has: only within a sentence, where nothing else would be written large.
        return is_listed or _WITHIN.search(text[max(0, start - 3) : start]) is not None
    if not is_listed:
        return False
    before = _PERSON_BEFORE.search(text[max(0, start - 14) : start])
    return before is not None and any(_ENDS_A_NAME.match(text, each) for each in ends)
