"""The base model of content files, and the types of their values: days, slugs, lines of text."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticKnownError

from handbook.formatting import month_number
from handbook.source.invisible_characters import is_blank


class Content(BaseModel):
    """Base model of all mappings in content files: immutable, and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, defer_build=True)


FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
"""The range of days in content; a day outside of it is a typing mistake."""


def _day(value: object) -> object:
    # pydantic would read "2026" as seconds since 1970.
    day = value if isinstance(value, date) else _written_day(value)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"this day cannot be meant; write one between {FIRST_DAY.year} and {LAST_DAY.year}")
    return day


def _written_day(value: object) -> date:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError(f"not a day; {_day_meant(str(value))}")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("there is no such day in the calendar; check the month and the day") from None


_IN_WORDS = re.compile(
    r"(?:[a-z]+day,? )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]{3,9}),? (?P<year>[0-9]{4}|[0-9]{2})",
    re.IGNORECASE,
)
_IN_FIGURES = re.compile(r"(?P<day>[0-9]{1,2})[/. -](?P<month>[0-9]{1,2})[/. -](?P<year>[0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})[/. -](?P<month>[0-9]{1,2})[/. -](?P<day>[0-9]{1,2})")


def _day_meant(value: str) -> str:
    """Advice for a day that is written as in a letter, such as `28 January 2027` or `28/1/27`."""
    match = next(
        (match for match in (form.fullmatch(value.strip()) for form in (_IN_WORDS, _IN_FIGURES, _YEAR_FIRST)) if match),
        None,
    )
    if match:
        year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
        try:
            month = int(match["month"]) if match["month"].isdecimal() else month_number(match["month"])
            return f"write `{date(int(year), month, int(match['day']))}`"
        except ValueError:
            pass
    return "write year-month-day in figures, such as 2026-03-31"


def _yes_or_no(value: object) -> object:
    if value in ("yes", "no"):
        return value == "yes"
    if isinstance(value, bool):
        return value
    raise ValueError("this is neither yes nor no; write yes or no, in small letters")


def _whole_number(value: object) -> object:
    # pydantic would also take " 5", "1_000" and "5.0".
    if isinstance(value, int) or (isinstance(value, str) and re.fullmatch(r"0|[1-9][0-9]{0,6}", value)):
        return value
    raise ValueError("this is not a whole number; write figures only, such as 12")


def _not_blank(value: str) -> str:
    # A quoted space or an invisible character prints nothing on a page.
    if is_blank(value):
        raise PydanticKnownError("string_too_short", {"min_length": 1})
    return value


def _one_line(value: str) -> str:
    if "\n" in value.strip():
        raise ValueError("this must fit on one line; write all of it behind the key, without `|` or `>`")
    return value.strip()


Day = Annotated[date, BeforeValidator(_day)]
"""A calendar day, written 2026-03-31."""

Whole = Annotated[int, BeforeValidator(_whole_number)]
"""A whole number from 0 to 9999999, written in figures."""

YesNo = Annotated[bool, BeforeValidator(_yes_or_no), Field(json_schema_extra={"type": "string", "enum": ["yes", "no"]})]
"""Written `yes` or `no`."""

SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
MAX_SLUG_LENGTH = 60

Slug = Annotated[str, StringConstraints(pattern=SLUG.pattern, max_length=MAX_SLUG_LENGTH)]
"""A name used in addresses: small letters, figures and single hyphens."""


class IdReference:
    """Marks a field that refers to something by its id."""


Ref = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300),
    WithJsonSchema({"type": "string", "pattern": SLUG.pattern, "maxLength": MAX_SLUG_LENGTH}),
    IdReference(),
]
"""The id of something else. A title passes too, so that the rules that know the ids can suggest the right one."""

DottedNumber = Annotated[str, StringConstraints(pattern=r"^[1-9]\d*\.[1-9]\d*$", max_length=9)]
"""The number of a paragraph or an objective in its section, such as `3.1`."""

Line = Annotated[
    str, StringConstraints(min_length=1, max_length=300), AfterValidator(_not_blank), AfterValidator(_one_line)
]
"""One line of plain text."""

Text = Annotated[
    str, StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True), AfterValidator(_not_blank)
]
"""Several sentences of Markdown; blank lines part paragraphs."""
