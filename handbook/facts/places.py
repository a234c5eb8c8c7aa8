"""The areas, teams and roles of the service (`service/places.yml`)."""

from typing import Annotated

from pydantic import StringConstraints

from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Line, Ref, Slug, YesNo

ForgeTeam = Annotated[
    str, StringConstraints(pattern=r"^@[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_./-]*)?$", max_length=100)
]
"""A team or an account as a forge writes it."""


class Area(Content):
    """One part of the place that the service covers."""

    id: Slug
    """Short name that events, groups, contacts and surveys use."""
    title: Line
    """Its name, such as "North"."""
    where: Line
    """The same inside a sentence, such as "in the north"."""


class Team(Content):
    """Some people who do one part of the work."""

    id: Slug
    """Short name that other files use."""
    title: Line
    """Its name, such as "Fostering review team"."""
    does: Line
    """What it does for carers and children, in one sentence."""
    areas: tuple[Ref, ...] = ()
    """The areas it serves, by id; left out: all of them."""
    contact: Ref | None = None
    """How to reach it: an id from `service/contacts.yml`."""
    source: Line | None = None
    """The document and section that tell of it."""


class Role(Content):
    """One post; who holds it at the moment stands in no page."""

    id: Slug
    """Short name that other files use."""
    title: Line
    """The post as `owner` and pages write it, such as "Head of Fostering"."""
    does: Line
    """What the post is for, in one sentence."""
    team: Ref | None = None
    """The team it belongs to, by id."""
    contact: Ref | None = None
    """How to reach it: an id from `service/contacts.yml`."""
    forge: ForgeTeam | None = None
    """The team on the forge that is asked to look at changes of what the post owns, such as `@council/money`."""


class Places(Reviewed):
    """The whole of `service/places.yml`."""

    example: YesNo = False
    """Whether areas and teams are an example that no service uses as it stands."""
    areas: tuple[Area, ...]
    """In the order in which people name them."""
    teams: tuple[Team, ...] = ()
    """In the order in which a carer meets them."""
    roles: tuple[Role, ...]
    """In the order in which a carer meets them."""
    code_owner: Line | None = None
    """The post that looks at changes of everything that is no content: programs, menu, looks, checks."""
