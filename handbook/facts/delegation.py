"""Who decides what in a child's everyday life (`service/delegation.yml`)."""

from enum import StrEnum

from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Line, Ref, Slug, Text, YesNo


class Decider(StrEnum):
    """Who usually says yes or no."""

    CARER = "carer"
    PARENT = "parent"
    COUNCIL = "council"
    TOGETHER = "together"
    CHILD = "child"
    COURT = "court"
    NOBODY = "nobody"


class Weight(StrEnum):
    """The three kinds of decision that national guidance names."""

    DAY_TO_DAY = "day-to-day"
    """What the stocktake calls category one."""
    LONGER_TERM = "longer-term"
    MAJOR = "major"


class LegalOrder(Content):
    """One way in which a child comes to live with a carer."""

    id: Slug
    """Short name that each decision's `who` uses."""
    title: Line
    """What readers call it."""
    means: Text
    """Who has parental responsibility, in one or two sentences."""
    applies: YesNo = True
    """Whether somebody decides for the person at all; `no` for adults, who decide themselves."""


class Subject(Content):
    """One part of life that decisions are grouped by."""

    id: Slug
    """Its address on the page."""
    title: Line
    """Its heading."""
    pages: tuple[Line, ...] = ()
    """Paths below `docs/` of pages that say more."""


class Law(Content):
    """A law, a judgment or guidance that decisions rest on."""

    id: Slug
    """Short name that each decision's `rests_on` uses."""
    short: Line
    """How the table names it."""
    title: Line
    """Its full name."""
    says: Line
    """What it says about deciding, in one sentence of ours."""
    address: Line | None = None
    """A public web address."""


class Answer(Content):
    """Who decides under one order."""

    decides: Decider
    """Who says yes or no."""
    note: Line | None = None
    """What goes with it, such as "Tell the social worker."."""


class Decision(Content):
    """One thing that somebody must say yes or no to."""

    id: Slug
    """Its address on the page."""
    subject: Ref
    """Which part of life it belongs to."""
    title: Line
    """What is decided, in a few words."""
    weight: Weight
    """`day-to-day`, `longer-term` or `major`."""
    says: Line
    """The answer in one plain sentence."""
    who: dict[Slug, Answer]
    """Who decides under each order."""
    check: tuple[Line, ...]
    """What to look at before saying yes or no."""
    rests_on: tuple[Ref, ...]
    """The law and guidance behind it."""
    named_in: Line | None = None
    """Where a source document of this handbook names it."""
    keywords: tuple[Line, ...] = ()
    """Other words people look for."""


class Delegation(Reviewed):
    """The whole of `service/delegation.yml`."""

    record_wins: Text
    """Why the child's own record counts more than this list."""
    orders: tuple[LegalOrder, ...]
    """In the order of the table's columns."""
    subjects: tuple[Subject, ...]
    """In the order of the page."""
    law: tuple[Law, ...]
    """What decisions rest on."""
    decisions: tuple[Decision, ...]
    """In the order of the page, within each subject."""
