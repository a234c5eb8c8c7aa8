"""The service whose handbook this is (`service/service.yml`)."""

import re
from typing import Annotated

from pydantic import AfterValidator

from handbook.calendar.reviews import Reviewed
from handbook.source.types import Line, Text, YesNo


def _edit_address(value: str) -> str:
    if "{path}" not in value:
        raise ValueError("an address for editing says where the file's name goes; write `{path}` there")
    if not re.fullmatch(r"https://[^\s<>\"'`(){}\[\]\\|^]+", value.replace("{path}", "").replace("{line}", "")):
        message = "not an address for editing; begin with https://, without spaces and without brackets other than "
        raise ValueError(f"{message}`{{path}}` and `{{line}}`")
    return value


EditAddress = Annotated[Line, AfterValidator(_edit_address)]
"""A web address with `{path}`, and perhaps `{line}`, in it."""


class Service(Reviewed):
    """The whole of `service/service.yml`."""

    name: Line
    """What the handbook calls the service, such as "the fostering service"."""
    council: Line | None = None
    """The council's short name, such as "Northshire"; pages print it before what is so only here."""
    title: Line
    """The handbook's title."""
    demonstration: YesNo
    """Whether this is a demonstration and no council's site; the pages say so."""
    demonstration_note: Text | None = None
    """What the pages say then."""
    site_address: Line | None = None
    """The handbook's own address, such as https://handbook.example.org; feeds and calendars then carry whole links."""
    forms_address: Line | None = None
    """Where the forms live, such as https://forms.example.org; empty when they share the handbook's address."""
    edit_address: EditAddress | None = None
    """Where the forge edits a file, with `{path}` and perhaps `{line}` in it; without it a page tells how to ask."""
    exit_address: Line | None = None
    """A neutral website for leaving a form quickly."""
