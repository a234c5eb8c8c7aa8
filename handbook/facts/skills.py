"""The levels of skill, what each asks for, and what shows it (`service/skills.yml`)."""

from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Line, Ref, Slug, Text, Whole, YesNo


class Scheme(Content):
    """What one source document says about paying for skill."""

    authority: Line
    """Whose scheme it is."""
    says: Line
    """What the source says, in one sentence of ours."""
    source: Line
    """The document and its section."""


class Competency(Content):
    """One thing that a carer on this level can do."""

    id: Slug
    """Its address on the page."""
    title: Line
    """What the carer can do, as a sentence that begins with "I"."""
    evidence: tuple[Line, ...]
    """What shows it: papers, records, what people say."""
    source: Line
    """Where it comes from."""
    example: YesNo = False
    """Whether it is this demonstration's own example."""


class Level(Content):
    """One level, with what it asks for."""

    id: Slug
    """Its address on the page."""
    number: Whole
    """Its number, from 1."""
    title: Line
    """Its name."""
    about: Text
    """Who stands on it."""
    fee: Ref | None = None
    """The rate that is paid on it: an id from `rates.yml`."""
    decided_by: Line
    """Who says that a carer has reached it."""
    decided_when: Line
    """When that is decided, and when it is looked at again."""
    example: YesNo = False
    """Whether the level itself is this demonstration's own example."""
    competencies: tuple[Competency, ...]
    """What it asks for."""


class Skills(Reviewed):
    """The whole of `service/skills.yml`."""

    about: Text
    """What the levels are for."""
    schemes: tuple[Scheme, ...]
    """What the source documents say."""
    pages: tuple[Line, ...] = ()
    """Paths below `docs/` of pages that tell how to move up."""
    levels: tuple[Level, ...]
    """Lowest first."""
