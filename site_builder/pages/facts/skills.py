"""The levels of skill, each with a checklist that prints."""

from collections.abc import Iterator

from handbook.facts.rates.model import Rates
from handbook.facts.skills import Skills
from site_builder.context import BuildContext
from site_builder.page import SitePage, references_to
from site_builder.render import render

PATH = "money/skills.md"
RATES_PATH = "money/rates.md"


def skills_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """The page, where the service keeps its levels."""
    facts = ctx.handbook.facts.get(Skills)
    if facts is None:
        return
    rates = ctx.handbook.facts.get(Rates)
    fees = {level.id: rates.current(level.fee, ctx.on) for level in facts.levels if rates and level.fee}
    pages = [ctx.handbook.pages[path] for path in facts.pages]
    body = render("skills", PATH, facts=facts, fees=fees, pages=pages, rates_path=RATES_PATH)
    yield SitePage(
        path=PATH,
        title="Levels of skill",
        summary="What each level asks for, what shows it, and who decides. Print it and tick.",
        body=body,
        source="service/skills.yml",
        review=facts,
        references=references_to(_sources(facts)),
        audience=("foster carers", "kinship carers"),
        themes=("money", "learning"),
        contacts=tuple(each for each in ("supervising-social-worker", "training-team") if each in ctx.contacts),
        keywords=("payment for skills", "level 2", "level 3", "competencies", "progression", "portfolio", "evidence"),
    )


def _sources(facts: Skills) -> Iterator[str]:
    yield from (scheme.source for scheme in facts.schemes)
    yield from (each.source for level in facts.levels for each in level.competencies if not each.example)


PAGES = (skills_pages,)
