"""Rules about markup: allowed attributes, kinds of notes and code, and pictures."""

import re
from collections.abc import Iterator

from handbook.content_kind import TEXT_PART
from handbook.pages.slots import slots_in
from handbook.source.problems import Problem
from handbook.sources import Sources

NOTES = ("note", "tip", "info", "success", "question", "warning", "danger", "example", "quote")
"""The kinds of note that the stylesheet knows."""

_KEYS_WITH_BRACES = ("edit_address",)
"""Keys whose values may contain single braces."""

_SLOT = re.compile(r"\{\{ [a-z0-9.-]+ \}\}")
_NAME = re.compile(r"\{:? ?#[a-z0-9]+(?:-[a-z0-9]+)* ?\}(?=[ \t]*(?:\n|$))")
"""The id of a heading, at the end of its line."""
_NOTE = re.compile(r"^[ \t>]*(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>[^\n\"]*)", re.MULTILINE)
_CODE = re.compile(r"[a-z]+|flowchart [a-z0-9]+(?:-[a-z0-9]+)*")
_PICTURE_BY_REFERENCE = re.compile(r"!\[[^\]\n]*\](?!\()")
_ELSEWHERE = re.compile(r"[\\/]|[^/?#]*:")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\xa0\\]")

_BRACES = (
    "one brace opens no slot and no heading's name here; a slot has two (`{{ local.payment-days }}`), a heading's name "
    "is written `{: #ask-first }`, and everything else is left to the handbook's looks: take the braces out"
)
_PICTURE_MESSAGE = (
    "a picture comes from the handbook itself, because another site would learn who reads this page; "
    "put the picture beside the page, and write its name in the round brackets"
)

_SLOT_MESSAGES = {
    "code": "`{}` stands in code, which prints the signs of what fills it; take the signs of code around it out",
    "link": "`{}` is a link by itself, and a link may not hold another; write it outside the square brackets",
    "picture": "`{}` may not stand in what a picture shows; write it into a sentence",
    "HTML": "`{}` may not stand in HTML; write it into a sentence outside of it",
}


def check_attributes(sources: Sources) -> Iterator[Problem]:
    """Braces contain a slot or the id of a heading; other attributes are for templates."""
    for path, value in sources.texts(without=_KEYS_WITH_BRACES):
        blanked = _SLOT.sub(lambda match: " " * len(match[0]), value.text)
        blanked = _NAME.sub(lambda match: " " * len(match[0]), blanked) if value.is_page else blanked
        for match in re.finditer(r"\{(?!\{)", blanked):
            # Double braces have a rule of their own.
            if blanked[match.start() - 1 : match.start()] != "{":
                yield Problem(path, *value.place_at(match.start()), _BRACES)


def check_kinds_of_notes(sources: Sources) -> Iterator[Problem]:
    """Notes are of a kind that the stylesheet has; any other word would become a CSS class."""
    for path, value in sources.texts(without=_KEYS_WITH_BRACES):
        for match in _NOTE.finditer(value.text):
            if match["kind"].strip() not in NOTES:
                known = ", ".join(f"`{kind}`" for kind in NOTES)
                message = f"there is no kind of note `{match['kind'].strip()}`; write one of: {known}"
                yield Problem(path, *value.place_at(match.start("kind")), message)


def check_blocks_of_code(sources: Sources) -> Iterator[Problem]:
    """A block of code has at most a language or the name of a flowchart."""
    for path, value, text in sources.parsed_texts("```", "~~~", without=_KEYS_WITH_BRACES):
        for place in text.fences:
            if not _CODE.fullmatch(place.text):
                message = f"`{place.text[:40]}` may not stand behind the signs that open this block; take it out"
                if place.text.lower().startswith("flow"):
                    message += ", or write `flowchart` and a name, such as `flowchart leaving`"
                yield Problem(path, *value.place_of(place.line, place.column), message)


def check_pictures_come_from_here(sources: Sources) -> Iterator[Problem]:
    """Pictures are part of the handbook, so that no other host learns who reads a page."""
    for path, value, text in sources.parsed_texts("![", without=_KEYS_WITH_BRACES):
        for place in text.sources:
            if leads_elsewhere(place.text):
                yield Problem(path, *value.place_of(place.line, place.column), _PICTURE_MESSAGE)
        # The parser's pictures were checked above; the engine may find others.
        all_known = len(text.sources) == value.text.count("![")
        for match in () if all_known else _PICTURE_BY_REFERENCE.finditer(value.text):
            yield Problem(path, *value.place_at(match.start()), _PICTURE_MESSAGE)


def check_slots_are_in_prose(sources: Sources) -> Iterator[Problem]:
    """Slots are in prose: code would print the markup of their values, and phone numbers are links already."""
    for path, value, text in sources.parsed_texts("{{", without=_KEYS_WITH_BRACES):
        for place in text.slots_in_markup:
            holder, _, slot = place.text.partition(" ")
            if holder != "link" or _is_number(slot):
                yield Problem(path, *value.place_of(place.line, place.column), _SLOT_MESSAGES[holder].format(slot))


def _is_number(text: str) -> bool:
    return any(
        slot.kind == "call" or (slot.kind == "contact" and slot.part in ("", TEXT_PART)) for slot in slots_in(text)
    )


def leads_elsewhere(source: str) -> bool:
    """Whether any browser could load a picture from another host."""
    plain = source.strip()
    return _UNSEEN.search(plain) is not None or "&" in plain or _ELSEWHERE.match(plain) is not None


STYLE_RULES = (
    check_attributes,
    check_kinds_of_notes,
    check_blocks_of_code,
    check_pictures_come_from_here,
    check_slots_are_in_prose,
)
