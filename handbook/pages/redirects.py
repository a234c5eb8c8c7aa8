"""Redirects from old addresses (`service/redirects.yml`)."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from handbook.source.types import Content

_PLACE = re.compile(r"(?:[a-z0-9][a-z0-9-]*/)*[a-z0-9][a-z0-9-]*\.(?:md|ics|xml|csv|txt|pdf)(?:#[A-Za-z][\w-]*)?")
_ADDRESS = re.compile(r"/?([a-z0-9/-]*[a-z0-9-])/(#[\w-]+)?")


def _place(value: str) -> str:
    if value.startswith("docs/"):
        raise ValueError(f"leave the folder docs/ out; write `{value.removeprefix('docs/')}`")
    if _PLACE.fullmatch(value):
        return value
    if "://" in value or value.startswith("www."):
        raise ValueError("redirects stay in this handbook; write the file of one of its pages, such as about/index.md")
    address = _ADDRESS.fullmatch(value)
    if address:
        raise ValueError(
            f"pages are named by their file, which ends in `.md`; write `{address[1]}.md{address[2] or ''}`"
        )
    raise ValueError("this is not the file of a page; write it as below docs/, such as policies/payments.md")


Place = Annotated[str, StringConstraints(max_length=300), AfterValidator(_place)]
"""A page by its file below `docs/`, or a file of the site; with `#`, a part of a page."""


class Redirects(Content):
    """The whole of `service/redirects.yml`."""

    redirects: Annotated[dict[Place, Place], BeforeValidator(lambda value: {} if value is None else value)] = Field(
        default_factory=dict, json_schema_extra={"type": ["object", "null"]}
    )
    """Each old page, and the page that readers are sent to."""


def page_of(place: str) -> str:
    """The page of a place, without `#` and the anchor."""
    return place.partition("#")[0]


def resolve_redirect(redirects: Mapping[str, str], place: str) -> str | None:
    """The final target of a place: the place itself if it is not redirected, None for a loop."""
    seen = {place}
    while (step := redirects.get(place, redirects.get(page_of(place)))) is not None:
        if step in seen:
            return None
        seen.add(step)
        place = step
    return place
