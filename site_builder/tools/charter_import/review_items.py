"""Items that look as if they were split or joined wrongly, and lines that look as if an item was lost."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from site_builder.tools.charter_import.raw_text import Passage, breaks_a_word, normalised
from site_builder.tools.charter_import.reader import ReadCharter, ReadList

_UNFINISHED_ENDING = re.compile(
    r"(?:[,:;]|\b(?:a|an|and|as|at|by|from|in|of|or|the|their|to|with|your|our))$", re.IGNORECASE
)
_LONG_ITEM_FACTOR = 3
"""So many times longer than the middle one of its charter is too long."""
_SHORT_ITEM_WORDS = 2
"""Words of an item that is hardly one."""


@dataclass(frozen=True, order=True)
class ReviewItem:
    """Something that a person must look at, on one line of the text."""

    line: int
    message: str


def find_review_items(charter: ReadCharter) -> tuple[ReviewItem, ...]:
    """Everything about a charter that needs a look, in the order of the text."""
    items = [
        *_check_heading(charter),
        *_check_count(charter),
        *_check_lost_item(charter),
        *_check_item(charter),
        *_check_duplicate(charter),
        *_check_overlap(charter),
    ]
    return tuple(sorted(set(items)))


def _check_heading(charter: ReadCharter) -> Iterator[ReviewItem]:
    for each in charter.lists:
        if each.location.missing:
            message = f"{each.listed.id}: the heading `{each.location.missing}` does not stand on this line or below it"
            yield ReviewItem(
                each.location.after, f"{message}; write it as in the text, or name the `lines` of the list"
            )


def _check_count(charter: ReadCharter) -> Iterator[ReviewItem]:
    for each in charter.lists:
        if not each.is_as_expected and not each.location.missing:
            line = next((number for item in each.items for number in item.lines), each.location.first)
            yield ReviewItem(line, f"{each.listed.id}: {each.listed.expected} expected, {len(each.items)} found")


def _check_lost_item(charter: ReadCharter) -> Iterator[ReviewItem]:
    unused = set(charter.unused)
    for each in charter.lists:
        for number in unused & set(each.location.lines):
            message = f"{each.listed.id}: this line stands among the items and is part of none"
            yield ReviewItem(number, f"{message}; if an item begins here, name it in `begins_item`")


def _check_item(charter: ReadCharter) -> Iterator[ReviewItem]:
    lengths = [len(item.text.split()) for each in charter.lists for item in each.items]
    middle = median(lengths) if lengths else 0
    small = _begins_with_small_letters(charter)
    for each in charter.lists:
        for number, item in enumerate(each.items, start=1):
            name = f"{each.listed.id}-{number}"
            words = len(item.text.split())
            if words > _LONG_ITEM_FACTOR * middle:
                yield ReviewItem(item.lines[0], f"{name}: {words} words, far more than others; it may be several items")
            if words <= _SHORT_ITEM_WORDS:
                yield ReviewItem(item.lines[0], f"{name}: so short that part of it may be elsewhere, or it is no item")
            if item.text[:1].isalpha() and item.text[:1].islower() is not small:
                how = "a capital" if small else "a small letter"
                yield ReviewItem(
                    item.lines[0], f"{name}: it begins with {how}, unlike the others; it may be split wrongly"
                )
            if _UNFINISHED_ENDING.search(item.text):
                yield ReviewItem(
                    item.lines[-1], f"{name}: it ends in the middle of a sentence; its end may be elsewhere"
                )
            yield from _check_join(charter, name, item)
            yield from _check_first_letter(charter, each, name, item)


def _begins_with_small_letters(charter: ReadCharter) -> bool:
    """Whether most items begin with a small letter."""
    letters = [item.text[:1] for each in charter.lists for item in each.items if item.text[:1].isalpha()]
    return sum(letter.islower() for letter in letters) * 2 > len(letters)


def _check_join(charter: ReadCharter, name: str, item: Passage) -> Iterator[ReviewItem]:
    """Places where one line was put behind another, and should perhaps not have been."""
    text, usual = charter.text, _usual_gap(charter)
    for last, number in zip(item.lines, item.lines[1:], strict=False):
        between = range(last + 1, number)
        if text.lines[last].endswith((".", "!", "?")) and text.lines[number][:1].isupper():
            yield ReviewItem(number, f"{name}: a new sentence begins this line; it may be an item that lost its mark")
        elif sum(text.is_blank(each) for each in between) > usual:
            yield ReviewItem(number, f"{name}: this line was joined over more blank lines than usual")
        if any(each in charter.layout.left_out for each in between):
            yield ReviewItem(
                number, f"{name}: a line was left out within this item; see that both halves belong together"
            )
        if breaks_a_word(text.lines[last]):
            yield ReviewItem(last, f"{name}: a word was joined at the hyphen that ends this line; see that it is right")
    for mark in charter.profile.bullets:
        if re.search(rf"(?:^|\s){re.escape(mark)}(?:\s|$)", item.text):
            yield ReviewItem(
                item.lines[0], f"{name}: the mark `{mark}` stands within it; it may be two items on one line"
            )


def _usual_gap(charter: ReadCharter) -> int:
    """How many blank lines most often are between two lines of one item."""
    items = [item for each in charter.lists for item in each.items]
    steps = Counter(
        number - last - 1 for item in items for last, number in zip(item.lines, item.lines[1:], strict=False)
    )
    return steps.most_common(1)[0][0] if steps else 0


def _check_first_letter(charter: ReadCharter, read_list: ReadList, name: str, item: Passage) -> Iterator[ReviewItem]:
    voice = next(each for each in charter.profile.voices if each.id == read_list.listed.party)
    if normalised(item.text).lower().startswith(f"{normalised(voice.lead_in).lower()} "):
        yield ReviewItem(
            item.lines[0], f"{name}: it begins with `{voice.lead_in}`, which is read before each item already"
        )


def _check_duplicate(charter: ReadCharter) -> Iterator[ReviewItem]:
    for each in charter.lists:
        first_lines: dict[str, int] = {}
        for number, item in enumerate(each.items, start=1):
            words = normalised(item.text).lower().rstrip(".")
            if words in first_lines:
                message = f"{each.listed.id}-{number}: the same words as item {first_lines[words]} of its list"
                yield ReviewItem(item.lines[0], message)
            first_lines.setdefault(words, number)


def _check_overlap(charter: ReadCharter) -> Iterator[ReviewItem]:
    first: dict[int, str] = {}
    for each in charter.lists:
        for number in each.location.lines:
            if first.setdefault(number, each.listed.id) != each.listed.id:
                yield ReviewItem(number, f"{each.listed.id}: the list `{first[number]}` has this line as well")
