"""Details with a shape of their own: numbers, addresses, dates, places to learn and to get well."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import takewhile

from feedback_app.privacy.personal_data.detail import DetailKind
from feedback_app.privacy.personal_data.names import word_list

Span = tuple[int, int]
Finder = Callable[[str], Iterator[Span]]

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d(?!\d))"
_DATES = re.compile(
    rf"(?<![\d/.])(?:"
    rf"{_DAY}(?P<by>[./-])(?:1[0-2]|0?[1-9])(?P=by){_YEAR}"  # 3/4/2016
    rf"|(?:19|20)\d\d(?P<by2>[./-])(?:1[0-2]|0?[1-9])(?P=by2){_DAY}"  # 2016-04-03
    rf"|{_DAY}(?P<st>st|nd|rd|th)?(?:\s+of)?[\s-]?(?P<month>{_MONTH})"  # 3 April
    rf"(?:[\s,-]{{0,2}}(?P<year>{_YEAR}))?(?![a-z])"
    rf"|(?P<month2>{_MONTH})[\s-](?:the\s+)?{_DAY}(?P<st2>st|nd|rd|th)?(?:,?\s+(?P<year2>{_YEAR}))?(?![\w/])"  # April 3
    rf")(?!\d)",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    rf"\b(?:born|birthday|d\.?o\.?b\.?|date of birth)\b[^.\n]{{0,25}}?"
    rf"(?P<it>{_DAY}[./-](?:1[0-2]|0?[1-9])\b|\b{_MONTH},?\s+(?:19|20)\d\d|\b(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
_AMBIGUOUS_MONTHS = ("may", "march", "mar")
"""Months that are also words when they are written small; written large they are months."""

_EMAIL = re.compile(
    r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|\b[\w.+-]{1,64}\s?(?:\(at\)|\[at\]|\sat\s)\s?[\w-]{1,63}\s?"  # jo at example dot com
    r"(?:\(dot\)|\[dot\]|\sdot\s|\.)\s?(?:com|co\.uk|co dot uk|org|net|uk)\b",
    re.IGNORECASE,
)
_WEB = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"'()\[\]]{3,}"
    r"|(?<![\w.@-])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|co|org|net|uk|me|io|info|biz|tv|ly|gg|app)\b(?:/[^\s<>\"'()\[\]]*)?",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"^(?:https?://)?(?:[a-z0-9-]+\.)*(?:gov|nhs|police|parliament|legislation\.gov)\.uk(?![\w.-])", re.IGNORECASE
)
_PLATFORM = (
    r"(?:insta(?:gram)?|snap(?:chat)?|tik ?tok|facebook|fb|twitter|discord|roblox|fortnite|minecraft|xbox|psn|"
    r"playstation|whatsapp|telegram|twitch|youtube|skype|kik)"
)
_AT_HANDLE = re.compile(r"(?<![\w.@])@[A-Za-z0-9_][A-Za-z0-9_.]{2,29}\b")
_NAMED_HANDLE = re.compile(
    rf"\b{_PLATFORM}(?:\s(?:user\s?name|account|handle|name|profile|id|tag))?\s?[:=]\s?(?P<it>[\w.-]{{3,30}})"
    rf"|\b{_PLATFORM}\s(?:user\s?name|account|handle|name|profile|id|tag)\s(?:is\s|called\s)?(?P<it2>(?=\S*[\d_.])[\w.-]{{3,30}}\w)"
    rf"|\bon\s{_PLATFORM}\s(?:as|under)\s(?P<it3>[\w.-]{{3,30}})",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d\d?|[A-HK-Y]\d\d?|\d[A-HJKPS-UW]|[A-HK-Y]\d[ABEHMNPRVWXY])[ \t]{0,2}"
    r"(?!\d(?:st|nd|rd|th)\b)\d[ABD-HJLNP-UW-Z]{2})\b",
    re.IGNORECASE,
)
_INSURANCE = re.compile(
    r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b", re.IGNORECASE
)
_PLATE = re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b|\b[A-Z]\d{1,3} ?[A-Z]{3}\b")
_PHONE = re.compile(
    r"(?<![\w£])(?:(?:\+|00)44[ .-]{0,2}(?:\(0\)[ .-]{0,2})?|\(?0[ .-]?)"
    r"(?:\d[ \t.()\u2010-\u2014-]{0,3}){8,9}\d(?![\d])"
)
_NHS = re.compile(r"(?<!\d)(?P<one>\d{3})[ -]?(?P<two>\d{3})[ -]?(?P<three>\d{4})(?!\d)")
_CASE = re.compile(
    r"\b(?:case|file|client|person|record|reference|ref|ics|lcs|mosaic|liquid\s?logic|court|urn|unique\s+pupil)\b\.?\s?"
    r"(?:number|no|id|ref(?:erence)?)?\.?\s?(?:is\s)?[:#-]?\s?(?P<it>(?=[A-Z0-9/-]*\d{3})[A-Z0-9]+(?:[/-][A-Z0-9]+)*)\b",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"(?<![\w£.,/-])(?:\d{6,}|\d{3}[ -]\d{3}[ -]\d{4})(?![\w,/-])")

_CAPITALISED = r"(?:\b[A-Z][\w'\u2019]{1,30}(?:-[\w'\u2019]{1,30}){0,3})"
_ROADS = "Road|Rd|Street|Lane|Avenue|Ave|Crescent|Cres|Terrace|Grove|Mews"
_ROADS_WITH_NUMBER = (
    f"{_ROADS}|St|Ln|Close|Drive|Way|Court|Gardens|Place|Hill|Rise|Walk|Square|Park|View|Row|Green|Parade|Meadow|"
    "Croft|End"
)
_STREET = re.compile(
    rf"\b(?:\d{{1,4}}[A-Za-z]?,?\s(?:{_CAPITALISED}\s){{1,3}}(?:{_ROADS_WITH_NUMBER})\b|(?:{_CAPITALISED}\s){{1,2}}(?:{_ROADS})\b)"
)

_KIND_OF_SCHOOL = (
    r"Primary|Infants?|Juniors?|Secondary|High|Grammar|Community|Catholic|RC|C\sof\sE|CofE|CE|Special|"
    r"Comprehensive|Middle|First|Girls'?|Boys'?"
)
_SCHOOL = re.compile(
    rf"(?P<saint>\bSt\.?\s|\bSaint\s|\bOur\sLady\s)?(?P<names>(?:{_CAPITALISED}\s){{1,4}}?)"
    rf"(?:(?:(?:{_KIND_OF_SCHOOL})\s){{0,3}}(?:School|Academy|College|Nursery|Pre-?school|Playgroup|Kindergarten|Sixth\sForm)\b"
    rf"|(?:Primary|Infants|Juniors|High|Grammar)\b(?!\s[Ss]chool))"
)
_SCHOOL_SMALL = re.compile(
    rf"(?P<saint>\b[Ss]t\.?\s)?(?P<names>(?:(?<=[\w,;]\s){_CAPITALISED}\s|(?<=[Ss]t\s)[\w'\u2019]+\s|(?<=[Ss]t\.\s)[\w'\u2019]+\s){{1}}(?:{_CAPITALISED}\s){{0,2}})"
    r"(?:(?:primary|infants?|juniors?|secondary|high|grammar|special|catholic)\s){0,2}(?:school|academy|nursery|college|primary)\b"
)
_HEALTH = re.compile(
    rf"(?P<saint>\bSt\.?\s|\bSaint\s)?(?P<names>(?:{_CAPITALISED}\s){{1,4}}?)"
    r"(?:(?:General|Royal|Community|Children's|Childrens|University|District|Memorial|Cottage)\s){0,2}"
    r"(?:Hospital|Infirmary|Hospice|Surgery|Medical\s(?:Centre|Practice)|Health\sCentre|Clinic)\b"
)


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (match.span() for match in pattern.finditer(text))


def _group_spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Only the named group that matched: the detail without the words that introduce it."""
    for match in pattern.finditer(text):
        yield match.span(next(name for name, value in match.groupdict().items() if value is not None))


def _dates(text: str) -> Iterator[Span]:
    for match in _DATES.finditer(text):
        month = match["month"] or match["month2"]
        is_clear = any(match[part] for part in ("st", "st2", "year", "year2"))
        if month is None or is_clear or month.removesuffix(".") not in _AMBIGUOUS_MONTHS:
            yield match.span()
    yield from _group_spans(_BIRTH, text)


def _web(text: str) -> Iterator[Span]:
    for match in _WEB.finditer(text):
        if not _OFFICIAL.match(match[0]):
            yield match.start(), match.start() + len(match[0].rstrip(".,;:!?"))


def _nhs(text: str) -> Iterator[Span]:
    return (match.span() for match in _NHS.finditer(text) if is_nhs_number("".join(match.groups())))


def is_nhs_number(digits: str) -> bool:
    """Whether the last of ten figures is the one that the other nine lead to (modulus 11)."""
    weighted = sum(int(figure) * (10 - index) for index, figure in enumerate(digits[:9]))
    return len(digits) == 10 and -weighted % 11 == int(digits[9])


def _place_spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Schools and surgeries, unless nothing but words for any of them is before."""
    for match in pattern.finditer(text):
        words = match["names"].split()
        generic = list(takewhile(lambda word: word in word_list("no_places.txt"), words))
        if match["saint"]:
            yield match.span()
        elif generic != words:
            yield match.start("names") + sum(len(word) + 1 for word in generic), match.end()


FINDERS: tuple[tuple[DetailKind, Finder], ...] = (
    (DetailKind.E_MAIL, partial(_spans, _EMAIL)),
    (DetailKind.WEB, _web),
    (DetailKind.HANDLE, partial(_spans, _AT_HANDLE)),
    (DetailKind.HANDLE, partial(_group_spans, _NAMED_HANDLE)),
    (DetailKind.DATE, _dates),
    (DetailKind.PHONE, partial(_spans, _PHONE)),
    (DetailKind.INSURANCE, partial(_spans, _INSURANCE)),
    (DetailKind.POSTCODE, partial(_spans, _POSTCODE)),
    (DetailKind.PLATE, partial(_spans, _PLATE)),
    (DetailKind.NHS, _nhs),
    (DetailKind.CASE, partial(_group_spans, _CASE)),
    (DetailKind.NUMBER, partial(_spans, _LONG_NUMBER)),
    (DetailKind.SCHOOL, partial(_place_spans, _SCHOOL)),
    (DetailKind.SCHOOL, partial(_place_spans, _SCHOOL_SMALL)),
    (DetailKind.HEALTH, partial(_place_spans, _HEALTH)),
    (DetailKind.STREET, partial(_spans, _STREET)),
)
"""In this order; what one has found, the next no longer sees."""
