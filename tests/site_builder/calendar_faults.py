"""What RFC 5545 and the calendars of Outlook and Google ask of a calendar file, beside what the library looks at."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from icalendar import Calendar

LONGEST = 75
"""Octets of a line."""
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION", "DESCRIPTION")
REPEATS = ("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
"""What not every calendar reads, so that no entry has it."""


def calendar_faults(text: str) -> list[str]:
    """Everything that is wrong with a calendar file."""
    return [*_line_faults(text.encode()), *_entry_faults(Calendar.from_ical(text))]


def _line_faults(file: bytes) -> Iterator[str]:
    *lines, last = file.split(b"\r\n")
    if last:
        yield "the last line does not end"
    for line in lines:
        try:
            words = line.decode()
        except UnicodeDecodeError:
            yield f"a letter is cut in two: {line!r}"
            continue
        if len(line) > LONGEST:
            yield f"longer than {LONGEST} octets: {words}"
        if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", words):
            yield f"a control character: {words!r}"
        if not re.match(r"[A-Z-]+[;:]|[ \t]", words):
            yield f"neither a property nor the rest of one: {words}"


def _entry_faults(calendar: Any) -> Iterator[str]:
    if not calendar.get("PRODID") or calendar.get("VERSION") != "2.0" or calendar.get("METHOD") != "PUBLISH":
        yield "no PRODID, VERSION or METHOD"
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    found = calendar.walk("VEVENT")
    for uid, times in Counter(str(each["UID"]) for each in found).items():
        if times > 1:
            yield f"{uid} is there {times} times"
    for each in found:
        yield from (f"{each['UID']}: {fault}" for fault in _faults_of(each, zones))


def _faults_of(each: Any, zones: set[str]) -> Iterator[str]:
    for name in ONCE:
        if name not in each or isinstance(each[name], list):
            yield f"not exactly one {name}"
            return
    yield from (f"has {name}" for name in REPEATS if name in each)
    yield from _time_faults(each, zones)
    if each["STATUS"] not in ("CONFIRMED", "CANCELLED"):
        yield f"STATUS {each['STATUS']}"
    if "URL" in each and not re.match("https?://", each["URL"]):
        yield "URL is no whole address"


def _time_faults(each: Any, zones: set[str]) -> Iterator[str]:
    if each["DTSTAMP"].dt.utcoffset() != timedelta():
        yield "DTSTAMP is not in UTC"
    if not each["DTEND"].dt > each["DTSTART"].dt:
        yield "ends before it begins"
    for name in ("DTSTART", "DTEND"):
        if each[name].params.get("TZID") not in zones:
            yield f"the zone of {name} is not in the file"
