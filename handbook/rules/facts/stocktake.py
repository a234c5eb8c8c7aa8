"""Rules about the register of recommendations."""

from collections.abc import Iterator

from handbook.facts.stocktake import Paragraph, Reply, Section
from handbook.source.problems import Problem
from handbook.source.text_values import Loc
from handbook.sources import Shelf, Spot

STOCKTAKE = "service/stocktake.yml"


def _paragraphs(shelf: Shelf) -> Iterator[tuple[Section, Loc, Paragraph]]:
    """Every paragraph: its section, its place, itself."""
    kept = shelf.handbook.facts.stocktake
    for index, section in enumerate(kept.sections if kept else ()):
        for place, paragraph in enumerate(section.paragraphs):
            yield section, ("sections", index, "paragraphs", place), paragraph


def check_numbers(shelf: Shelf) -> Iterator[Problem]:
    """A paragraph's number names its section, and stands once."""
    spots: list[Spot] = []
    sections = {str(section.number) for section, _, _ in _paragraphs(shelf)}
    for section, loc, paragraph in _paragraphs(shelf):
        spots.append((STOCKTAKE, (*loc, "number"), paragraph.number))
        if paragraph.number.partition(".")[0] != str(section.number):
            named = paragraph.number.partition(".")[0]
            move = f"move it to section {named}, or " if named in sections else ""
            message = f"paragraph {paragraph.number} stands in section {section.number}; {move}correct its number"
            yield shelf.problem(STOCKTAKE, (*loc, "number"), message)
    yield from shelf.twice(spots, "paragraph")


def check_replies(shelf: Shelf) -> Iterator[Problem]:
    """What is answered says by what; what is unanswered names nothing."""
    for section, loc, paragraph in _paragraphs(shelf):
        if paragraph.reply is Reply.UNANSWERED and paragraph.because:
            message = (
                "`because:` says what answers this paragraph, so it is not `unanswered`; "
                f"write `reply: {Reply.ANSWERED}` or `reply: {Reply.IN_PART}`, or take `because:` out"
            )
            yield shelf.problem(STOCKTAKE, (*loc, "reply"), message)
        elif paragraph.reply is not Reply.UNANSWERED and not paragraph.because:
            message = (
                f"nobody learns what makes this `{paragraph.reply}`; "
                f"add `because:` and below it what does, or write `reply: {Reply.UNANSWERED}`"
            )
            yield shelf.problem(STOCKTAKE, (*loc, "reply"), message)
        elif paragraph.reply is not Reply.UNANSWERED and not section.replied:
            message = (
                f"section {section.number} says nothing of the answer it got, and this is `{paragraph.reply}`; "
                f"add `replied:` to the section, or write `reply: {Reply.UNANSWERED}` and take `because:` out"
            )
            yield shelf.problem(STOCKTAKE, (*loc, "reply"), message)


def check_objectives(shelf: Shelf) -> Iterator[Problem]:
    """Each objective that a paragraph names stands in the plan."""
    plan = shelf.handbook.facts.plan
    known = plan.objectives if plan else {}
    for _, loc, paragraph in _paragraphs(shelf):
        spots: list[Spot] = [
            (STOCKTAKE, (*loc, "objectives", index), word) for index, word in enumerate(paragraph.objectives)
        ]
        yield from shelf.unknown(spots, known, "objective", " in service/plan.yml")


RULES = (check_numbers, check_replies, check_objectives)
