"""The register of what a national report recommended, and how the service answered."""

from collections.abc import Iterator
from dataclasses import dataclass

from handbook.facts.plan import Plan, Target
from handbook.facts.stocktake import Paragraph, ReplyStatus, Stocktake, StocktakeSection
from site_builder.context import BuildContext
from site_builder.formatting import sentence_start
from site_builder.page import SitePage
from site_builder.pages.facts.plan import objective_anchor
from site_builder.pages.facts.standards import target_path
from site_builder.render import render

PATH = "plan/stocktake.md"
SOURCE = "service/stocktake.yml"

REPLY_CLASSES = {ReplyStatus.ANSWERED: "done", ReplyStatus.IN_PART: "started", ReplyStatus.UNANSWERED: "not-doing"}
"""The stylesheet's name for each reply."""


@dataclass(frozen=True)
class PlanLink:
    """An objective that deals with a paragraph."""

    title: str
    path: str
    anchor: str


@dataclass(frozen=True)
class ParagraphRow:
    """One paragraph in words."""

    paragraph: Paragraph
    anchor: str
    mark: str
    reply: str
    plan: list[PlanLink]


@dataclass(frozen=True)
class SectionRow:
    """One section with its paragraphs."""

    section: StocktakeSection
    anchor: str
    rows: list[ParagraphRow]


def stocktake_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """The register; none while the service keeps none."""
    stocktake = ctx.handbook.facts.get(Stocktake)
    if stocktake is None:
        return
    sections = [_section(ctx, each) for each in stocktake.sections]
    body = render(
        "stocktake",
        PATH,
        stocktake=stocktake,
        total=len(stocktake.paragraphs),
        counts=[(sentence_start(reply.value), stocktake.replies[reply], REPLY_CLASSES[reply]) for reply in ReplyStatus],
        sections=sections,
        gaps=[row for section in sections for row in section.rows if row.paragraph.reply is ReplyStatus.UNANSWERED],
    )
    yield _page(stocktake, body)


def _page(stocktake: Stocktake, body: str) -> SitePage:
    return SitePage(
        path=PATH,
        title=stocktake.title,
        summary="What a national review asked for, what the council answered, and what it left open.",
        body=body,
        source=SOURCE,
        review=stocktake,
        keywords=("stocktake", "Narey and Owers", "Foster Care in England", "recommendations", "national review"),
        for_keepers=True,
    )


def _section(ctx: BuildContext, section: StocktakeSection) -> SectionRow:
    rows = [_row(ctx, each) for each in section.paragraphs]
    return SectionRow(section, f"section-{section.number}", rows)


def _row(ctx: BuildContext, paragraph: Paragraph) -> ParagraphRow:
    targets = _targets(ctx)
    return ParagraphRow(
        paragraph=paragraph,
        anchor=f"paragraph-{paragraph.number.replace('.', '-')}",
        mark=REPLY_CLASSES[paragraph.reply],
        reply=sentence_start(paragraph.reply.value),
        plan=[
            PlanLink(f"Objective {each}", target_path(targets[each]), objective_anchor(each))
            for each in paragraph.objectives
            if each in targets
        ],
    )


def _targets(ctx: BuildContext) -> dict[str, Target]:
    plan = ctx.handbook.facts.get(Plan)
    return {each.id: target for target in plan.targets for each in target.objectives} if plan else {}


PAGES = (stocktake_pages,)
