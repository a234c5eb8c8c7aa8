"""What a national report recommended, and how the service answered (`service/stocktake.yml`)."""

from collections import Counter
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from handbook.calendar.reviews import Reviewed
from handbook.source.types import Content, Line, Text, Whole

Numbered = Annotated[str, StringConstraints(pattern=r"^[1-9]\d*\.[1-9]\d*$", max_length=9)]
"""The number of a paragraph, or of an objective of the plan, such as `3.1`."""


class Reply(StrEnum):
    """How far the answer of its own section deals with a paragraph; our reading."""

    ANSWERED = "answered"
    IN_PART = "answered in part"
    UNANSWERED = "unanswered"


class Paragraph(Content):
    """One numbered paragraph of the briefing."""

    number: Numbered
    """Its number, such as `3.1`."""
    addressees: tuple[Line, ...]
    """Who is asked to do it."""
    asks: Line
    """What is recommended, in our words."""
    reply: Reply
    """`answered`, `answered in part` or `unanswered`."""
    because: tuple[Line, ...] = ()
    """What in the council's answer deals with it."""
    later: Line | None = None
    """What the briefing says about it elsewhere."""
    objectives: tuple[Numbered, ...] = ()
    """Objectives of the plan that deal with it."""


class Section(Content):
    """One section of the briefing."""

    number: Whole
    """Its number in the briefing."""
    title: Line
    """What it is about, in our words."""
    replied: tuple[Line, ...] = ()
    """The council's answer to the section, in our words; left out where there is none."""
    paragraphs: tuple[Paragraph, ...]
    """In the order of the briefing."""


class ChildrenSaid(Content):
    """What children in foster care told the people who wrote the report."""

    asked_by: Line
    """Who asked them."""
    best: tuple[Line, ...]
    """What is best about being in care."""
    worst: tuple[Line, ...]
    """What is worst about it."""
    wanted: tuple[Line, ...]
    """What they want from their carers."""
    also: tuple[Line, ...]
    """What else they said."""


class Stocktake(Reviewed):
    """The whole of `service/stocktake.yml`."""

    title: Line
    """What the register is called here."""
    authority: Line
    """Whose answer it is."""
    document: Line
    """The briefing in which the paragraphs and the answers stand."""
    report: Line
    """The national report behind it."""
    recommendations: Whole
    """How many recommendations the report has."""
    answered_against: Line
    """The plan that the answers point to."""
    asks: Line
    """What the briefing asks of whom."""
    conclusion: Text
    """What the briefing concludes."""
    sections: tuple[Section, ...]
    """In the order of the briefing."""
    children_said: ChildrenSaid | None = None
    """What children told the report's authors."""

    @property
    def paragraphs(self) -> dict[str, Paragraph]:
        """Every paragraph by its number."""
        return {each.number: each for section in self.sections for each in section.paragraphs}

    @property
    def replies(self) -> Counter[Reply]:
        """How many paragraphs are answered, answered in part and unanswered."""
        return Counter(each.reply for each in self.paragraphs.values())
