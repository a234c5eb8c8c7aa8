"""Numbers, shares and names as people read them in a sentence, and tables as spreadsheets open them.

Dates and lists are in `handbook.formatting`.
"""

import csv
import io
import re
import textwrap
import unicodedata
from collections.abc import Iterable
from datetime import time

from handbook.formatting import minute_in_words, plural

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MIN_PERCENT_OF_NEARLY_ALL = 95
BYTE_ORDER_MARK = "\ufeff"
"""Begins a CSV file. Without it, some spreadsheets read letters such as "é" and "£" wrongly."""

_FORMULA = re.compile(r"\s*[=+\-@\t\r|]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def time_in_words(moment: time) -> str:
    """`9.30am`, `6pm`, `noon`."""
    return minute_in_words(moment.hour * 60 + moment.minute)


def number_in_words(number: int) -> str:
    """`three`, `nine`, `12`: words up to nine, figures after it."""
    return NUMBER_WORDS[number] if number < 10 else f"{number:,}"


def count_in_words(number: int, one: str, many: str | None = None) -> str:
    """`no promises`, `one promise`, `9 promises`: words up to nine, figures after it."""
    return f"{number_in_words(number)} {plural(number, one, many)}"


def as_out_of_ten(percent: int) -> str:
    """A share as people say it: `6 in 10` and `half`, with the ends named so that nobody reads "0 in 10"."""
    if percent >= MIN_PERCENT_OF_NEARLY_ALL:
        return "nearly all"
    if percent < 5:
        return "fewer than 1 in 10"
    tenths = (percent + 5) // 10
    return "half" if tenths == 5 else f"{tenths} in 10"


def sentence_start(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def within_sentence(text: str) -> str:
    """A title inside a sentence: its first letter small, unless it begins with a short form such as LADO."""
    first, _, _ = text.partition(" ")
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]


def short(text: str, width: int = 70) -> str:
    """The start of a text, cut between words."""
    return textwrap.shorten(text, width, placeholder=" ...")


def post_within(post: str) -> str:
    """A post inside a sentence: "fostering manager", but "Head of Fostering", which is not written half small."""
    first, _, others = post.partition(" ")
    is_a_name = first != "The" and any(word[:1].isupper() for word in others.split())
    return post if is_a_name else within_sentence(post)


def with_article(post: str) -> str:
    """A post inside a sentence, with "the" before it."""
    name = post_within(post)
    return name if name.startswith("the ") else f"the {name}"


def article_within(text: str) -> str:
    """A name inside a sentence: only a leading "The" or "A" gets a small letter, names keep theirs."""
    first, _, _ = text.partition(" ")
    return within_sentence(text) if first in ("The", "A", "An", "Our") else text


def stop_after(title: str) -> str:
    """The full stop after a title at a sentence's end; a question has its own mark."""
    return "" if title.endswith(("?", "!", ".")) else "."


def slug(text: str) -> str:
    """A heading as an anchor: `Working in partnership & more` is `working-in-partnership-more`."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "")).strip("-") or "part"


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """The rows as a CSV file, with a byte order mark and without formulas."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([escape_formula(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + out.getvalue()


def escape_formula(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
