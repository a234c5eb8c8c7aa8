"""What a national report recommended, and how the service answered (`service/stocktake.yml`)."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind
from handbook.facts.plan import Plan
from handbook.source.problems import Problem
from handbook.source.text_values import Loc
from handbook.source.types import Content, DottedNumber, Line, Text, Whole
from handbook.sources import Mention, Sources


class ReplyStatus(StrEnum):
    """How far the answer of its own section deals with a paragraph; our reading."""

    ANSWERED = "answered"
    IN_PART = "answered in part"
    UNANSWERED = "unanswered"


class Paragraph(Content):
    """One numbered paragraph of the briefing."""

    number: DottedNumber
    """Its number, such as `3.1`."""
    addressees: tuple[Line, ...]
    """Who is asked to do it."""
    asks: Line
    """What is recommended, in our words."""
    reply: ReplyStatus
    """`answered`, `answered in part` or `unanswered`."""
    because: tuple[Line, ...] = ()
    """What in the council's answer deals with it."""
    later: Line | None = None
    """What the briefing says about it elsewhere."""
    objectives: tuple[DottedNumber, ...] = ()
    """Objectives of the plan that deal with it."""


class StocktakeSection(Content):
    """One section of the briefing."""

    number: Whole
    """Its number in the briefing."""
    title: Line
    """What it is about, in our words."""
    replied: tuple[Line, ...] = ()
    """The council's answer to the section, in our words; left out where there is none."""
    paragraphs: tuple[Paragraph, ...]
    """In the order of the briefing."""


class ChildrenViews(Content):
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
    sections: tuple[StocktakeSection, ...]
    """In the order of the briefing."""
    children_said: ChildrenViews | None = None
    """What children told the report's authors."""

    @property
    def paragraphs(self) -> dict[str, Paragraph]:
        """Every paragraph by its number."""
        return {paragraph.number: paragraph for section in self.sections for paragraph in section.paragraphs}

    @property
    def replies(self) -> Counter[ReplyStatus]:
        """How many paragraphs are answered, answered in part and unanswered."""
        return Counter(paragraph.reply for paragraph in self.paragraphs.values())


STOCKTAKE = "service/stocktake.yml"


def _paragraphs(sources: Sources) -> Iterator[tuple[StocktakeSection, Loc, Paragraph]]:
    """Every paragraph: its section, its place, itself."""
    stocktake = sources.handbook.facts.get(Stocktake)
    for index, section in enumerate(stocktake.sections if stocktake else ()):
        for place, paragraph in enumerate(section.paragraphs):
            yield section, ("sections", index, "paragraphs", place), paragraph


def check_numbers(sources: Sources) -> Iterator[Problem]:
    """A paragraph's number names its section, and stands once."""
    mentions: list[Mention] = []
    sections = {str(section.number) for section, _, _ in _paragraphs(sources)}
    for section, loc, paragraph in _paragraphs(sources):
        mentions.append((STOCKTAKE, (*loc, "number"), paragraph.number))
        if paragraph.number.partition(".")[0] != str(section.number):
            section_number = paragraph.number.partition(".")[0]
            move = f"move it to section {section_number}, or " if section_number in sections else ""
            message = f"paragraph {paragraph.number} stands in section {section.number}; {move}correct its number"
            yield sources.problem(STOCKTAKE, (*loc, "number"), message)
    yield from sources.duplicates(mentions, "paragraph")


def check_replies(sources: Sources) -> Iterator[Problem]:
    """What is answered says by what; what is unanswered names nothing."""
    for section, loc, paragraph in _paragraphs(sources):
        if paragraph.reply is ReplyStatus.UNANSWERED and paragraph.because:
            message = (
                "`because:` says what answers this paragraph, so it is not `unanswered`; "
                f"write `reply: {ReplyStatus.ANSWERED}` or `reply: {ReplyStatus.IN_PART}`, or take `because:` out"
            )
            yield sources.problem(STOCKTAKE, (*loc, "reply"), message)
        elif paragraph.reply is not ReplyStatus.UNANSWERED and not paragraph.because:
            message = (
                f"nobody learns what makes this `{paragraph.reply}`; "
                f"add `because:` and below it what does, or write `reply: {ReplyStatus.UNANSWERED}`"
            )
            yield sources.problem(STOCKTAKE, (*loc, "reply"), message)
        elif paragraph.reply is not ReplyStatus.UNANSWERED and not section.replied:
            message = (
                f"section {section.number} says nothing of the answer it got, and this is `{paragraph.reply}`; "
                f"add `replied:` to the section, or write `reply: {ReplyStatus.UNANSWERED}` and take `because:` out"
            )
            yield sources.problem(STOCKTAKE, (*loc, "reply"), message)


def check_objectives(sources: Sources) -> Iterator[Problem]:
    """Each objective that a paragraph names is in the plan."""
    plan = sources.handbook.facts.get(Plan)
    known = plan.objectives if plan else {}
    for _, loc, paragraph in _paragraphs(sources):
        mentions: list[Mention] = [
            (STOCKTAKE, (*loc, "objectives", index), word) for index, word in enumerate(paragraph.objectives)
        ]
        yield from sources.unknown(mentions, known, "objective", " in service/plan.yml")


RULES = (check_numbers, check_replies, check_objectives)

KIND = ContentKind(
    "stocktake",
    Stocktake,
    STOCKTAKE,
    needed=False,
    rules=RULES,
)
