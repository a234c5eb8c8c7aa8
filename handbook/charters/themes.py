"""Our shared themes, and which heading of which charter belongs to each (`charters/themes.yml`)."""

from pydantic import Field

from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Line, Slug, Text


class Theme(Content):
    """One subject that charters speak of under different names."""

    id: Slug
    """Its name in addresses, such as `decisions`."""
    title: Line
    """A task or a plain noun, such as "Making decisions"."""
    summary: Text
    """What the theme covers, in one or two plain sentences."""
    headings: dict[Slug, tuple[Line, ...]] = Field(default_factory=dict)
    """For each charter (by slug), the headings of its lists that belong here, spelt as the charter spells them;
    left out where no charter has such a heading."""


class Themes(Reviewed):
    """The whole of `charters/themes.yml`."""

    themes: tuple[Theme, ...]
    """In the order in which pages show them."""
